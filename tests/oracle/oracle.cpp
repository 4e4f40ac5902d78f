// Sections 3, 4 and 6: whether an article satisfies a query, and with which words.

#include "oracle.hpp"

#include <algorithm>

#include "oracle_parts.hpp"

namespace broadsheet::oracle {

// --- building queries ---

Expr everything() { return {}; }

Expr text_expr(Kind kind, std::string typed) {
  Expr expr{kind};
  expr.typed = std::move(typed);
  return expr;
}

Expr phrase(std::vector<std::string> parts) {
  Expr expr{Kind::phrase};
  expr.parts = std::move(parts);
  return expr;
}

Expr fuzzy(std::string typed, std::size_t distance) {
  Expr expr = text_expr(Kind::fuzzy, std::move(typed));
  expr.number = distance;
  return expr;
}

Expr operation(Kind kind, std::vector<Expr> children, std::size_t number) {
  Expr expr{kind};
  expr.children = std::move(children);
  expr.number = number;
  return expr;
}

Expr proximity(Kind kind, Expr left, Expr right, std::size_t number, bool negated) {
  Expr expr = operation(kind, {std::move(left), std::move(right)}, number);
  expr.negated = negated;
  return expr;
}

Expr filter(Kind kind, std::string value) { return text_expr(kind, std::move(value)); }

Expr word_count(std::optional<std::size_t> min_words, std::optional<std::size_t> max_words) {
  Expr expr{Kind::words};
  expr.min_words = min_words;
  expr.max_words = max_words;
  return expr;
}

Expr dated(std::optional<std::chrono::sys_days> first_day, std::optional<std::chrono::sys_days> last_day,
           bool overlapping) {
  Expr expr{Kind::date};
  expr.first_day = first_day;
  expr.last_day = last_day;
  expr.overlapping = overlapping;
  return expr;
}

bool is_proximity(Kind kind) {
  return kind == Kind::near || kind == Kind::adjacent || kind == Kind::sentence || kind == Kind::paragraph;
}

bool is_scope(Kind kind) {
  return kind == Kind::first || kind == Kind::hlead || kind == Kind::title || kind == Kind::body ||
         kind == Kind::caps || kind == Kind::all_caps || kind == Kind::no_caps;
}

namespace {

// --- marks (section 6) ---

bool is_only_signs(std::string_view text) {
  const std::u32string letters = letters_of(text);
  return std::none_of(letters.begin(), letters.end(),
                      [](char32_t letter) { return is_white_space(letter) || is_letter_or_number(letter); });
}

std::vector<ByteRange> tidy(std::vector<ByteRange> marks, std::string_view text) {
  std::sort(marks.begin(), marks.end());
  std::vector<ByteRange> result;
  for (const auto& [begin, end] : marks) {
    const bool joins =
        !result.empty() && (begin <= result.back().second ||
                            is_only_signs(text.substr(result.back().second, begin - result.back().second)));
    if (joins) {
      result.back().second = std::max(result.back().second, end);
    } else {
      result.push_back({begin, end});
    }
  }
  return result;
}

// --- the tree ---

using Op = Node::Op;

void add_marks(Verdict& verdict, const Verdict& more) {
  verdict.title_marks.insert(verdict.title_marks.end(), more.title_marks.begin(), more.title_marks.end());
  verdict.body_marks.insert(verdict.body_marks.end(), more.body_marks.begin(), more.body_marks.end());
}

std::vector<ByteRange> all_marks(const Matches& matches) {
  std::vector<ByteRange> marks;
  for (const auto& [positions, of_match] : matches) marks.insert(marks.end(), of_match.begin(), of_match.end());
  return marks;
}

/// Satisfied by `number` matches in both texts together.
Verdict judge_matches(Node& node, const ReadDocument& document, std::size_t number) {
  const Matches in_title = matches_of(node, document, Which::title);
  const Matches in_body = matches_of(node, document, Which::body);
  if (in_title.size() + in_body.size() < number) return {};
  return {true, all_marks(in_title), all_marks(in_body)};
}

Verdict judge_node(Node& node, const ReadDocument& document);

Verdict judge_all(std::vector<Node>& sides, const ReadDocument& document) {
  Verdict all{true};
  for (Node& side : sides) {
    const Verdict verdict = judge_node(side, document);
    if (!verdict.matches) return {};
    add_marks(all, verdict);
  }
  return all;
}

Verdict judge_any(std::vector<Node>& sides, const ReadDocument& document) {
  Verdict any;
  for (Node& side : sides) {
    const Verdict verdict = judge_node(side, document);
    if (!verdict.matches) continue;
    any.matches = true;
    add_marks(any, verdict);
  }
  return any;
}

/// Marks are as found: neither sorted nor disjoint.
Verdict judge_node(Node& node, const ReadDocument& document) {
  switch (node.op) {
    case Op::filter:
      return {passes_filter(node.expr, document)};
    case Op::text:
    case Op::proximity:
      return judge_matches(node, document, 1);
    case Op::at_least:
      return judge_matches(node.children.front(), document, node.number);
    case Op::all:
      return judge_all(node.children, document);
    case Op::any:
      return judge_any(node.children, document);
    case Op::none:
      return {!judge_node(node.children.front(), document).matches};
  }
  return {};
}

bool needs_text_node(const Node& node) {
  switch (node.op) {
    case Op::filter:
    case Op::none:
      return false;
    case Op::all:
      return std::any_of(node.children.begin(), node.children.end(), needs_text_node);
    case Op::any:
      return std::all_of(node.children.begin(), node.children.end(), needs_text_node);
    default:
      return true;
  }
}

// --- reading ---

std::size_t piece_of(const std::vector<std::size_t>& begins, std::size_t byte) {
  return static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), byte) - begins.begin()) - 1;
}

PlacedText placed(ReadText text, std::string_view lang) {
  const std::vector<std::size_t> sentences = sentence_begins(text.text, lang);
  const std::vector<std::size_t> paragraphs = paragraph_begins(text.text);
  PlacedText result{std::move(text)};
  for (const Word& word : result.words)
    result.places.push_back({piece_of(sentences, word.begin), piece_of(sentences, word.end - 1),
                             piece_of(paragraphs, word.begin), piece_of(paragraphs, word.end - 1)});
  return result;
}

}  // namespace

// --- verdicts ---

ReadDocument read(const Document& document) {
  return {document, placed(read_text(document.title, document.lang), document.lang),
          placed(read_text(document.body, document.lang), document.lang)};
}

Question::Question(const Expr& expr, const Synonyms& synonyms)
    : root_(std::make_unique<Node>(rewritten(expr, synonyms))) {}

Question::~Question() = default;

Verdict Question::judge(const ReadDocument& document) {
  const Verdict found = judge_node(*root_, document);
  return {found.matches, tidy(found.title_marks, document.title.text), tidy(found.body_marks, document.body.text)};
}

bool Question::needs_text() const { return needs_text_node(*root_); }

Verdict judge(const Expr& expr, const Document& document, const Synonyms& synonyms) {
  return Question(expr, synonyms).judge(read(document));
}

}  // namespace broadsheet::oracle
