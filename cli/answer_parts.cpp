#include "cli/answer_parts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "output/terminal_text.hpp"

namespace broadsheet::cli {

std::string answer_parts(const Results& results, std::initializer_list<const char*> keys, Offsets offsets) {
  const auto whole = nlohmann::ordered_json::parse(to_json(results, offsets));
  auto parts = nlohmann::ordered_json::object();
  for (const auto& [key, value] : whole.items())
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) parts[key] = value;
  return terminal_json(parts.dump());
}

}  // namespace broadsheet::cli
