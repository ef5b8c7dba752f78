#include "exchange/tm7/xml.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "exchange/drawing/geometry.h"
#include "exchange/drawing/text.h"

namespace merlon::tm7 {
namespace {

// The parser knows no limits, so they are checked before it runs. What is not well-formed is left for it to report.
class Limits {
 public:
  explicit Limits(std::string_view bytes) : bytes_(bytes) {}

  // Why the text is not parsed; empty when it may be.
  std::string Check() {
    for (size_t at = bytes_.find('<'); at != std::string_view::npos && error_.empty(); at = bytes_.find('<', at)) {
      if (Starts(at, "<!--")) at = After("-->", at + 4);
      else if (Starts(at, "<![CDATA[")) at = After("]]>", at + 9);
      else if (Starts(at, "<?")) at = After("?>", at + 2);
      else if (Starts(at, "<!")) error_ = "it declares a document type or entities, which no model of this tool does; they are not read";
      else if (Starts(at, "</")) --depth_, at += 2;
      else at = Tag(at);
    }
    return error_;
  }

 private:
  bool Starts(size_t at, std::string_view what) const { return bytes_.substr(at, what.size()) == what; }
  size_t After(std::string_view end, size_t at) const {
    size_t found = bytes_.find(end, at);
    return found == std::string_view::npos ? bytes_.size() : found + end.size();
  }

  // From the `<` of a tag to its `>`.
  size_t Tag(size_t at) {
    char quote = 0;
    for (++at; at < bytes_.size(); ++at) {
      char c = bytes_[at];
      if (quote) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '=') {
        ++attributes_;
      } else if (c == '>') {
        break;
      }
    }
    if (bytes_[at - 1] != '/') ++depth_;
    if (++tags_ > kMostTags) error_ = "it holds more than 1,000,000 elements";
    if (attributes_ > kMostAttributes) error_ = "it holds more than 1,000,000 attributes";
    if (depth_ > static_cast<int64_t>(kDeepest)) error_ = "elements are nested more than 64 levels deep";
    return at;
  }

  std::string_view bytes_;
  std::string error_;
  int64_t depth_ = 0;
  size_t tags_ = 0, attributes_ = 0;
};

std::string_view WithoutPrefix(std::string_view name) {
  size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// The length of the character of UTF-8 at the start of `text`; 0 when there is none.
size_t CharacterLength(std::string_view text) {
  auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  auto follows = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  unsigned first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    bool narrow = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F);
    return follows(1) && follows(2) && !narrow ? 3 : 0;
  }
  if (first < 0xF0 || first > 0xF4) return 0;
  bool outside = (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
  return follows(1) && follows(2) && follows(3) && !outside ? 4 : 0;
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
  else error = Limits(bytes).Check();
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
