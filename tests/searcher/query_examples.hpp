#pragma once

// The rows of query_examples.tsv, for those who hold something to them.

#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet {

inline std::vector<std::string> divided(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) out.push_back(part);
  if (!text.empty() && text.back() == at) out.emplace_back();
  return out;
}

inline std::string with_line_breaks(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos; ++at) text.replace(at, 2, "\n");
  return text;
}

struct QueryExample {
  std::string line;  ///< as it stands in the table
  std::string query;
  std::vector<std::pair<std::string, std::string>> fields;  ///< lists as they stand there
  std::string title;
  std::string body;
  bool matches = false;
  std::string marked;  ///< words divided by `; `
};

inline std::vector<QueryExample> query_examples() {
  std::ifstream table(std::string(BROADSHEET_SOURCE_DIR) + "/tests/searcher/query_examples.tsv");
  std::vector<QueryExample> examples;
  for (std::string line; std::getline(table, line);) {
    if (line.empty() || line.starts_with("# ")) continue;
    auto columns = divided(line, '\t');
    columns.resize(6);
    QueryExample example{
        line,      columns[0], {}, with_line_breaks(columns[2]), with_line_breaks(columns[3]), columns[4] == "yes",
        columns[5]};
    for (const auto& field : divided(columns[1], '|'))
      example.fields.emplace_back(field.substr(0, field.find('=')), field.substr(field.find('=') + 1));
    examples.push_back(std::move(example));
  }
  return examples;
}

}  // namespace broadsheet
