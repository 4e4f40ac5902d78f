#include "cli/present.hpp"

#include <algorithm>
#include <array>

#include "output/amounts.hpp"

namespace broadsheet::cli {
namespace {

constexpr std::array<AnswerFormat, 6> table{{{"text", true, present_text},
                                             {"json", true, present_json},
                                             {"jsonl", true, present_jsonl},
                                             {"csv", false, present_csv},
                                             {"tsv", false, present_tsv},
                                             {"ids", false, present_ids}}};

}  // namespace

std::span<const AnswerFormat> answer_formats() { return table; }

std::string answer_format_names() {
  std::string names;
  for (const auto& format : table) names += (names.empty() ? "" : "|") + std::string(format.name);
  return names;
}

const AnswerFormat& find_answer_format(std::string_view name) {
  const auto* found =
      std::find_if(table.begin(), table.end(), [&](const AnswerFormat& format) { return format.name == name; });
  return found == table.end() ? table.front() : *found;
}

std::string score_text(double score) { return decimals(score, 4); }

}  // namespace broadsheet::cli
