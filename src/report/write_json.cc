#include "report/write_json.h"

#include "text/json.h"

namespace merlon {
namespace {

// As deep as the program builds the tree, which is a handful.
void Write(JsonWriter& json, const Value& value) {
  switch (value.kind) {
    case Value::Kind::null: json.Null(); break;
    case Value::Kind::boolean: json.Bool(value.number); break;
    case Value::Kind::number: json.Number(value.number); break;
    case Value::Kind::list:
      json.BeginArray();
      for (const Value& item : value.items) Write(json, item);
      json.EndArray();
      break;
    case Value::Kind::object:
      json.BeginObject();
      for (size_t i = 0; i < value.items.size(); ++i) {
        json.Key(value.keys[i]);
        Write(json, value.items[i]);
      }
      json.EndObject();
      break;
    default: json.String(value.text); break;
  }
}

}  // namespace

std::string WriteJson(const Value& value) {
  std::string out;
  JsonWriter json(out);
  Write(json, value);
  return out + "\n";
}

}  // namespace merlon
