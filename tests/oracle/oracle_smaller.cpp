// Smaller queries than one that fails, so that the smallest that fails can be shown.

#include "oracle_parts.hpp"

namespace broadsheet::oracle {
namespace {

Expr with_child(const Expr& expr, std::size_t at, const Expr& child) {
  Expr result = expr;
  result.children[at] = child;
  return result;
}

template <typename Values>
Values without(const Values& values, std::size_t at) {
  Values rest = values;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
  return rest;
}

std::vector<Expr> smaller_trees(const Expr& expr) {
  std::vector<Expr> result = expr.children;
  for (std::size_t i = 0; i < expr.children.size() && expr.children.size() > 2; ++i)
    result.push_back(operation(expr.kind, without(expr.children, i)));
  if (expr.negated) {
    result.push_back(expr);
    result.back().negated = false;
  }
  if (expr.number > 1) {
    for (const std::size_t number : {std::size_t{1}, expr.number / 2, expr.number - 1}) {
      result.push_back(expr);
      result.back().number = number;
    }
  }
  for (std::size_t i = 0; i < expr.children.size(); ++i) {
    for (const Expr& child : smaller(expr.children[i])) result.push_back(with_child(expr, i, child));
  }
  return result;
}

std::vector<Expr> smaller_phrases(const Expr& expr) {
  std::vector<Expr> result;
  for (std::size_t i = 0; i < expr.parts.size(); ++i) {
    if (expr.parts.size() > 1) result.push_back(phrase(without(expr.parts, i)));
  }
  if (expr.parts.size() == 1 && expr.parts[0] != "*") result.push_back(text_expr(Kind::exact, expr.parts[0]));
  std::erase_if(result, [](const Expr& shorter) {
    return shorter.kind == Kind::phrase && (shorter.parts.front() == "*" || shorter.parts.back() == "*");
  });
  return result;
}

std::vector<Expr> smaller_chunks(const Expr& expr) {
  std::vector<Expr> result;
  if (expr.kind == Kind::fuzzy) return {text_expr(Kind::word, expr.typed)};
  if (expr.typed.find_first_of("*?") != std::string::npos) {
    if (expr.kind == Kind::exact) result.push_back(text_expr(Kind::word, expr.typed));
    return result;
  }
  for (const Word& word : words_of(expr.typed, "")) {
    const Kind kind = expr.kind == Kind::chunk ? Kind::word : expr.kind;
    const std::string typed = expr.typed.substr(word.begin, word.end - word.begin);
    if (typed != expr.typed) result.push_back(text_expr(kind, typed));
  }
  if (expr.kind == Kind::exact)
    result.push_back(text_expr(words_of(expr.typed, "").size() == 1 ? Kind::word : Kind::chunk, expr.typed));
  return result;
}

}  // namespace

std::vector<Expr> smaller(const Expr& expr) {
  std::vector<Expr> result;
  if (expr.spelling > 0) {
    result.push_back(expr);
    result.back().spelling = 0;
  }
  const auto add = [&](const std::vector<Expr>& more) { result.insert(result.end(), more.begin(), more.end()); };
  switch (expr.kind) {
    case Kind::phrase:
      add(smaller_phrases(expr));
      break;
    case Kind::word:
    case Kind::chunk:
    case Kind::exact:
    case Kind::fuzzy:
      add(smaller_chunks(expr));
      break;
    default:
      add(smaller_trees(expr));
  }
  return result;
}

}  // namespace broadsheet::oracle
