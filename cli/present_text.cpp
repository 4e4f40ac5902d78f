#include <algorithm>

#include "cli/present.hpp"
#include "cli/wrapped_text.hpp"
#include "output/amounts.hpp"
#include "output/article_text.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

constexpr std::size_t facet_rows_shown = 10;  // under the hits; `facets` shows them all

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

void present_total(const Results& results, std::ostream& out) {
  std::string line = counted(results.articles, "article");
  if (results.stories.value != results.articles.value)
    line += ", " + (results.stories.value == 1 ? "1 story" : grouped(results.stories.value) + " stories");
  if (results.sources.value > 0) line += " from " + counted(results.sources, "source");
  const bool exact = results.articles.relation == Count::Relation::eq;
  line +=
      " (" + (exact ? "exact" : reason_text(results.articles.reason)) + ", " + decimals(results.took_ms, 1) + " ms)";
  out << terminal_text(line) << '\n';
  if (lower_case(results.canonical) != lower_case(results.query.input))
    out << "understood as: " << terminal_text(results.canonical) << '\n';
}

// Source · date · tags · authors · id: what is not known is left out. Each value is made harmless for itself, so
// that a direction that one of them opens cannot be closed in another.
std::string about(const Article& article) {
  std::string line;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) line += (line.empty() ? "" : " · ") + part;
  };
  const auto joined = [](const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values) text += (text.empty() ? "" : ", ") + terminal_text(value);
    return text;
  };
  add(terminal_text(article.source));
  if (article.date) add(terminal_text(date_text(*article.date)));
  add(joined(article.tags));
  add(joined(article.authors));
  if (article.id != article.url) add("id " + terminal_text(article.id));
  return line;
}

// The URL stands on a line of its own, where a terminal makes a link of it.
void present_about(const Article& article, const Layout& layout, std::ostream& out) {
  out << wrapped(about(article), layout);
  if (!article.url.empty()) out << wrapped(article.url, layout);
}

bool ends_sentence(const std::string& text) {
  for (const std::string_view end :
       {".", "!", "?", ".\"", "!\"", "?\"", ".”", "!”", "?”", "。", "！", "？", "」", "…", "।"})
    if (text.ends_with(end)) return true;
  return false;
}

MarkedText with_ellipses(const Passage& passage) {
  MarkedText text{passage.text, passage.spans};
  if (passage.start > 0) {
    static constexpr std::string_view before = "… ";
    text.text.insert(0, before);
    for (auto& span : text.spans) span = {span.begin + before.size(), span.end + before.size()};
  }
  if (!ends_sentence(passage.text)) text.text += " …";
  return text;
}

MarkedText headline(const Hit& hit) { return hit.title.text.empty() ? MarkedText{"(no title)", {}} : hit.title; }

// Quoted for a shell where it must be.
std::string shell_word(const std::string& value) {
  const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  });
  if (plain && !value.empty() && value[0] != '-') return value;
  std::string word = "'";
  for (const char c : value) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

void present_counted(const char* heading, const std::vector<Help::Conjunct>& rows, std::ostream& out) {
  if (rows.empty()) return;
  std::size_t widest = 0;
  for (const auto& row : rows) widest = std::max(widest, columns_of(row.query));
  out << heading;
  for (const auto& row : rows)
    out << "  " << padded(terminal_text(row.query), widest) << "  " << counted(row.articles, "article") << '\n';
}

void present_help(const Help& help, std::ostream& out) {
  present_counted("\nEach part alone:\n", help.conjuncts, out);
  std::vector<Help::Conjunct> spelled;
  for (const auto& one : help.spelling) spelled.push_back({one.query, one.articles});
  present_counted("\nSpelled otherwise:\n", spelled, out);
  present_counted("\nWithout this filter:\n", help.without, out);
}

// What to type next: the following page, and for each facet the value that divides the answer best.
void present_next(const Results& results, std::ostream& out) {
  std::string line;
  if (results.next_offset) line = "next: --offset " + std::to_string(*results.next_offset);
  std::string narrower;
  for (const auto& facet : results.facets) {
    if (facet.field == "section") continue;  // has no option
    for (const auto& row : facet.rows) {
      if (row.articles >= results.articles.value) continue;
      narrower += " --" + facet.field + " " + shell_word(row.value);
      break;
    }
  }
  if (!narrower.empty()) line += (line.empty() ? "narrow:" : "   narrow:") + narrower;
  if (!line.empty()) out << '\n' << terminal_text(line) << '\n';
}

void present_first_rows(Facet facet, const Results& results, const Terminal& terminal, std::ostream& out) {
  if (facet.rows.empty() && facet.without == 0) return;
  const std::size_t all = facet.rows.size();
  facet.rows.resize(std::min(all, facet_rows_shown));
  out << '\n' << facet.field << '\n';
  present_facet(facet, results.articles.value, terminal, out);
  if (all > facet_rows_shown) out << "  … and " << counted(all - facet_rows_shown, "more value") << '\n';
}

}  // namespace

void present_hits(const std::vector<Hit>& hits, std::size_t skipped, const Terminal& terminal, std::ostream& out) {
  const std::size_t digits = std::max<std::size_t>(2, std::to_string(skipped + hits.size()).size());
  const std::string indent(digits + 2, ' ');
  std::size_t rank = skipped;
  for (const auto& hit : hits) {
    out << '\n'
        << wrapped(headline(hit), {terminal.width, right_aligned(std::to_string(++rank), digits) + "  ", indent,
                                   terminal.color, true});
    present_about(hit.article, {terminal.width, indent, indent}, out);
    if (hit.story)
      out << wrapped(grouped(hit.story->copies) + " copies: broadsheet story " + shell_word(hit.story->id),
                     {terminal.width, indent, indent});
    const std::string deeper = indent + "  ";
    for (const auto& passage : hit.passages)
      out << wrapped(with_ellipses(passage), {terminal.width, deeper, deeper, terminal.color});
  }
}

void present_text(const Results& results, const View& view, std::ostream& out) {
  const Terminal& terminal = view.terminal;
  present_total(results, out);
  present_hits(results.hits, view.offset, terminal, out);
  if (results.hits.empty() && results.articles.value > 0 && view.offset >= results.articles.value)
    out << "no hit is left at --offset " << view.offset << '\n';
  if (results.relaxed && !results.relaxed->hits.empty()) {
    out << "\nArticles that lack some of the words: " << counted(results.relaxed->articles, "article") << '\n';
    present_hits(results.relaxed->hits, 0, terminal, out);
  }
  if (results.help) present_help(*results.help, out);
  for (const auto& facet : results.facets) present_first_rows(facet, results, terminal, out);
  if (results.timeline) {
    out << "\nby " << results.timeline->unit << '\n';
    present_timeline(*results.timeline, results.articles.value, terminal, out);
  }
  present_next(results, out);
}

void present_reading(const Archive::Reading& reading, const Terminal& terminal, std::ostream& out) {
  const Layout plain{terminal.width, "", "", terminal.color};
  Layout bold = plain;
  bold.bold = true;
  out << wrapped(reading.title.text.empty() ? MarkedText{"(no title)", {}} : reading.title, bold);
  present_about(reading.article, plain, out);
  if (reading.article.updated) out << wrapped("updated " + date_text(*reading.article.updated), plain);
  if (!reading.article.description.empty()) out << '\n' << wrapped(reading.article.description, plain);
  out << '\n';

  const std::string_view body = reading.body.text;
  std::size_t span = 0;
  for (std::size_t begin = 0; begin < body.size();) {
    const auto end = std::min(body.find('\n', begin), body.size());
    MarkedText line{std::string(body.substr(begin, end - begin)), {}};
    for (; span < reading.body.spans.size() && reading.body.spans[span].begin < end; ++span) {
      const auto& mark = reading.body.spans[span];
      line.spans.push_back({mark.begin - begin, std::min(mark.end, end) - begin});
      if (mark.end > end) break;  // goes on in the next line
    }
    out << wrapped(line, plain);
    begin = end + 1;
  }
}

}  // namespace broadsheet::cli
