#include <algorithm>
#include <broadsheet/error.hpp>
#include <broadsheet/numbers.hpp>
#include <tuple>

#include "searcher/number_sets.hpp"
#include "searcher/statistics.hpp"
#include "searcher/word_forms.hpp"

namespace broadsheet {
namespace {

enum class Place : std::uint8_t { elsewhere, window, match };

/// What each word of a text is to the matches in it.
std::vector<Place> places(std::size_t words, const std::vector<PositionMatch>& matches, std::size_t span) {
  std::vector<Place> out(words, Place::elsewhere);
  const auto fill = [&](std::size_t begin, std::size_t end, Place place) {
    for (std::size_t at = begin; at < std::min(end, words); ++at) out[at] = place;
  };
  for (const auto& match : matches)
    fill(match.begin > span ? match.begin - span : 0, span > words ? words : match.end + span, Place::window);
  for (const auto& match : matches) fill(match.begin, match.end, Place::match);
  return out;
}

struct Counts {
  std::uint64_t joint = 0, all = 0;
};

double measure(const Collocates::Row& row, Collocates::Sort sort) {
  return sort == Collocates::Sort::log_likelihood       ? row.log_likelihood
         : sort == Collocates::Sort::mutual_information ? row.mutual_information
                                                        : row.log_dice;
}

}  // namespace

Collocates find_collocates(const Archive& archive, std::string_view text, const SearchOptions& options,
                           const CollocatesOptions& how) {
  if (how.span == 0) throw Error(ErrorKind::usage, "the span of collocates is 1 word or more");
  NumberSets sets(archive, text, options);
  const WordForms words(sets.parts);
  std::vector<Counts> counts(words.size());
  Collocates out;
  out.span = how.span;
  StoredTokens tokens;
  for (std::size_t part = 0; part < sets.parts.size(); ++part)
    sets.base.answers()[part].found.each([&](std::uint32_t article) {
      Matcher::Verdict verdict;
      if (sets.run.answers()[part].found[article]) verdict = sets.run.judge(part, article);
      sets.parts[part].tables().tokens(article, tokens);
      const auto count = [&](const std::vector<StoredToken>& in, const std::vector<PositionMatch>& matches) {
        out.node += matches.size();
        const auto place = places(in.size(), matches, how.span);
        for (std::size_t at = 0; at < in.size(); ++at) {
          if (place[at] == Place::match) continue;
          Counts& form = counts[words.of(part, in[at].word)];
          ++form.all;
          ++out.words;
          if (place[at] != Place::window) continue;
          ++form.joint;
          ++out.window_words;
        }
      };
      count(tokens.title, verdict.title_matches);
      count(tokens.body, verdict.body_matches);
    });

  const auto node = static_cast<double>(out.node), window = static_cast<double>(out.window_words),
             rest = static_cast<double>(out.words) - window;
  for (std::uint32_t form = 0; form < counts.size(); ++form) {
    const auto [joint_count, all] = counts[form];
    if (joint_count == 0 || joint_count < how.minimum) continue;
    const auto joint = static_cast<double>(joint_count), frequency = static_cast<double>(all);
    out.rows.push_back({std::string(words.text(form)), joint_count, all, log_dice(joint, node, frequency),
                        log_likelihood({joint, window, frequency - joint, rest}),
                        mutual_information(joint, window, frequency, window + rest)});
  }
  std::ranges::sort(out.rows, [&](const Collocates::Row& a, const Collocates::Row& b) {
    return std::tuple(-measure(a, how.sort), b.joint, a.text) < std::tuple(-measure(b, how.sort), a.joint, b.text);
  });
  if (out.rows.size() > how.limit) out.rows.resize(how.limit);
  out.found = std::move(sets.found);
  return out;
}

}  // namespace broadsheet
