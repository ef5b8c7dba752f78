#include "cli/command.h"

namespace merlon::cli {

std::string Invocation::Get(std::string_view flag, std::string_view otherwise) const {
  auto found = options.find(flag);
  return found == options.end() || found->second.empty() ? std::string(otherwise) : found->second.back();
}

const std::vector<std::string>& Invocation::All(std::string_view flag) const {
  static const std::vector<std::string> kNothing;
  auto found = options.find(flag);
  return found == options.end() ? kNothing : found->second;
}

std::string Invocation::Argument(std::string_view name) const {
  const std::vector<std::string>& values = Arguments(name);
  return values.empty() ? std::string() : values.front();
}

const std::vector<std::string>& Invocation::Arguments(std::string_view name) const {
  static const std::vector<std::string> kNothing;
  auto found = arguments.find(name);
  return found == arguments.end() ? kNothing : found->second;
}

}  // namespace merlon::cli
