// A library of a few properties and one method, for targets that need one which is quick to read.
#pragma once

#include <vector>

#include "library/library.h"

namespace merlon {

inline std::vector<LibraryFile> PropertiesAndMethods() {
  return {
      {"methods/stride.md",
       "---\ntitle: STRIDE\ncategories:\n  tampering: { title: Tampering, violates: integrity, of: [process, flow, store], plain: Somebody changes it }\n"
       "  spoofing: { title: Spoofing, violates: authentication, of: [actor, process], plain: Somebody pretends }\nscoring: default\n---\nSix kinds.\n"},
      {"properties/trust.md", "---\ntitle: Trust\nof: [zone]\nvalues: [none, low, medium, high, full]\nask: How far?\n---\nText.\n"},
      {"properties/confidentiality.md", "---\ntitle: Secret\nof: [asset]\nvalues: [none, low, medium, high, critical]\nask: How bad?\n---\nText.\n"},
      {"properties/encrypted.md", "---\ntitle: Encrypted\nof: [flow]\ntype: yes-no\nask: Is it from {source} to {target}?\n---\nText.\n"},
      {"properties/validates-input.md", "---\ntitle: Validates\nof: [process]\ntype: yes-no\nask: Does {place}?\n---\nText.\n"},
      {"properties/human.md", "---\ntitle: Human\nof: [actor, process]\ntype: yes-no\nask: Is {place}?\n---\nText.\n"},
      {"properties/encrypted-at-rest.md", "---\ntitle: Encrypted\nof: [store]\ntype: yes-no\nask: Is {place}?\n---\nText.\n"},
  };
}

}  // namespace merlon
