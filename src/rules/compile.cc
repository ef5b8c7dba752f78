// Text -> typed nodes: a recursive-descent parser whose depth is capped, checking types as it goes.
#include <algorithm>
#include <charconv>

#include "base/strings.h"
#include "rules/codes.h"
#include "rules/expression.h"
#include "rules/lexer.h"
#include "rules/typed_value.h"

namespace merlon {
namespace {

constexpr size_t kLongestExpression = 4096;
constexpr int kDeepest = 40;

class Compiler {
 public:
  Compiler(RuleSet& rules, const Library& library, PlaceKind variable, const ExpressionSource& source, Diagnostics& diagnostics)
      : rules_(rules), library_(library), source_(source), diagnostics_(diagnostics) {
    variables_.push_back({merlon::Name(variable), DomainOf(variable)});
  }

  ExprId Condition() {
    if (!Start()) return {};
    Value value = Or();
    if (value && tokens_[at_].kind != TokenKind::end) value = Fail(codes::kExpressionSyntax, "expected `and`, `or` or the end, found `" + std::string(tokens_[at_].text) + "`", "join conditions with `and` or `or`");
    return AsTri(value) ? value.node : ExprId();
  }

  ExprId Path() {
    if (!Start()) return {};
    Value value = Primary();
    if (value && tokens_[at_].kind != TokenKind::end) value = Fail(codes::kExpressionSyntax, "expected the end, found `" + std::string(tokens_[at_].text) + "`", "write one path");
    if (!value) return {};
    bool assets = value.type == Type::set && rules_.node(value.node).items == Domain::asset;
    if (value.type == Type::place || assets) return value.node;
    TypeError(value, "a place or a set of assets");
    return {};
  }

 private:
  bool Start() {
    if (source_.text.size() > kLongestExpression) {
      at_ = 0, tokens_ = {Token{}};
      Fail(codes::kExpressionTooLarge, "this expression is longer than 4,096 bytes", "split the rule, or declare a property for the part");
      return false;
    }
    tokens_ = Lex(source_.text);
    return true;
  }

  // The bytes of the expression in its file, where the YAML scalar is written as it reads; else the whole scalar.
  Span Where(size_t begin, size_t end) const {
    Span whole = source_.document.span(source_.node);
    std::string_view slice = source_.document.Slice(whole);
    size_t lead = slice.find(source_.text);
    if (source_.text.empty() || lead == std::string_view::npos) return whole;
    return {whole.begin + static_cast<uint32_t>(lead + begin), whole.begin + static_cast<uint32_t>(lead + std::max(end, begin + 1))};
  }
  Value FailAt(const Code& code, size_t begin, size_t end, std::string message, std::string hint) {
    if (!failed_) diagnostics_.Add(code, Where(begin, end), std::move(message), std::move(hint));
    failed_ = true;
    return {};
  }
  Value Fail(const Code& code, std::string message, std::string hint) {
    const Token& token = tokens_[at_];
    return FailAt(code, token.at, token.at + token.text.size(), std::move(message), std::move(hint));
  }
  Value TypeError(const Value& value, std::string_view wanted) {
    return FailAt(codes::kExpressionType, value.at, value.at + 1, "expected " + std::string(wanted) + ", found " + std::string(Name(value.type)), "look the name up with `merlon library show`");
  }

  bool Is(std::string_view text) const { return tokens_[at_].text == text && tokens_[at_].kind != TokenKind::string; }
  bool Take(std::string_view text) {
    if (!Is(text)) return false;
    ++at_;
    return true;
  }
  bool Expect(std::string_view text) {
    if (Take(text)) return true;
    std::string found = tokens_[at_].kind == TokenKind::end ? "the end" : "`" + std::string(tokens_[at_].text) + "`";
    Fail(codes::kExpressionSyntax, "expected `" + std::string(text) + "`, found " + found, "add `" + std::string(text) + "`");
    return false;
  }

  Domain DomainOfNode(ExprId node) const { return rules_.node(node).domain; }

  // Two parts go together when they are about rows of the same domain, or one is about the whole system.
  bool Join(const Value& a, const Value& b, Domain& domain) {
    Domain da = DomainOfNode(a.node), db = DomainOfNode(b.node);
    domain = da == Domain::system ? db : da;
    if (da == db || da == Domain::system || db == Domain::system) return true;
    FailAt(codes::kExpressionType, b.at, b.at + 1, "one part speaks of " + std::string(DomainName(da)) + ", the other of " + std::string(DomainName(db)), "inside `any`, `all` and `{… in …}` use only the variable that they introduce");
    return false;
  }

  bool AsTri(const Value& value) {
    if (value.type == Type::tri) return true;
    if (value) TypeError(value, "yes or no");
    return false;
  }

  Value Binary(Op op, const Value& a, const Value& b) {
    if (!AsTri(a) || !AsTri(b)) return {};
    Domain domain;
    if (!Join(a, b, domain)) return {};
    // Both operators commute; a fixed order makes more nodes equal.
    uint32_t first = std::min(a.node.value, b.node.value), second = std::max(a.node.value, b.node.value);
    return {Type::tri, rules_.Add({.op = op, .domain = domain, .a = first, .b = second}), {}, a.at};
  }

  Value Or() {
    if (++depth_ > kDeepest) return Fail(codes::kExpressionTooLarge, "this expression is nested too deep", "split the rule");
    Value value = And();
    while (value && Take("or")) value = Binary(Op::or_, value, And());
    --depth_;
    return value;
  }
  Value And() {
    Value value = Negation();
    while (value && Take("and")) value = Binary(Op::and_, value, Negation());
    return value;
  }
  Value Negation() {
    bool negate = false;
    while (Take("not")) negate = !negate;
    Value value = Comparison();
    if (!negate || !AsTri(value)) return value;
    return {Type::tri, rules_.Add({.op = Op::not_, .domain = DomainOfNode(value.node), .a = value.node.value}), {}, value.at};
  }

  Value Comparison() {
    Value left = Sum();
    if (!left) return left;
    static constexpr std::string_view kSymbols[] = {"=", "!=", "<", "<=", ">", ">="};
    for (size_t i = 0; i < std::size(kSymbols); ++i) {
      if (!Is(kSymbols[i])) continue;
      ++at_;
      Value right = Sum();
      if (!right) return right;
      return Compare(static_cast<Relation>(i), left, right);
    }
    if (Take("is")) return KindIs(left);
    if (Take("in")) return In(left);
    if (left.type == Type::word) return UnknownWord(left);
    return left;
  }

  Value UnknownWord(const Value& word) {
    std::vector<std::string_view> names;
    for (const Variable& variable : variables_) names.push_back(variable.name);
    names.push_back("system");
    for (const GlobalSet& set : kGlobalSets) names.push_back(set.name);
    std::string_view near = Nearest(word.text, names);
    return FailAt(codes::kExpressionName, word.at, word.at + word.text.size(), "`" + std::string(word.text) + "` is not known here",
                  near.empty() ? "start a path with `" + std::string(variables_.back().name) + ".`" : "did you mean `" + std::string(near) + "`?");
  }

  Value KindIs(const Value& left) {
    if (left.type != Type::place || rules_.node(left.node).items != Domain::element) return TypeError(left, "an element before `is`");
    const Token& token = tokens_[at_];
    for (PlaceKind kind : {PlaceKind::actor, PlaceKind::process, PlaceKind::store}) {
      if (!Take(merlon::Name(kind))) continue;
      return {Type::tri, rules_.Add({.op = Op::kind_is, .domain = DomainOfNode(left.node), .a = left.node.value, .value = KindBit(kind)}), {}, left.at};
    }
    return Fail(codes::kExpressionName, "`" + std::string(token.text) + "` is no kind of element", "write `is actor`, `is process` or `is store`");
  }

  Value In(const Value& left) {
    bool place = left.type == Type::place;
    if (place) {
      Value set = SetOperand();
      if (!set) return set;
      if (!set.global) return TypeError(set, "a set that depends on no variable after `in`");
      if (rules_.node(set.node).items != rules_.node(left.node).items) return FailAt(codes::kExpressionType, set.at, set.at + 1, "this set cannot hold such a place", "name a set of the same kind");
      return {Type::tri, rules_.Add({.op = Op::member, .domain = DomainOfNode(left.node), .a = left.node.value, .b = set.node.value}), {}, left.at};
    }
    if (!Expect("{")) return {};
    Value result;
    do {
      Value item = Sum();
      if (!item) return item;
      Value equal = Compare(Relation::equal, left, item);
      if (!equal) return equal;
      result = result ? Binary(Op::or_, result, equal) : equal;
    } while (Take(","));
    return Expect("}") ? result : Value{};
  }

  Value Compare(Relation relation, const Value& left, const Value& right) {
    if (left.type == Type::ordered && right.type == Type::word) return CompareOrdered(relation, left, right);
    if (left.type == Type::word && right.type == Type::ordered) {
      static constexpr Relation kMirror[] = {Relation::equal, Relation::not_equal, Relation::greater, Relation::greater_equal, Relation::less, Relation::less_equal};
      return CompareOrdered(kMirror[static_cast<size_t>(relation)], right, left);
    }
    Domain domain;
    if (left.type == Type::ordered && right.type == Type::ordered) {
      if (!Join(left, right, domain)) return {};
      if (rules_.ValueNames(library_, rules_.node(left.node)) != rules_.ValueNames(library_, rules_.node(right.node))) {
        return FailAt(codes::kExpressionType, right.at, right.at + 1, "these two have different scales", "compare values of one scale");
      }
      return {Type::tri, rules_.Add({.op = Op::compare_columns, .relation = relation, .domain = domain, .a = left.node.value, .b = right.node.value}), {}, left.at};
    }
    if (left.type == Type::count && right.type == Type::count) {
      if (!Join(left, right, domain)) return {};
      return {Type::tri, rules_.Add({.op = Op::compare_count, .relation = relation, .domain = domain, .a = left.node.value, .b = right.node.value}), {}, left.at};
    }
    if (left.type == Type::text && right.type == Type::literal_text) {
      if (relation != Relation::equal && relation != Relation::not_equal) return FailAt(codes::kExpressionType, left.at, left.at + 1, "texts have no order", "compare them with `=` or `!=`");
      return {Type::tri, rules_.Add({.op = Op::compare_text, .relation = relation, .domain = DomainOfNode(left.node), .a = left.node.value, .value = rules_.AddText(right.text)}), {}, left.at};
    }
    if (left.type == Type::tri && right.type == Type::word) {
      return FailAt(codes::kExpressionType, right.at, right.at + right.text.size(), "a yes-no property is not compared", "write the property alone, or `not` before it");
    }
    if (left.type == Type::word) return UnknownWord(left);
    if (right.type == Type::word && left.type != Type::text) return UnknownWord(right);
    return FailAt(codes::kExpressionType, right.at, right.at + 1, std::string(Name(left.type)) + " cannot be compared with " + std::string(Name(right.type)), left.type == Type::text ? "put the text in double quotes" : "compare like with like");
  }

  Value CompareOrdered(Relation relation, const Value& ordered, const Value& word) {
    std::vector<std::string_view> names = rules_.ValueNames(library_, rules_.node(ordered.node));
    auto found = std::find(names.begin(), names.end(), word.text);
    if (found == names.end()) {
      std::string_view near = Nearest(word.text, names);
      std::string all;
      for (std::string_view name : names) all += (all.empty() ? "`" : ", `") + std::string(name) + "`";
      return FailAt(codes::kExpressionName, word.at, word.at + word.text.size(), "`" + std::string(word.text) + "` is not a value of this scale", near.empty() ? "its values are " + all : "did you mean `" + std::string(near) + "`?");
    }
    int32_t position = static_cast<int32_t>(found - names.begin()) + 1;
    return {Type::tri, rules_.Add({.op = Op::compare_ordered, .relation = relation, .domain = DomainOfNode(ordered.node), .a = ordered.node.value, .value = position}), {}, ordered.at};
  }

  Value Sum() {
    Value value = Primary();
    while (value && (Is("+") || Is("-"))) {
      Op op = Is("+") ? Op::add : Op::subtract;
      ++at_;
      Value right = Primary();
      if (!right) return right;
      if (value.type != Type::count) return TypeError(value, "a number");
      if (right.type != Type::count) return TypeError(right, "a number");
      Domain domain;
      if (!Join(value, right, domain)) return {};
      value = {Type::count, rules_.Add({.op = op, .domain = domain, .a = value.node.value, .b = right.node.value}), {}, value.at};
    }
    return value;
  }

  Value Primary() {
    const Token token = tokens_[at_];
    if (token.kind == TokenKind::end) return Fail(codes::kExpressionSyntax, "something is missing at the end", "finish the condition");
    if (token.kind == TokenKind::bad) return Fail(codes::kExpressionSyntax, "`" + std::string(token.text.substr(0, 1)) + "` has no meaning here", token.text[0] == '"' ? "close the quote" : "conditions use names, `and or not`, comparisons, `any`, `all`, `count`");
    if (Take("(")) {
      Value value = Or();
      if (!value || !Expect(")")) return {};
      return value;
    }
    if (token.kind == TokenKind::number) {
      ++at_;
      constexpr size_t kMostDigits = 6;
      if (token.text.size() > kMostDigits) return FailAt(codes::kExpressionType, token.at, token.at + token.text.size(), "this number is too large", "numbers have at most six digits");
      int32_t number = 0;
      std::from_chars(token.text.data(), token.text.data() + token.text.size(), number);
      return {Type::count, rules_.Add({.op = Op::number, .value = number}), {}, token.at};
    }
    if (token.kind == TokenKind::string) {
      ++at_;
      return {Type::literal_text, {}, token.text.substr(1, token.text.size() - 2), token.at};
    }
    if (token.kind != TokenKind::word && !Is("{")) return Fail(codes::kExpressionSyntax, "`" + std::string(token.text) + "` does not start a condition", "start with a name, `not` or `(`");
    bool call = at_ + 1 < tokens_.size() && tokens_[at_ + 1].text == "(" && tokens_[at_ + 1].kind == TokenKind::symbol;
    if (call) return Call();
    if (Is("{")) return SetOperand();
    return Chain();
  }

  Value Call() {
    const Token name = tokens_[at_];
    at_ += 2;
    Value value;
    if (name.text == "any" || name.text == "all") value = Quantifier(name.text == "any" ? Op::any : Op::all);
    else if (name.text == "count") value = Count();
    else if (name.text == "reaches" || name.text == "path") value = Reaches(name.text == "path");
    else {
      static constexpr std::string_view kNames[] = {"any", "all", "count", "reaches", "path"};
      std::string_view near = Nearest(name.text, kNames);
      return FailAt(codes::kExpressionName, name.at, name.at + name.text.size(), "there is no function `" + std::string(name.text) + "`", near.empty() ? "the functions are `any`, `all`, `count`, `reaches` and `path`" : "did you mean `" + std::string(near) + "`?");
    }
    if (!value || !Expect(")")) return {};
    value.at = name.at;
    return value;
  }

  // `x in SET: BODY` after the opening bracket; the body may use x only.
  bool Bound(Value& set, Value& body) {
    const Token name = tokens_[at_];
    if (name.kind != TokenKind::word) return Fail(codes::kExpressionSyntax, "expected a variable", "write `x in set: condition`"), false;
    ++at_;
    if (!Expect("in")) return false;
    set = SetOperand();
    if (!set || !Expect(":")) return false;
    body = Body(name.text, rules_.node(set.node).items);
    return static_cast<bool>(body);
  }
  Value Body(std::string_view variable, Domain domain) {
    for (const GlobalSet& global : kGlobalSets) {
      if (global.name == variable) return FailAt(codes::kExpressionName, tokens_[at_].at, tokens_[at_].at + 1, "`" + std::string(variable) + "` is the name of a set", "call the variable something else");
    }
    variables_.push_back({variable, domain});
    Value body = Or();
    variables_.pop_back();
    if (!AsTri(body)) return {};
    Domain about = DomainOfNode(body.node);
    if (about == domain || about == Domain::system) return body;
    return FailAt(codes::kExpressionType, body.at, body.at + 1, "this condition speaks of " + std::string(DomainName(about)) + " outside", "inside the brackets use only `" + std::string(variable) + "`");
  }

  Value Quantifier(Op op) {
    Value set, body;
    if (!Bound(set, body)) return {};
    return {Type::tri, rules_.Add({.op = op, .domain = DomainOfNode(set.node), .a = set.node.value, .b = body.node.value}), {}, set.at};
  }
  Value Count() {
    Value set;
    bool bound = at_ + 1 < tokens_.size() && tokens_[at_ + 1].text == "in";
    if (bound) {
      Value body;
      if (!Bound(set, body)) return {};
      set = Subset(set, body);
    } else {
      set = SetOperand();
      if (!set) return {};
    }
    return {Type::count, rules_.Add({.op = Op::count, .domain = DomainOfNode(set.node), .a = set.node.value}), {}, set.at};
  }
  Value Subset(const Value& set, const Value& body) {
    const Expr inner = rules_.node(set.node);
    Value subset = set;
    subset.node = rules_.Add({.op = Op::subset, .domain = inner.domain, .items = inner.items, .a = set.node.value, .b = body.node.value});
    return subset;
  }
  Value Reaches(bool with_condition) {
    Value place = Chain();
    if (!place) return {};
    if (place.type != Type::place || rules_.node(place.node).items != Domain::element) return TypeError(place, "an element");
    if (!Expect(",")) return {};
    Value set = SetOperand();
    if (!set) return {};
    if (!set.global || rules_.node(set.node).items != Domain::element) return TypeError(set, "a set of elements that depends on no variable");
    uint32_t condition = kNone;
    if (with_condition) {
      if (!Expect(",")) return {};
      const Token name = tokens_[at_];
      if (name.kind != TokenKind::word) return Fail(codes::kExpressionSyntax, "expected a variable", "write `path(a, set, x: condition)`");
      ++at_;
      if (!Expect(":")) return {};
      Value body = Body(name.text, Domain::element);
      if (!body) return {};
      condition = body.node.value;
    }
    return {Type::tri, rules_.Add({.op = Op::reaches, .domain = DomainOfNode(place.node), .a = place.node.value, .b = set.node.value, .c = condition}), {}, place.at};
  }

  Value SetOperand() {
    if (Take("{")) {
      Value set, body;
      if (!Bound(set, body) || !Expect("}")) return {};
      return Subset(set, body);
    }
    Value value = Chain();
    if (!value) return value;
    if (value.type == Type::set) return value;
    if (value.type == Type::word) return UnknownWord(value);
    return TypeError(value, "a set");
  }

  // `variable.name.name…`, a global set, or a bare word.
  Value Chain() {
    const Token token = tokens_[at_];
    if (token.kind != TokenKind::word) return Fail(codes::kExpressionSyntax, "expected a name", "start with the variable: `" + std::string(variables_.back().name) + "`");
    ++at_;
    Value value = Start(token);
    while (value && Is(".")) {
      ++at_;
      const Token name = tokens_[at_];
      if (name.kind != TokenKind::word) return Fail(codes::kExpressionSyntax, "expected a name after the dot", "write `flow.source.human`");
      ++at_;
      if (value.type == Type::word) return UnknownWord(value);
      if (value.type != Type::place) return FailAt(codes::kExpressionType, name.at, name.at + name.text.size(), std::string(Name(value.type)) + " has no parts", value.type == Type::set ? "use `any(x in …: …)` or `all(…)` on a set" : "leave out what follows the dot");
      value = Step(value, name);
    }
    return value;
  }

  Value Start(const Token& token) {
    for (size_t i = variables_.size(); i-- > 0;) {
      if (variables_[i].name != token.text) continue;
      Domain domain = variables_[i].domain;
      return {Type::place, rules_.Add({.op = Op::row, .domain = domain, .items = domain}), {}, token.at};
    }
    if (token.text == "system") return {Type::place, rules_.Add({.op = Op::row}), {}, token.at};
    for (const GlobalSet& global : kGlobalSets) {
      if (global.name != token.text) continue;
      return {Type::set, rules_.Add({.op = Op::everything, .items = global.domain, .value = global.kinds}), {}, token.at, true};
    }
    return {Type::word, {}, token.text, token.at};
  }

  Value Step(const Value& place, const Token& name) {
    const Expr from = rules_.node(place.node);
    Domain domain = from.items;
    uint32_t index = FindAttribute(domain, name.text);
    if (index != kNone) {
      const Attribute& attribute = Attributes()[index];
      Expr expr{.domain = from.domain, .a = place.node.value, .index = index};
      switch (attribute.kind) {
        case AttributeKind::tri: expr.op = Op::fact; return {Type::tri, rules_.Add(expr), {}, place.at};
        case AttributeKind::ordered: expr.op = Op::ordered_fact; return {Type::ordered, rules_.Add(expr), {}, place.at};
        case AttributeKind::count: expr.op = Op::count_fact; return {Type::count, rules_.Add(expr), {}, place.at};
        case AttributeKind::text: expr.op = Op::text_fact; return {Type::text, rules_.Add(expr), {}, place.at};
        case AttributeKind::link: expr.op = Op::link, expr.items = attribute.target; return {Type::place, rules_.Add(expr), {}, place.at};
        case AttributeKind::set: expr.op = Op::set, expr.items = attribute.target; return {Type::set, rules_.Add(expr), {}, place.at};
      }
    }
    uint32_t property = library_.FindProperty(name.text);
    KindSet kinds = domain == Domain::element ? kElementKinds : KindBit(static_cast<PlaceKind>(static_cast<uint8_t>(domain) + 2));
    if (property != kNone && (library_.properties()[property].kinds & kinds)) {
      bool yes_no = library_.properties()[property].yes_no();
      return {yes_no ? Type::tri : Type::ordered, rules_.Add({.op = yes_no ? Op::property : Op::ordered, .domain = from.domain, .a = place.node.value, .index = property}), {}, place.at};
    }
    std::vector<std::string_view> names;
    for (const Attribute& attribute : Attributes()) {
      if (attribute.domain == domain) names.push_back(attribute.name);
    }
    for (const PropertyDeclaration& declared : library_.properties()) {
      if (declared.kinds & kinds) names.push_back(declared.id.view());
    }
    std::string_view near = Nearest(name.text, names);
    return FailAt(codes::kExpressionName, name.at, name.at + name.text.size(), "`" + std::string(name.text) + "` is no fact or property of " + std::string(DomainName(domain)),
                  near.empty() ? "declare it in `properties/" + std::string(name.text) + ".md`" : "did you mean `" + std::string(near) + "`?");
  }

  RuleSet& rules_;
  const Library& library_;
  const ExpressionSource& source_;
  Diagnostics& diagnostics_;
  std::vector<Variable> variables_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  int depth_ = 0;
  bool failed_ = false;
};

}  // namespace

ExprId CompileCondition(RuleSet& rules, const Library& library, PlaceKind variable, const ExpressionSource& source, Diagnostics& diagnostics) {
  return Compiler(rules, library, variable, source, diagnostics).Condition();
}

ExprId CompilePath(RuleSet& rules, const Library& library, PlaceKind variable, const ExpressionSource& source, Diagnostics& diagnostics) {
  return Compiler(rules, library, variable, source, diagnostics).Path();
}

}  // namespace merlon
