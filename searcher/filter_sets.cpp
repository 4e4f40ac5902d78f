#include "searcher/filter_sets.hpp"

#include <algorithm>

#include "archive/fold.hpp"
#include "archive/schema.hpp"
#include "archive/site.hpp"
#include "searcher/postings.hpp"
#include "searcher/story_counts.hpp"
#include "searcher/wildcard.hpp"

namespace broadsheet {
namespace {

Bits postings(const Part& part, std::string_view prefix, std::string_view value) {
  Bits out(part.articles());
  add_postings(part, boolean_term(prefix, value), out);
  return out;
}

bool is_pattern(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

/// Articles with a term of this prefix that is like the pattern.
Bits postings_like(const Part& part, std::string_view prefix, const std::string& pattern) {
  Bits out(part.articles());
  const Xapian::Database& database = part.database();
  const std::string front(prefix);
  for (auto it = database.allterms_begin(front), end = database.allterms_end(front); it != end; ++it) {
    const std::string term = *it;
    if (matches_wildcard(pattern, std::string_view(term).substr(front.size()))) add_postings(part, term, out);
  }
  return out;
}

/// Articles with a value that is like the pattern. Looks at the values themselves: terms of long ones are hashes.
Bits values_like(const Part& part, Column column, const std::string& pattern) {
  const Tables& tables = part.tables();
  std::vector<bool> like(tables.value_count(column));
  for (std::uint32_t number = 0; number < like.size(); ++number)
    like[number] = matches_wildcard(pattern, value_key(tables.value(column, number)));
  Bits out(part.articles());
  for (std::uint32_t article = 0; article < part.articles(); ++article)
    for (const auto number : tables.values(column, article))
      if (like.at(number)) out.set(article);
  return out;
}

/// True if the wanted words, some of them patterns, stand side by side.
bool stand_in_a_row_like(const std::vector<std::string>& wanted, const std::vector<std::string>& words) {
  for (std::size_t at = 0; at + wanted.size() <= words.size(); ++at) {
    std::size_t same = 0;
    while (same < wanted.size() && (is_pattern(wanted[same]) ? matches_wildcard(wanted[same], words[at + same])
                                                             : wanted[same] == words[at + same]))
      ++same;
    if (same == wanted.size()) return true;
  }
  return false;
}

/// Articles with all of the words, of which only those stay where `stand_together`.
template <typename StandTogether>
Bits words_in_a_row(const Part& part, std::string_view prefix, const std::vector<std::string>& words,
                    StandTogether stand_together, std::chrono::steady_clock::time_point deadline) {
  Bits out(part.articles(), true);
  for (const auto& word : words)
    out &= is_pattern(word) ? postings_like(part, prefix, word) : postings(part, prefix, word);
  if (words.size() < 2) return out;
  Bits checked(part.articles());
  std::size_t read = 0;
  out.each_from_begin([&](std::uint32_t article) {
    if (stand_together(article)) checked.set(article);
    return ++read % 256 != 0 || std::chrono::steady_clock::now() < deadline;
  });
  return checked;
}

/// Where news comes in order, only articles that begin by the last day asked for are looked at and, where they must
/// lie wholly in the range, that begin from its first day on. An instant lies within a day of its date.
std::pair<std::size_t, std::size_t> to_look_at(const QueryNode& filter, const Tables& tables) {
  const auto instants = tables.instants();
  if (!tables.in_date_order()) return {0, instants.size()};
  constexpr std::int64_t day_seconds = 86'400, slack = 2;
  std::size_t begin = 0, end = instants.size();
  const auto first_from = [&](std::int64_t day) {
    return static_cast<std::size_t>(std::ranges::lower_bound(instants, day * day_seconds) - instants.begin());
  };
  if (filter.least && !filter.perhaps) begin = first_from(*filter.least - slack);
  if (filter.most) end = std::max(begin, first_from(*filter.most + slack));
  return {begin, end};
}

Bits by_days(const QueryNode& filter, const Tables& tables) {
  Bits out(tables.articles());
  // No day at all is before any `least` and so is never in.
  const Day least = static_cast<Day>(filter.least.value_or(INT32_MIN + 1)),
            most = static_cast<Day>(filter.most.value_or(INT32_MAX));
  const auto days = tables.all_days();
  const auto [begin, end] = to_look_at(filter, tables);
  const auto each_64 = [&, first_article = begin / 64 * 64, last_article = end](auto is_in) {
    for (std::size_t from = first_article; from < last_article; from += 64) {
      const auto some = days.subspan(from, std::min<std::size_t>(64, days.size() - from));
      std::uint32_t count = 0;  // of news in order mostly all or none; counting them becomes vector code
      for (const auto& one : some) count += is_in(one);
      std::uint64_t bits = count == 64 ? ~std::uint64_t{0} : 0;
      for (std::size_t i = 0; count > 0 && count < 64 && i < some.size(); ++i)
        bits |= static_cast<std::uint64_t>(is_in(some[i])) << i;
      out.set_64(from, bits);
    }
  };
  if (filter.perhaps)
    each_64([least, most](const ArticleDays& one) {
      return std::uint32_t{one.last >= least} & std::uint32_t{one.first <= most};
    });
  else
    each_64([least, most](const ArticleDays& one) {
      return std::uint32_t{one.first >= least} & std::uint32_t{one.last <= most};
    });
  return out;
}

}  // namespace

Bits filter_set(const Question& question, std::size_t number, const Part& part, Analyzer& analyzer,
                std::chrono::steady_clock::time_point deadline) {
  const QueryNode& filter = *question.filters[number];
  const std::optional<std::uint64_t> story = question.stories[number];
  const Tables& tables = part.tables();
  if (filter.wildcard) {
    if (filter.filter == Filter::tag) return values_like(part, Column::tag, filter.value);
    if (filter.filter == Filter::source) return values_like(part, Column::source, filter.value);
    if (filter.filter == Filter::section) return values_like(part, Column::section, filter.value);
    if (filter.filter == Filter::lang) return postings_like(part, prefix::language, filter.value);
    if (filter.filter == Filter::site) return postings_like(part, prefix::host, filter.value);
  }
  switch (filter.filter) {
    case Filter::like: {
      Bits out(part.articles());
      for (const auto& like : question.likes[number]) add_postings(part, like.term, out);
      return out;
    }
    case Filter::tag:
      return postings(part, prefix::tag, filter.value);
    case Filter::source:
      return postings(part, prefix::source, filter.value);
    case Filter::section:
      return postings(part, prefix::section, filter.value);
    case Filter::lang:
      return postings(part, prefix::language, filter.value);
    case Filter::site:
      return postings(part, prefix::host, filter.value);
    case Filter::author:
      return words_in_a_row(
          part, prefix::author_word, filter.words,
          [&](std::uint32_t article) {
            for (const auto name : tables.values(Column::author, article))
              if (stand_in_a_row_like(filter.words, plain_words(tables.value(Column::author, name), analyzer)))
                return true;
            return false;
          },
          deadline);
    case Filter::url:
      return words_in_a_row(
          part, prefix::url_word, filter.words,
          [&](std::uint32_t article) {
            return stand_in_a_row_like(filter.words, plain_words(part.article(article).url, analyzer));
          },
          deadline);
    case Filter::id: {
      Bits out(part.articles());
      for (const auto article : tables.with_id(filter.value)) out.set(article);
      return out;
    }
    case Filter::story: {
      Bits out(part.articles());
      for (std::uint32_t i = 0; story && i < part.articles(); ++i)
        if (story_of(part, i).key() == *story) out.set(i);
      return out;
    }
    case Filter::has: {
      Bits out(part.articles());
      if (filter.value == "story") {
        for (std::uint32_t i = 0; i < part.stories().size(); ++i)
          if (part.stories()[i].has_copies()) out.set(i);
        return out;
      }
      const auto wanted = static_cast<std::uint16_t>(has_of(filter.value).value_or(Has::title));
      const auto has = tables.has();
      for (std::uint32_t i = 0; i < has.size(); ++i)
        if (has[i] & wanted) out.set(i);
      return out;
    }
    case Filter::words: {
      Bits out(part.articles());
      const auto words = tables.body_words();
      const std::int64_t least = filter.least.value_or(0), most = filter.most.value_or(INT64_MAX);
      for (std::uint32_t i = 0; i < words.size(); ++i)
        if (words[i] >= least && words[i] <= most) out.set(i);
      return out;
    }
    case Filter::date:
      return by_days(filter, tables);
  }
  return Bits(part.articles());
}

}  // namespace broadsheet
