#pragma once

#include <broadsheet/archive.hpp>
#include <broadsheet/json.hpp>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.hpp"
#include "output/figure_tables.hpp"

// The answers of the library, printed. One presenter for each format of `search`, in one table.
namespace broadsheet::cli {

/// How an answer is to look.
struct View {
  Terminal terminal;
  Offsets offsets = Offsets::utf8;
  bool raw = false;        ///< tables: leave formulas alone
  std::size_t offset = 0;  ///< hits skipped
};

struct AnswerFormat {
  std::string_view name;
  bool passages;  ///< shows passages and the relaxed list
  void (*present)(const Results& results, const View& view, std::ostream& out);
};

std::span<const AnswerFormat> answer_formats();
std::string answer_format_names();  ///< `text|json|…`, as the value of an option
const AnswerFormat& find_answer_format(std::string_view name);

void present_text(const Results& results, const View& view, std::ostream& out);
void present_json(const Results& results, const View& view, std::ostream& out);
void present_jsonl(const Results& results, const View& view, std::ostream& out);
void present_csv(const Results& results, const View& view, std::ostream& out);
void present_tsv(const Results& results, const View& view, std::ostream& out);
void present_ids(const Results& results, const View& view, std::ostream& out);

/// Hits to read, numbered from `skipped` + 1.
void present_hits(const std::vector<Hit>& hits, std::size_t skipped, const Terminal& terminal, std::ostream& out);

/// One article to read, with its marks.
void present_reading(const Archive::Reading& reading, const Terminal& terminal, std::ostream& out);

/// A table of value and articles (and stories), with bars on a terminal; and the same by period.
void present_facet(const Facet& facet, std::uint64_t total, const Terminal& terminal, std::ostream& out,
                   bool stories = false);
void present_timeline(const Timeline& timeline, std::uint64_t total, const Terminal& terminal, std::ostream& out);

/// Articles, base and share, with bars of the share (or the articles, if `counts`) on a terminal; `total` stands below.
void present_shares(const std::vector<ShareRow>& rows, const ShareRow& total, const Terminal& terminal,
                    std::ostream& out, bool counts = false);

/// A query as a tree of what must hold, with what each node finds; of an article, whether it holds and its score.
void present_tree(const ExplainedNode& root, std::ostream& out);
/// What wildcards and the like stand for, some of it.
void present_expansions(const std::vector<Expansion>& expansions, std::ostream& out);

/// The score as all tables print it.
std::string score_text(double score);

}  // namespace broadsheet::cli
