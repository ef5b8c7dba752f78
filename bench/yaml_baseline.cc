// The yardstick for `merlon check`: reads a file with libyaml's events and does nothing with them but delete each.
#include <yaml.h>

#include <cstdio>
#include <string>

int main(int argc, char** argv) {
  std::FILE* file = argc == 2 ? std::fopen(argv[1], "rb") : nullptr;
  if (!file) {
    std::fprintf(stderr, "usage: merlon_yaml_baseline FILE\n");
    return 2;
  }
  std::string text;
  char buffer[1 << 16];
  for (size_t size; (size = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, size);
  std::fclose(file);

  yaml_parser_t parser;
  if (!yaml_parser_initialize(&parser)) return 3;
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  size_t events = 0;
  for (bool done = false; !done; ++events) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) {
      std::fprintf(stderr, "line %zu: %s\n", parser.problem_mark.line + 1, parser.problem ? parser.problem : "cannot be read");
      yaml_parser_delete(&parser);
      return 1;
    }
    done = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  std::printf("%zu events\n", events);
}
