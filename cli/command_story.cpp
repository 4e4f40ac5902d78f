#include <broadsheet/error.hpp>
#include <broadsheet/hit_reader.hpp>

#include "cli/answer_parts.hpp"
#include "cli/command.hpp"
#include "cli/present.hpp"
#include "cli/query_options.hpp"
#include "cli/word_diff.hpp"
#include "cli/wrapped_text.hpp"
#include "output/article_text.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

constexpr std::size_t words_around = 8;  // of what is the same, beside what changed

// Signs in the private area, which take the place of colours until lines are made.
constexpr std::string_view removed_on = "\uF8F0", added_on = "\uF8F1", change_off = "\uF8F2";

std::string joined(const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += words[i];
  return text;
}

// Only a few words around each change; `…` where more are the same.
std::string same_text(const std::vector<std::string>& words, bool first, bool last) {
  const std::size_t before = last ? 0 : words_around, after = first ? 0 : words_around;
  if (words.size() <= before + after + 1) return joined(words, 0, words.size());
  return joined(words, 0, after) + " …" + joined(words, words.size() - before, words.size());
}

// The sign goes behind the blank that comes before the words.
std::string changed_text(const DiffPiece& piece, bool color) {
  const bool gone = piece.kind == DiffPiece::Kind::removed;
  std::string words = joined(piece.words, 0, piece.words.size());
  const std::string blank = words.starts_with(' ') ? " " : "";
  words.erase(0, blank.size());
  if (color) return blank + std::string(gone ? removed_on : added_on) + words + std::string(change_off);
  return blank + (gone ? "[-" + words + "-]" : "{+" + words + "+}");
}

std::string colored(std::string lines) {
  for (const auto& [sign, color] : {std::pair{removed_on, "\x1b[31m"}, {added_on, "\x1b[32m"}, {change_off, "\x1b[0m"}})
    for (auto at = lines.find(sign); at != std::string::npos; at = lines.find(sign, at))
      lines.replace(at, sign.size(), color);
  return lines;
}

void print_difference(const Article& first, const Article& copy, const Terminal& terminal, std::ostream& out) {
  std::string about = terminal_text(copy.id);
  if (!copy.source.empty()) about += " · " + terminal_text(copy.source);
  if (copy.date) about += " · " + terminal_text(date_text(*copy.date));
  out << '\n' << about << '\n';
  const auto pieces = diff_words(first.title + "\n" + first.body, copy.title + "\n" + copy.body);
  if (!pieces) {
    out << "  too much is different to be shown word by word\n";
    return;
  }
  std::string text;
  for (std::size_t i = 0; i < pieces->size(); ++i) {
    const DiffPiece& piece = (*pieces)[i];
    text += piece.kind == DiffPiece::Kind::same ? same_text(piece.words, i == 0, i + 1 == pieces->size())
                                                : changed_text(piece, terminal.color);
  }
  if (pieces->size() == 1 && pieces->front().kind == DiffPiece::Kind::same) text = "word for word the same";
  const std::string lines = wrapped(text, {terminal.width, "  ", "  "});
  out << (terminal.color ? colored(lines) : lines);
}

// Each copy against the earliest article, read one after another.
int print_differences(const Archive& archive, const std::string& query, const SearchOptions& options,
                      const Terminal& terminal, std::ostream& out) {
  SearchOptions whole = options;
  whole.body = true;
  HitReader hits(archive, query, whole);
  const auto first = hits.next();
  if (!first) return exit_code::nothing;
  present_hits({*first}, 0, terminal, out);
  while (const auto copy = hits.next()) print_difference(first->article, copy->article, terminal, out);
  return exit_code::found;
}

void print(const Results& results, const Arguments& arguments, std::ostream& out) {
  const auto& format = find_answer_format(arguments.text("format", "text"));
  View view;
  view.terminal = find_terminal(arguments);
  view.offsets = offsets(arguments);
  view.raw = arguments.has("raw");
  format.present(results, view, out);
}

OptionGroup output_options() {
  OptionGroup output = offsets_options();
  output.options.add_options()                                                            //
      ("format", one(answer_format_names()), "default text")                              //
      ("raw", flag(), "csv, tsv: leave alone what a spreadsheet may take for a formula")  //
      ("color", one("auto|always|never"), "auto: on a terminal, unless NO_COLOR is set");
  return output;
}

class StoryOfArticle : public Command {
 public:
  std::string_view name() const override { return "story"; }
  std::string_view summary() const override { return "all copies of an article, the earliest first"; }
  std::string_view synopsis() const override { return "ID"; }
  Words words() const override { return Words::ids; }
  std::string details() const override {
    return "Copies are found from the text when articles are indexed: of one day and the next, texts that share about\n"
           "half of all rows of five words, or of a shorter text three fifths, and the same figures; further apart, "
           "nine\n"
           "tenths. A copy of a copy is of the same story, which is named by its earliest article.\n"
           "  broadsheet story bs-002\n"
           "  broadsheet story bs-002 --diff";
  }
  std::vector<OptionGroup> options() const override {
    OptionGroup output = output_options();
    output.options.add_options()("diff", flag(), "each copy against the earliest: [-words that went-] {+that came+}");
    return {output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.words().size() != 1)
      throw Error(ErrorKind::usage, "story takes the id of one article; search --format ids prints ids");
    const std::string& id = arguments.words().front();
    const Archive archive{arguments.archive()};
    SearchOptions options;
    options.limit = SearchOptions::no_limit;
    options.sort = SearchOptions::Sort::oldest;
    options.passages = 0;
    options.relaxed = false;
    const Results results = archive.search("story:" + query_value(id), options);
    if (results.articles.value == 0) {
      complain("no article '" + id + "' in '" + arguments.archive().string() + "'; search --format ids prints ids");
      return exit_code::nothing;
    }
    if (arguments.has("diff"))
      return print_differences(archive, "story:" + query_value(id), options, find_terminal(arguments), out);
    print(results, arguments, out);
    return exit_code::found;
  }
};

class First : public Command {
 public:
  std::string_view name() const override { return "first"; }
  std::string_view summary() const override { return "who had it first: the earliest article of each story found"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }
  std::string details() const override {
    return "By date, and only among the articles found. A coarse date counts from its beginning, so a day without\n"
           "a time comes before all times of that day; articles without a date come last.\n"
           "  broadsheet first -n 3 DeepSeek safety restrictions";
  }
  std::vector<OptionGroup> options() const override {
    OptionGroup output = output_options();
    output.options.add_options()("limit,n", one("N|all"), "so many; default 1");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const Archive archive{arguments.archive()};
    SearchOptions options = search_options(arguments);
    options.limit = arguments.number("limit", 1);
    options.sort = SearchOptions::Sort::oldest;
    options.collapse_stories = true;
    options.relaxed = false;
    Results results = archive.search(arguments.query(), options);
    results.next_offset.reset();  // more of them is --limit; there is no next page
    complain_about(results.query.warnings);
    print(results, arguments, out);
    return results.articles.value > 0 ? exit_code::found : exit_code::nothing;
  }
};

class Like : public Command {
 public:
  std::string_view name() const override { return "like"; }
  std::string_view summary() const override { return "articles with the distinctive words of one"; }
  std::string_view synopsis() const override { return "ID"; }
  Words words() const override { return Words::ids; }
  std::string details() const override {
    return "It is search 'like:ID -id:ID', and says so; the words looked for are in the json, under expansions.\n"
           "  broadsheet like bs-002 --since 2025";
  }
  std::vector<OptionGroup> options() const override {
    return {page_options(), filter_options(), output_options(), archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.words().size() != 1)
      throw Error(ErrorKind::usage, "like takes the id of one article; search --format ids prints ids");
    const std::string& id = arguments.words().front();
    const Archive archive{arguments.archive()};
    if (!archive.show(id)) {
      complain("no article '" + id + "' in '" + arguments.archive().string() + "'; search --format ids prints ids");
      return exit_code::nothing;
    }
    const Results results =
        archive.search("like:" + query_value(id) + " -id:" + query_value(id), search_options(arguments));
    complain_about(results.query.warnings);
    print(results, arguments, out);
    return results.articles.value > 0 ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_like() { return std::make_unique<Like>(); }
std::unique_ptr<Command> make_story() { return std::make_unique<StoryOfArticle>(); }
std::unique_ptr<Command> make_first() { return std::make_unique<First>(); }

}  // namespace broadsheet::cli
