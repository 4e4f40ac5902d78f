#include "searcher/spans.hpp"

#include <algorithm>

#include "archive/fold.hpp"

namespace broadsheet {

std::vector<Span> spans_of(const std::vector<PositionMark>& marks, std::string_view text, Analyzer& analyzer,
                           std::vector<std::uint64_t>* leaves) {
  std::vector<Span> out;
  if (marks.empty()) return out;
  const std::uint32_t last_needed = std::ranges::max(marks, {}, &PositionMark::end).end;
  std::vector<Token> tokens;
  analyzer.find_places(text, tokens, last_needed);
  struct Marked {
    Span span;
    std::uint64_t leaves;
  };
  std::vector<Marked> found;
  for (const auto& mark : marks) {
    if (mark.end > tokens.size()) continue;  // cannot be: the text was cut as when it was indexed
    const Token &first = tokens[mark.begin], &last = tokens[mark.end - 1];
    Span span{first.begin, last.end};
    if (mark.run) {
      const auto ends = cluster_ends(text.substr(first.begin, first.end - first.begin));
      const auto last_ends = cluster_ends(text.substr(last.begin, last.end - last.begin));
      if (mark.first_cluster > 0 && mark.first_cluster <= ends.size())
        span.begin = first.begin + ends[mark.first_cluster - 1];
      if (mark.end_cluster > 0 && mark.end_cluster <= last_ends.size())
        span.end = last.begin + last_ends[mark.end_cluster - 1];
    }
    span.begin -= mark.before_bytes;
    span.end += mark.after_bytes;
    found.push_back({span, std::uint64_t{1} << (mark.leaf % 64)});
  }
  std::ranges::sort(found, [](const Marked& a, const Marked& b) {
    return std::pair(a.span.begin, a.span.end) < std::pair(b.span.begin, b.span.end);
  });
  for (const auto& [span, bits] : found) {
    const bool joins = !out.empty() && (span.begin <= out.back().end ||
                                        only_signs(text.substr(out.back().end, span.begin - out.back().end)));
    if (joins)
      out.back().end = std::max(out.back().end, span.end);
    else
      out.push_back(span);
    if (!leaves) continue;
    if (joins)
      leaves->back() |= bits;
    else
      leaves->push_back(bits);
  }
  return out;
}

}  // namespace broadsheet
