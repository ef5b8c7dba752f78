// XML from strangers: parsed under caps, and the formats that are written in it.
#pragma once

#include <pugixml.hpp>

#include "results/readers.h"

namespace merlon::results {

inline constexpr size_t kMostTags = 500'000;
inline constexpr size_t kMostAttributes = 1'000'000;

// The document; after a failure that was reported, an empty one.
pugi::xml_document ParseXml(std::string_view bytes, Collector& collector);

void ReadJUnit(pugi::xml_node root, Collector& collector);
void ReadCTest(pugi::xml_node root, Collector& collector);

}  // namespace merlon::results
