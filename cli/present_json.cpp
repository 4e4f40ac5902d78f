#include "cli/present.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {

void present_json(const Results& results, const View& view, std::ostream& out) {
  out << terminal_json(to_json(results, view.offsets)) << '\n';
}

void present_jsonl(const Results& results, const View& view, std::ostream& out) {
  for (const auto& hit : results.hits) out << terminal_json(to_json(hit, view.offsets)) << '\n';
}

}  // namespace broadsheet::cli
