#include <algorithm>
#include <array>
#include <broadsheet/concordance.hpp>
#include <broadsheet/error.hpp>

#include "cli/command.hpp"
#include "cli/present.hpp"
#include "cli/query_options.hpp"
#include "output/amounts.hpp"
#include "output/csv.hpp"
#include "output/figure_tables.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

using Key = ConcordanceOptions::Key;

constexpr std::array<std::pair<std::string_view, Key>, 5> sort_keys{
    {{"left", Key::left}, {"right", Key::right}, {"match", Key::match}, {"date", Key::date}, {"source", Key::source}}};

constexpr std::size_t longest_id = 24;  // columns; a longer one is cut

std::vector<Key> parse_keys(const std::string& typed) {
  std::vector<Key> keys;
  for (std::size_t begin = 0; begin < typed.size();) {
    const auto end = std::min(typed.find(',', begin), typed.size());
    const std::string name = typed.substr(begin, end - begin);
    const auto* found = std::ranges::find(sort_keys, name, &std::pair<std::string_view, Key>::first);
    if (found == sort_keys.end())
      throw Error(ErrorKind::usage,
                  "--sort cannot be '" + name +
                      "'; it is one or more of left, right, match, date, source, with commas between");
    keys.push_back(found->second);
    begin = end + 1;
  }
  return keys;
}

// A line as columns: what does not fit is cut from the far end, between characters as they are seen.
std::string first_columns(const std::string& text, std::size_t columns) {
  std::size_t begin = 0, used = 0;
  std::string out;
  for (const auto end : character_ends(text)) {
    const std::string one = terminal_text(std::string_view(text).substr(begin, end - begin));
    used += columns_of(one);
    if (used > columns) break;
    out += one;
    begin = end;
  }
  return out;
}

std::string last_columns(const std::string& text, std::size_t columns) {
  const auto ends = character_ends(text);
  std::size_t used = 0;
  std::string out;
  for (std::size_t i = ends.size(); i > 0; --i) {
    const std::size_t begin = i > 1 ? ends[i - 2] : 0;
    const std::string one = terminal_text(std::string_view(text).substr(begin, ends[i - 1] - begin));
    used += columns_of(one);
    if (used > columns) break;
    out.insert(0, one);
  }
  return out;
}

// Hebrew, Arabic and their neighbours, also as presentation forms.
bool runs_right_to_left(std::string_view text) {
  return std::ranges::any_of(glyphs(text), [](const Glyph& glyph) {
    return (glyph.code >= 0x590 && glyph.code < 0x900) || (glyph.code >= 0xFB1D && glyph.code < 0xFE00) ||
           (glyph.code >= 0xFE70 && glyph.code < 0xFEFF);
  });
}

// Each column keeps its place on the line whichever way its writing runs: isolates (UAX #9) hold it there.
std::string isolated(const std::string& text) { return "\u2068" + text + "\u2069"; }

class LinePrinter {
 public:
  LinePrinter(const Terminal& terminal, std::size_t id_columns, std::size_t date_columns, std::size_t width)
      : terminal_(terminal), id_columns_(id_columns), date_columns_(date_columns) {
    const std::size_t before = id_columns + 2 + (date_columns > 0 ? date_columns + 2 : 0);
    const std::size_t room = terminal.width > before + 20 ? terminal.width - before : 20;
    side_ = std::min(width, room * 2 / 5);
    rest_ = room - side_;
  }

  std::string operator()(const ConcordanceLine& line) const {
    std::string out = padded(first_columns(line.id, id_columns_), id_columns_) + "  ";
    if (date_columns_ > 0)
      out += padded(first_columns(line.date ? line.date->value : "", date_columns_), date_columns_) + "  ";
    const bool turn = runs_right_to_left(line.left + line.match + line.right);
    const auto column = [&](const std::string& text) { return turn && !text.empty() ? isolated(text) : text; };
    const std::string left = last_columns(line.left, side_);
    const std::size_t used = columns_of(left);
    out += std::string(side_ - std::min(used, side_), ' ') + column(left);
    const std::string match = first_columns(line.match, rest_ - std::min<std::size_t>(rest_, 2));
    out += terminal_.color ? "\x1b[1;31m" + column(match) + "\x1b[0m" : '[' + column(match) + ']';
    const std::size_t taken = columns_of(match) + (terminal_.color ? 0 : 2);
    std::string right = first_columns(line.right, std::min(side_, rest_ - std::min(rest_, taken)));
    while (right.ends_with(' ')) right.pop_back();
    return out + column(right) + '\n';
  }

 private:
  const Terminal& terminal_;
  std::size_t id_columns_, date_columns_, side_ = 0, rest_ = 0;
};

void present_lines(Concordance& concordance, const ConcordanceOptions& options, const Terminal& terminal,
                   std::ostream& out) {
  const Results& answer = concordance.answer();
  const Count total = concordance.lines();
  const bool exact = total.relation == Count::Relation::eq;
  out << counted(total, "line") << " in " << counted(answer.articles, "article") << " ("
      << (exact ? "exact" : reason_text(answer.articles.reason)) << ")\n";
  if (options.sample > 0 && options.sample < total.value)
    out << "a sample of " << counted(options.sample, "line") << ", seed " << options.seed << '\n';
  std::vector<ConcordanceLine> lines;
  std::size_t id_columns = 0, date_columns = 0;
  while (auto line = concordance.next()) {
    id_columns = std::max(id_columns, std::min(longest_id, columns_of(terminal_text(line->id))));
    if (line->date)
      date_columns = std::max<std::size_t>(date_columns, std::min<std::size_t>(10, line->date->value.size()));
    lines.push_back(std::move(*line));
  }
  const LinePrinter print(terminal, id_columns, date_columns, options.width);
  for (const auto& line : lines) out << print(line);
  if (options.offset + lines.size() <
      (options.sample > 0 ? std::min<std::uint64_t>(options.sample, total.value) : total.value))
    out << "next: --offset " << options.offset + lines.size() << "   all: -n all\n";
}

class Kwic : public Command {
 public:
  std::string_view name() const override { return "kwic"; }
  std::string_view summary() const override {
    return "every place where the words stand, one a line, with what is around";
  }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }

  std::string details() const override {
    return "Keyword in context: each word and phrase of the query that makes an article match is a line of its own.\n"
           "--sort left orders by the words before, the nearest first; several keys: --sort match,right.\n"
           "--sample draws lines by lot, always the same ones for the same articles and seed.\n"
           "  broadsheet kwic safety ban --sort right\n"
           "  broadsheet kwic '\"interest rate*\"' --sample 100 --seed 7 --format csv -n all";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output{"Output", {}};
    output.options.add_options()                                                                                  //
        ("format", one("text|json|jsonl|csv|tsv"), "default text")                                                //
        ("sort", one("KEY,…"), "left, right, match, date, source: the first decides; default: as articles rank")  //
        ("width", one("N"), "characters on each side; default 60, on a terminal what fits")                       //
        ("limit,n", one("N|all"), "lines shown; default 20")                                                      //
        ("offset", one("N"), "lines skipped")                                                                     //
        ("sample", one("N"), "so many lines, drawn by lot from all")                                              //
        ("seed", one("N"), "another draw; default 1")                                                             //
        ("raw", flag(), "csv, tsv: leave alone what a spreadsheet may take for a formula")                        //
        ("color", one("auto|always|never"), "auto: on a terminal, unless NO_COLOR is set");
    return {output, filter_options(), reading_options(), archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    ConcordanceOptions options;
    options.sort = parse_keys(arguments.text("sort"));
    options.width = arguments.number("width", options.width);
    options.limit = arguments.number("limit", options.limit);
    options.offset = arguments.number("offset", 0);
    options.sample = arguments.number("sample", 0);
    options.seed = arguments.number("seed", 1);
    options.search = search_options(arguments);
    const Archive archive{arguments.archive()};
    Concordance concordance(archive, arguments.query(), options);
    complain_about(concordance.answer().query.warnings);
    const std::string format = arguments.text("format", "text");
    if (format == "text")
      present_lines(concordance, options, find_terminal(arguments), out);
    else if (format == "json")
      out << terminal_json(to_json(concordance, options)) << '\n';
    else if (format == "jsonl")
      while (const auto line = concordance.next()) out << terminal_json(to_json(*line)) << '\n';
    else
      write_concordance(concordance, {format == "csv" ? ',' : '\t', arguments.has("raw")}, out);
    return concordance.lines().value > 0 ? exit_code::found : exit_code::nothing;
  }

 private:
};

}  // namespace

std::unique_ptr<Command> make_kwic() { return std::make_unique<Kwic>(); }

}  // namespace broadsheet::cli
