#include "exchange/tm7/xml.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.h"
#include "exchange/drawing/geometry.h"
#include "exchange/drawing/text.h"
#include "text/xml_limits.h"

namespace merlon::tm7 {
namespace {

// Why the text is not parsed; empty when it may be.
std::string WhyTooMuch(std::string_view bytes) {
  switch (CheckXml(bytes, {kMostTags, kMostAttributes, kDeepest}).excess) {
    case XmlExcess::none: break;
    case XmlExcess::declaration: return "it declares a document type or entities, which no model of this tool does; they are not read";
    case XmlExcess::tags: return "it holds more than 1,000,000 elements";
    case XmlExcess::attributes: return "it holds more than 1,000,000 attributes";
    case XmlExcess::depth: return "elements are nested more than 64 levels deep";
  }
  return {};
}

std::string_view WithoutPrefix(std::string_view name) {
  size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// References such as `&#xD800;` make bytes that are no text, and so may the file itself.
std::string ValidText(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    size_t length = CharacterLength(text);
    if (length > 0) valid += text.substr(0, length);
    else valid += "\xEF\xBF\xBD";
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return valid;
}

}  // namespace

pugi::xml_document ParseXml(std::string_view bytes, std::string& error) {
  pugi::xml_document document;
  if (bytes.size() > kMostBytes) error = "the file is larger than 16 MiB";
  else if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") error = "it is UTF-16; save it as UTF-8, as the Threat Modeling Tool does";
  else error = WhyTooMuch(bytes);
  if (!error.empty()) return document;
  constexpr unsigned kFlags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_wconv_attribute | pugi::parse_eol;
  pugi::xml_parse_result parsed = document.load_buffer(bytes.data(), bytes.size(), kFlags, pugi::encoding_utf8);
  if (parsed) return document;
  error = "the file is not valid XML";
  document.reset();
  return document;
}

std::string_view LocalName(pugi::xml_node node) { return WithoutPrefix(node.name()); }

std::string_view NamespaceOf(pugi::xml_node node) {
  std::string_view name = node.name();
  size_t colon = name.rfind(':');
  std::string declaration = colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
  for (; node; node = node.parent()) {
    if (pugi::xml_attribute found = node.attribute(declaration.c_str())) return found.value();
  }
  return {};
}

std::string_view TypeOf(pugi::xml_node node) {
  for (pugi::xml_attribute attribute : node.attributes()) {
    if (WithoutPrefix(attribute.name()) == "type") return WithoutPrefix(attribute.value());
  }
  return {};
}

pugi::xml_node ChildOf(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_node child : node.children()) {
    if (LocalName(child) == name) return child;
  }
  return {};
}

std::string TextOf(pugi::xml_node node) {
  std::string text;
  for (pugi::xml_node child : node.children()) text += child.value();
  return drawing::CleanText(ValidText(text));
}

std::string TextAt(pugi::xml_node node, std::string_view child) { return TextOf(ChildOf(node, child)); }

std::string LineAt(pugi::xml_node node, std::string_view child) { return drawing::OneLine(TextAt(node, child)); }

std::optional<double> NumberAt(pugi::xml_node node, std::string_view child) {
  std::string text = TextAt(node, child);
  double number = 0;
  auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return std::clamp(number, -drawing::kFarthest, drawing::kFarthest);
}

}  // namespace merlon::tm7
