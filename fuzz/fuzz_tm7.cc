// Any bytes as a model of the Microsoft Threat Modeling Tool.
#include "exchange/tm7/tm7.h"
#include "fuzz/imported.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  merlon::ImportAndReadBack(merlon::FormatTm7(), "model.tm7", data, size);
  return 0;
}
