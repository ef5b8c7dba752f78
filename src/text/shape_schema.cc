// The JSON Schema of a table of fields.
#include <set>
#include <string>

#include "text/json.h"
#include "text/shape.h"

namespace merlon {
namespace {

std::string DefinitionName(std::string_view name) {
  std::string id;
  for (char c : name) id.push_back(c == ' ' ? '-' : c);
  return id;
}

class SchemaWriter {
 public:
  SchemaWriter(JsonWriter& json, const void* user) : json_(json), user_(user) {}

  void Record(const Shape& shape) {
    json_.Key("type").String("object");
    if (!shape.doc.empty()) json_.Key("description").String(shape.doc);
    json_.Key("additionalProperties").Bool(false);
    json_.Key("patternProperties").BeginObject().Key("^x-").BeginObject().EndObject().EndObject();
    bool any_required = false;
    for (const Field& field : shape.fields) any_required |= field.required;
    if (any_required) {
      json_.Key("required").BeginArray();
      for (const Field& field : shape.fields) {
        if (field.required) json_.String(field.name);
      }
      json_.EndArray();
    }
    json_.Key("properties").BeginObject();
    for (const Field& field : shape.fields) {
      json_.Key(field.name).BeginObject();
      Value(field);
      if (!field.doc.empty()) json_.Key("description").String(field.doc);
      json_.EndObject();
    }
    if (shape.others) {
      for (const ExtraKey& extra : shape.others(user_)) json_.Key(extra.name).Raw(extra.schema);
    }
    json_.EndObject();
  }

  // Definitions are written breadth first, each once, in the order in which they are first met.
  void Definitions() {
    json_.Key("$defs").BeginObject();
    for (size_t i = 0; i < pending_.size(); ++i) {
      const Shape& shape = *pending_[i];
      json_.Key(DefinitionName(shape.name)).BeginObject();
      if (shape.main.empty()) {
        Record(shape);
      } else {
        json_.Key("anyOf").BeginArray();
        json_.BeginObject();
        Record(shape);
        json_.EndObject();
        for (const Field& field : shape.fields) {
          if (field.name != shape.main) continue;
          json_.BeginObject();
          Value(field);
          json_.EndObject();
        }
        json_.BeginObject().Key("type").String("null").EndObject();
        json_.EndArray();
      }
      json_.EndObject();
    }
    json_.EndObject();
  }

 private:
  void Reference(const Shape& shape) {
    std::string name = DefinitionName(shape.name);
    if (known_.insert(name).second) pending_.push_back(&shape);
    json_.Key("$ref").String("#/$defs/" + name);
  }
  void Types(std::initializer_list<std::string_view> names) {
    json_.Key("type").BeginArray();
    for (std::string_view name : names) json_.String(name);
    json_.EndArray();
  }
  void Value(const Field& field) {
    switch (field.kind) {
      case FieldKind::text:
      case FieldKind::why: return Types({"string", "number", "boolean", "null"});
      case FieldKind::ref: json_.Key("type").String("string"); return;
      case FieldKind::number: json_.Key("type").String("integer").Key("minimum").Number(0); return;
      case FieldKind::date: json_.Key("type").String("string").Key("pattern").String("^\\d{4}-\\d{2}-\\d{2}$"); return;
      case FieldKind::money: json_.Key("type").String("string").Key("pattern").String("^\\d+(\\.\\d\\d)? [A-Z]{3}$"); return;
      case FieldKind::effort: json_.Key("type").String("string").Key("pattern").String("^\\d+ (h|hours?|days?|weeks?|months?)$"); return;
      case FieldKind::tri: json_.Key("enum").BeginArray().String("yes").String("no").String("unknown").Bool(true).Bool(false).Null().EndArray(); return;
      case FieldKind::choice:
        json_.Key("enum").BeginArray();
        for (std::string_view name : field.choices().names) {
          if (!name.empty()) json_.String(name);
        }
        json_.EndArray();
        return;
      case FieldKind::anything: return;
      case FieldKind::texts:
      case FieldKind::refs:
        Types({"array", "string", "number", "null"});
        json_.Key("items").BeginObject();
        Types({"string", "number", "boolean"});
        json_.EndObject();
        return;
      case FieldKind::record: return Reference(field.shape());
      case FieldKind::records:
        json_.Key("anyOf").BeginArray();
        json_.BeginObject().Key("type").String("array").Key("items").BeginObject();
        Reference(field.shape());
        json_.EndObject().EndObject();
        json_.BeginObject();
        Reference(field.shape());
        json_.EndObject();
        json_.EndArray();
        return;
      case FieldKind::entries: {
        bool requires_more = false;
        for (const Field& inner : field.shape().fields) requires_more |= inner.required;
        json_.Key("anyOf").BeginArray();
        json_.BeginObject().Key("type").String("object").Key("additionalProperties").BeginObject();
        if (requires_more) {
          Reference(field.shape());
        } else {
          json_.Key("anyOf").BeginArray().BeginObject();
          Reference(field.shape());
          json_.EndObject().BeginObject().Key("type").String("null").EndObject().EndArray();
        }
        json_.EndObject().EndObject();
        if (!requires_more) {
          json_.BeginObject().Key("type").String("array").EndObject();
        }
        json_.BeginObject().Key("type").String("null").EndObject();
        json_.EndArray();
        return;
      }
    }
  }

  JsonWriter& json_;
  const void* user_;
  std::set<std::string> known_;
  std::vector<const Shape*> pending_;
};

}  // namespace

std::string JsonSchema(const Shape& shape, std::string_view id, std::string_view title, const void* user) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject();
  json.Key("$schema").String("https://json-schema.org/draft/2020-12/schema");
  json.Key("$id").String(id);
  json.Key("title").String(title);
  SchemaWriter writer(json, user);
  writer.Record(shape);
  writer.Definitions();
  json.EndObject();
  out.push_back('\n');
  return out;
}

}  // namespace merlon
