// Reading XML from strangers, without its prefixes: a value that is missing or of another type is empty.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace merlon::tm7 {

// Limits on input, so that a hostile file costs bounded time, memory and stack.
inline constexpr size_t kMostBytes = size_t{16} << 20;
inline constexpr size_t kMostTags = 1'000'000;
inline constexpr size_t kMostAttributes = 1'000'000;
inline constexpr size_t kDeepest = 64;

// The parsed text; `error` says why when it cannot be read. Document types are refused, so no entity stands for anything else.
pugi::xml_document ParseXml(std::string_view bytes, std::string& error);

// The name without its prefix.
std::string_view LocalName(pugi::xml_node node);
// The namespace of an element, where it or what is around it declares it.
std::string_view NamespaceOf(pugi::xml_node node);
// The type that the serialiser wrote at it, without its prefix: `Connector` for `i:type="Connector"`.
std::string_view TypeOf(pugi::xml_node node);
// The first child of that name; empty when there is none.
pugi::xml_node ChildOf(pugi::xml_node node, std::string_view name);
// Its text, clean (`exchange/drawing/text.h`).
std::string TextOf(pugi::xml_node node);
std::string TextAt(pugi::xml_node node, std::string_view child);
// The same on one line.
std::string LineAt(pugi::xml_node node, std::string_view child);
// A finite number, cut to a size that geometry can work with.
std::optional<double> NumberAt(pugi::xml_node node, std::string_view child);

}  // namespace merlon::tm7
