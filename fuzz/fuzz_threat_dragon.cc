// Any bytes as a Threat Dragon file.
#include "exchange/threat-dragon/threat_dragon.h"
#include "fuzz/imported.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  merlon::ImportAndReadBack(merlon::FormatThreatDragon(), "model.json", data, size);
  return 0;
}
