#include "indexer/page_outline.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "archive/calendar.hpp"
#include "indexer/clean.hpp"
#include "indexer/page_byline.hpp"

namespace broadsheet::page {

namespace {

/// `**bold**`, `[text](address)` and `![image](address)` as a reader sees them.
std::string without_markdown(std::string_view text) {
  constexpr std::string_view bold = "**";
  const auto first = text.find(bold);
  const bool has_bold = first != text.npos && text.find(bold, first + bold.size()) != text.npos;
  const bool has_link = text.find("](") != text.npos;
  if (!has_bold && !has_link) return std::string(text);
  constexpr std::size_t longest_label = 1000;  // keeps a line of brackets from being searched again and again
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto rest = text.substr(i);
    if (has_bold && rest.starts_with(bold)) {
      i += bold.size();
      continue;
    }
    const bool image = rest.starts_with("![");
    if (has_link && (image || rest[0] == '[')) {
      const std::size_t begin = image ? 2 : 1;
      const auto near = rest.substr(begin, longest_label);
      const auto middle = near.find("](");
      const auto end = middle == near.npos ? middle : near.find(')', middle);
      if (end != near.npos && near.substr(0, middle).find('[') == near.npos) {
        if (!image) out += near.substr(0, middle);
        i += begin + end + 1;
        continue;
      }
    }
    out += text[i++];
  }
  return out;
}

/// True if the lines of a block are one paragraph that was broken at a width.
bool is_wrapped(const std::vector<std::string>& block) {
  if (block.size() < 2) return false;
  std::size_t joins = 0;
  for (std::size_t i = 0; i + 1 < block.size(); ++i) {
    if (block[i].size() < 40) return false;
    if (!ends_sentence(block[i]) && begins_small(block[i + 1])) ++joins;
  }
  return joins * 2 >= block.size() - 1;
}

}  // namespace

bool is_rule(std::string_view text) { return text.size() >= 3 && text.find_first_not_of("-=_*~ ") == text.npos; }

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::vector<std::string> block;
  const auto add = [&](std::string one, bool after_blank) {
    Line line;
    const auto hashes = one.find_first_not_of('#');
    if (hashes != one.npos && hashes >= 1 && hashes <= 6 && one[hashes] == ' ') {
      line.heading = true;
      one.erase(0, hashes);
    }
    line.text = clean_line(without_markdown(one));
    line.after_blank = after_blank;
    if (!line.text.empty()) lines.push_back(std::move(line));
  };
  const auto flush = [&] {
    if (is_wrapped(block)) {
      std::string joined;
      for (const auto& one : block) joined += (joined.empty() ? "" : " ") + one;
      add(std::move(joined), true);
    } else {
      bool after_blank = true;
      for (auto& one : block) {
        if (is_rule(one)) {  // underlines a heading, or parts like an empty line
          if (!after_blank && !lines.empty() && lines.back().text.size() < 200)
            lines.back().heading = one.front() == '=' || one.front() == '-';
          after_blank = true;
          continue;
        }
        add(std::move(one), after_blank);
        after_blank = false;
      }
    }
    block.clear();
  };
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    auto one = clean_line(text.substr(begin, end - begin));
    begin = end + 1;
    if (one.empty()) {
      flush();
    } else {
      block.push_back(std::move(one));
    }
  }
  flush();

  for (auto& line : lines) {
    line.words = count_words(line.text);
    line.sentence = ends_sentence(line.text);
    if (const auto kind = marker_kind(line)) {
      line.kind = *kind;
    } else if ((line.words >= 30 || (line.words >= 8 && line.sentence)) && !is_boilerplate(line)) {
      line.kind = Line::Kind::prose;
    } else if (line.words <= 20 && read_meta(line.text).any) {
      line.kind = Line::Kind::meta;
    }
  }
  return lines;
}

bool is_caption(std::string_view text) {
  const auto small = lower(text);
  for (const std::string_view begin :
       {"photo", "image", "picture", "credit", "file photo", "caption", "figure", "watch:", "video:", "listen:"}) {
    if (small.starts_with(begin)) return true;
  }
  for (const std::string_view agency :
       {"getty", "(ap", "/ap", "reuters)", "afp", "photograph:", "shutterstock", "unsplash"}) {
    if (small.find(agency) != small.npos && small.find(')') != small.npos) return true;
  }
  return false;
}

namespace {

/// `1:39 PM ET`, `75 with 51`: more figures than a headline has.
bool is_time(std::string_view text) {
  std::size_t letters = 0, figures = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') ++figures;
    if ((lower(c) >= 'a' && lower(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80) ++letters;
  }
  return figures * 2 > letters;
}

}  // namespace

bool counts_comments(const Line& line) {
  if (line.words > 16 || line.words < 2 || line.text.size() > 200) return false;
  const auto text = lower(line.text);
  const bool begins_with_number = std::string_view("0123456789[(").find(text[0]) != std::string_view::npos;
  if (line.words > 8 && !begins_with_number) return false;
  for (const std::string_view word :
       {"comments", "comment", "responses", "replies", "kommentare", "commentaires", "comentarios"}) {
    const auto at = text.find(word);
    if (at == text.npos) continue;
    const bool counted = text.substr(0, at).find_first_of("0123456789") != text.npos;
    if (counted || (word == "comments" && trim(text, " []()").ends_with(word) && !line.sentence)) return true;
  }
  return false;
}

namespace {

/// A short line that begins with a day, perhaps after a word or two (`Veröffentlicht am …`): it says when, and perhaps
/// who, but nothing that a headline says.
bool has_date(std::string_view text) {
  if (text.size() > 120 || text.find_first_of("0123456789") == text.npos) return false;
  const auto words = split(text, {" "});
  for (std::size_t i = 0; i < words.size() && i <= 2; ++i) {
    std::string window;
    for (std::size_t j = i; j < words.size() && j < i + 3; ++j) {
      window += (j == i ? "" : " ") + std::string(words[j]);
      const bool figures = window.find_first_of("0123456789") != window.npos && window.size() >= 8;
      if (!figures) continue;
      const auto date = parse_date(trim(window), {});
      if (date && date->precision >= Precision::day) return true;
    }
  }
  return false;
}

}  // namespace

bool could_be_title(const Line& line) {
  if (line.kind != Line::Kind::other) return false;
  const bool one_or_two = line.words < 3 && !line.heading;
  if (one_or_two || line.words > 30 || line.text.size() > 300) return false;
  if (ends_with_any(line.text, {",", ";", ":", "。"})) return false;
  if (line.text.ends_with('.') && !line.text.ends_with("...") && !ends_with_abbreviation(line.text)) return false;
  if (counts_comments(line)) return false;
  return !is_caption(line.text) && !is_navigation(line.text) && !line.text.starts_with("http") && !is_time(line.text) &&
         !has_date(line.text);
}

bool could_be_label(const Line& line) {
  return line.kind == Line::Kind::other && line.words >= 1 && line.words <= 4 && line.text.size() <= 40 &&
         !line.sentence && !line.heading && !ends_with_any(line.text, {",", ";", ":"}) &&
         u_isalpha(first_letter(line.text)) != 0 && !begins_small(line.text) && !is_navigation(line.text);
}

namespace {

bool neutral(const Line& line) {
  return line.kind == Line::Kind::meta || line.kind == Line::Kind::pass ||
         (line.kind == Line::Kind::other && line.sentence && line.words >= 3);
}

/// Part of a page that reads like one article.
struct Stretch {
  Range lines;
  std::vector<Range> holes;  ///< in it, what is not the article's
  std::size_t score = 0;     ///< words of its paragraphs; those that stand alone, as teasers do, count half
  bool before_comments = false;
};

bool ends_box(const std::vector<Line>& lines, std::size_t i, std::size_t paragraphs) {
  if (is_written_by(lines[i].text)) return paragraphs >= 1;
  return paragraphs >= 2 && lines[i].kind == Line::Kind::meta && lower(lines[i].text.substr(0, 11)) == "written by ";
}

/// Where the article goes on after the marker at `at`: two paragraphs side by side, not far below, 40 words or more.
std::optional<std::size_t> resumption(const std::vector<Line>& lines, std::size_t at) {
  constexpr std::size_t window = 10;
  for (auto i = at + 1; i + 1 < lines.size() && i <= at + window; ++i) {
    if (lines[i].kind == Line::Kind::stop || is_written_by(lines[i].text)) return {};
    const bool pair = lines[i].kind == Line::Kind::prose && lines[i + 1].kind == Line::Kind::prose;
    if (pair && lines[i].sentence && lines[i + 1].sentence && lines[i].words + lines[i + 1].words >= 40) return i;
  }
  return {};
}

/// The article that begins at `begin`: as far as paragraphs go on, over lists, subheadings and boxes of links.
Stretch stretch_at(const std::vector<Line>& lines, std::size_t begin) {
  constexpr std::size_t longest_gap = 8;
  Stretch stretch{{begin, begin}, {}, 0};
  std::size_t gap = 0, paragraphs = 0, i = begin;
  for (; i < lines.size() && gap <= longest_gap; ++i) {
    const auto& line = lines[i];
    if (line.kind == Line::Kind::stop || ends_box(lines, i, paragraphs)) break;
    if (paragraphs >= 2 && line.kind == Line::Kind::other && counts_comments(line)) {
      stretch.before_comments = true;
      break;
    }
    if (line.kind == Line::Kind::end) {
      const auto next = resumption(lines, i);
      if (!next) break;
      stretch.holes.push_back({i, *next});
      i = *next - 1;
      gap = 0;
    } else if (line.kind == Line::Kind::prose) {
      const bool company = (i > begin && lines[i - 1].kind == Line::Kind::prose) ||
                           (i + 1 < lines.size() && lines[i + 1].kind == Line::Kind::prose);
      stretch.score += company ? 2 * line.words : line.words;
      ++paragraphs;
      stretch.lines.end = i + 1;
      gap = 0;
    } else if (line.kind == Line::Kind::other && neutral(line)) {
      stretch.lines.end = i + 1;
      gap = 0;
    } else if (!neutral(line)) {
      ++gap;
    }
  }
  // A short line or two at the very end of the text are its last words: a verse, a sum, a place.
  if (i == lines.size() && gap <= 2) stretch.lines.end = lines.size();
  return stretch;
}

/// The stretch with the highest score.
Stretch longest_stretch(const std::vector<Line>& lines) {
  Stretch best;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].kind != Line::Kind::prose) continue;
    auto stretch = stretch_at(lines, i);
    i = std::max(i, stretch.lines.end - 1);
    // Comments are often longer than what they are about.
    constexpr std::size_t short_article = 120;
    const bool last = stretch.before_comments && stretch.score >= short_article;
    if (stretch.score > best.score) best = std::move(stretch);
    if (last) break;
  }
  if (best.score == 0) {  // no paragraph at all: the first sentence will do
    const auto sentence = std::find_if(lines.begin(), lines.end(),
                                       [](const Line& l) { return l.kind == Line::Kind::other && neutral(l); });
    if (sentence != lines.end()) best = stretch_at(lines, static_cast<std::size_t>(sentence - lines.begin()));
  }
  return best;
}

/// A paragraph or two above the headline (a notice) do not belong to the article below it. They have no headline of
/// their own, and are a small part of the whole.
std::size_t after_notice(const std::vector<Line>& lines, Range run) {
  constexpr std::size_t window = 6;
  for (auto i = run.begin > window ? run.begin - window : 0; i < run.begin; ++i) {
    if (could_be_title(lines[i])) return run.begin;
  }
  std::size_t total = 0, before = 0;
  for (auto i = run.begin; i < run.end; ++i) total += lines[i].kind == Line::Kind::prose ? lines[i].words : 0;
  for (auto i = run.begin; i + 1 < run.end; ++i) {
    if (lines[i].kind == Line::Kind::prose) {
      before += lines[i].words;
      if (before * 4 > total) return run.begin;
    } else if (could_be_title(lines[i])) {
      auto next = i + 1;
      bool meta = lines[i].heading || (i > run.begin && lines[i - 1].kind == Line::Kind::other);
      while (next < run.end && next <= i + 4 && !meta) meta = lines[next++].kind == Line::Kind::meta;
      if (!meta) continue;
      for (next = i + 1; next < run.end && lines[next].kind != Line::Kind::prose; ++next) {
      }
      return next;
    }
  }
  return run.begin;
}

/// Where teasers begin: pairs of a label and one sentence, up to the end, with a label that comes back.
std::size_t without_teasers(const std::vector<Line>& lines, Range run) {
  std::unordered_map<std::string_view, std::size_t> labels;
  for (const auto& line : lines) {
    if (could_be_label(line)) ++labels[line.text];
  }
  for (auto i = run.begin + 1; i < run.end; ++i) {
    const auto begin = i;
    bool again = false;
    for (; i + 1 < run.end && could_be_label(lines[i]) && lines[i + 1].words >= 8 && lines[i + 1].words <= 45; i += 2) {
      again = again || labels[lines[i].text] > 1;
    }
    if (i - begin >= 4 && again && i >= run.end) return begin;
  }
  return run.end;
}

std::optional<std::size_t> find_title(const std::vector<Line>& lines, std::size_t begin) {
  constexpr std::size_t window = 12;
  const auto first = begin > window ? begin - window : 0;
  std::optional<std::size_t> found;
  for (auto i = begin; i-- > first;) {
    if (lines[i].kind == Line::Kind::prose) break;
    if (!could_be_title(lines[i])) {
      // Above a headline there is a category or navigation, and no second headline above these.
      if (found && lines[i].kind == Line::Kind::other) break;
      continue;
    }
    if (lines[i].heading) return i;
    // Of two lines that could both be it, the lower is the standfirst, and the longer.
    if (!found || (lines[i].words >= 4 && lines[i].words <= lines[*found].words + 4 && !lines[i].sentence &&
                   !begins_small(lines[i].text))) {
      found = i;
    } else {
      break;
    }
  }
  if (!found && begin > 0 && lines[begin - 1].kind == Line::Kind::other && !is_navigation(lines[begin - 1].text) &&
      !lines[begin - 1].text.ends_with('.') && !is_caption(lines[begin - 1].text) &&
      lines[begin - 1].text.size() <= 120) {
    return begin - 1;  // a headline of one or two words
  }
  return found;
}

}  // namespace

std::size_t sentences(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool stop = text[i] == '.' || text[i] == '!' || text[i] == '?';
    if (stop &&
        (i + 1 == text.size() || (text[i + 1] == ' ' && i + 2 < text.size() && !begins_small(text.substr(i + 2, 4)))))
      ++count;
  }
  return count;
}

Page parts_of(const std::vector<Line>& lines) {
  Page page;
  auto stretch = longest_stretch(lines);
  auto& run = stretch.lines;
  run.begin = after_notice(lines, run);
  page.title = find_title(lines, run.begin);
  // A question or an exclamation may be the headline; it looks like a paragraph.
  const auto& top = lines[std::min(run.begin, lines.size() - 1)];
  const bool weak = !page.title || lines[*page.title].words < 3;
  if (weak && run.begin + 1 < run.end && top.words <= 20 && sentences(top.text) == 1 && !top.text.ends_with('.') &&
      top.sentence) {
    page.title = run.begin++;
  }
  run.end = without_teasers(lines, run);
  page.body = run;
  page.holes = std::move(stretch.holes);
  return page;
}

}  // namespace broadsheet::page
