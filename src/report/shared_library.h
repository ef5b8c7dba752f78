// A library of the system that few commands need, loaded when it is first used.
//
// Graphviz, librsvg and libxlsxwriter bring fifty libraries with them. Linked to the program, they took two thirds of the time of a start, of every
// command.
#pragma once

#include <dlfcn.h>

namespace merlon {

class SharedLibrary {
 public:
  // `name` as the dynamic linker knows it, such as `libgvc.so.6`: the one whose headers this program was built with.
  explicit SharedLibrary(const char* name) : handle_(dlopen(name, RTLD_NOW | RTLD_LOCAL)) {}

  // A function or variable of the library, or of one that it needs. Null, and `complete` is false, when there is none.
  template <typename Function>
  Function* Find(const char* name) {
    void* found = handle_ ? dlsym(handle_, name) : nullptr;
    complete_ = complete_ && found;
    return reinterpret_cast<Function*>(found);
  }

  bool complete() const { return complete_; }

 private:
  // Stays open, as if the program were linked to it: these libraries do not bear being unloaded.
  void* handle_;
  bool complete_ = handle_ != nullptr;
};

}  // namespace merlon

// A member that is a function of the library, under its own name. Stands in a struct behind a member `SharedLibrary library`.
#define MERLON_IMPORT(function) decltype(::function)* function = library.Find<decltype(::function)>(#function)
