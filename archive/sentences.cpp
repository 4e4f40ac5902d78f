#include "archive/sentences.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>

#include "archive/code_points.hpp"
#include "archive/fold.hpp"
#include "archive/icu_error.hpp"

namespace broadsheet {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

void keep_trimmed(std::string_view text, std::size_t begin, std::size_t end, std::vector<Stretch>& out) {
  while (begin < end && is_blank(text[begin])) ++begin;
  while (end > begin && is_blank(text[end - 1])) --end;
  if (begin < end) out.push_back({begin, end});
}

/// A line that has only white space, or begins with two blanks or a tab, starts a new paragraph.
bool divides(std::string_view text, std::size_t line) {
  if (text[line] == '\t') return true;
  std::size_t blanks = 0;
  for (std::size_t at = line; at < text.size() && text[at] != '\n';) {
    const UChar32 c = next_code_point(text, at);
    if (c < 0 || !u_isUWhiteSpace(c)) return blanks >= 2;
    ++blanks;
  }
  return true;
}

icu::BreakIterator& sentence_iterator(std::string_view lang) {
  thread_local std::map<std::string, std::unique_ptr<icu::BreakIterator>, std::less<>> iterators;
  const auto known = iterators.find(lang);
  if (known != iterators.end()) return *known->second;
  if (iterators.size() > 100) iterators.clear();  // tags are foreign text
  UErrorCode status = U_ZERO_ERROR;
  const std::string name = std::string(lang.empty() ? "root" : lang) + "@ss=standard";
  std::unique_ptr<icu::BreakIterator> made(
      icu::BreakIterator::createSentenceInstance(icu::Locale::createFromName(name.c_str()), status));
  require_icu(status, "sentence boundaries");
  return *iterators.emplace(std::string(lang), std::move(made)).first->second;
}

}  // namespace

std::vector<Stretch> paragraphs(std::string_view text) {
  std::vector<Stretch> out;
  std::size_t begin = 0;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    if (at + 1 >= text.size() || !divides(text, at + 1)) continue;
    keep_trimmed(text, begin, at, out);
    begin = at + 1;
  }
  const bool divided = begin > 0;
  keep_trimmed(text, begin, text.size(), out);
  if (divided || text.find('\n') == std::string_view::npos) return out;
  out.clear();
  for (begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    keep_trimmed(text, begin, end, out);
    begin = end + 1;
  }
  return out;
}

std::vector<Stretch> sentences(std::string_view text, Stretch paragraph, std::string_view lang) {
  std::string shown(text.substr(paragraph.begin, paragraph.end - paragraph.begin));
  std::ranges::replace(shown, '\n', ' ');
  icu::BreakIterator& iterator = sentence_iterator(lang);
  UErrorCode status = U_ZERO_ERROR;
  UText view = UTEXT_INITIALIZER;
  utext_openUTF8(&view, shown.data(), static_cast<int64_t>(shown.size()), &status);
  iterator.setText(&view, status);
  require_icu(status, "sentence boundaries");
  std::vector<Stretch> out;
  std::size_t from = 0;
  for (int32_t end = iterator.next(); end != icu::BreakIterator::DONE; end = iterator.next()) {
    keep_trimmed(text, paragraph.begin + from, paragraph.begin + static_cast<std::size_t>(end), out);
    from = static_cast<std::size_t>(end);
  }
  utext_close(&view);
  return out;
}

std::size_t good_cut(std::string_view text, std::size_t least, std::size_t at) {
  if (at >= text.size()) return text.size();
  const std::size_t from = at - (at - least) / 3;
  for (std::size_t i = at; i > from; --i)
    if (is_blank(text[i - 1])) return i;
  // No blank near (Chinese, a long address): between two characters, found from a safe place shortly before.
  std::size_t start = at > least + 128 ? at - 128 : least;
  while (start > least && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
  std::size_t best = start;
  for (const auto end : cluster_ends(text.substr(start, std::min(at + 64, text.size()) - start))) {
    if (start + end > at) break;
    best = start + end;
  }
  return best;
}

}  // namespace broadsheet
