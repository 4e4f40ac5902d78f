#include "server/search_request.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>
#include <charconv>

#include "server/parameters.hpp"

namespace broadsheet::server {
namespace {

using Kind = ParameterRow::Kind;

std::vector<std::string> divided(std::string_view text, char sign) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(sign, begin), text.size());
    if (end > begin) out.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

// `a, b or c`.
std::string one_of(std::string_view allowed) {
  const auto names = divided(allowed, '|');
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  return out;
}

[[noreturn]] void refuse(const ParameterRow& row, const std::string& value, const std::string& may_be) {
  throw problem("bad_parameter", std::string(row.name) + " cannot be '" + value + "': it is " + may_be,
                std::string(row.name));
}

bool is_one_of(std::string_view value, std::string_view allowed) {
  const auto names = divided(allowed, '|');
  return std::ranges::find(names, value) != names.end();
}

std::string checked_number(const ParameterRow& row, const std::string& value) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || number < row.least || number > row.most)
    refuse(row, value, "a number from " + std::to_string(row.least) + " to " + std::to_string(row.most));
  return std::to_string(number);
}

// As it is written in the address of the same answer.
std::string checked(const ParameterRow& row, const std::string& value) {
  switch (row.kind) {
    case Kind::number:
      return checked_number(row, value);
    case Kind::flag:
      if (value == "1" || value == "true" || value.empty()) return "1";
      if (value == "0" || value == "false") return "0";
      refuse(row, value, "1 or 0");
    case Kind::choice:
      if (!is_one_of(value, row.allowed)) refuse(row, value, one_of(row.allowed));
      return value;
    case Kind::choices: {
      std::string out;
      for (const auto& one : divided(value, ',')) {
        if (!is_one_of(one, row.allowed))
          refuse(row, one, "one or more of " + one_of(row.allowed) + ", with commas between");
        out += (out.empty() ? "" : ",") + one;
      }
      return out;
    }
    case Kind::text:
    case Kind::date:
      if (value.size() <= row.most) return value;
      if (row.name == "q")
        throw problem("query_too_large",
                      "the query has " + std::to_string(value.size()) + " bytes and may have " +
                          std::to_string(row.most) + ": shorten it",
                      "q");
      refuse(row, value.substr(0, 40) + "…", "at most " + std::to_string(row.most) + " bytes long");
  }
  return value;
}

// What the library says of an option of the command line, as it is said of a parameter.
[[noreturn]] void refuse_option(const std::string& message) {
  std::string detail = message, name;
  if (detail.starts_with("--")) {
    detail.erase(0, 2);
    name = detail.substr(0, detail.find(' '));
  }
  const bool date = name == "since" || name == "until" || name == "after" || name == "before";
  throw problem(date ? "bad_date" : "bad_parameter", detail, name);
}

}  // namespace

std::vector<std::string> SearchRequest::values(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto* list : {&parameters, &defaults})
    for (const auto& parameter : *list)
      if (parameter.name == name && (list == &parameters || out.empty())) out.push_back(parameter.value);
  return out;
}

std::string SearchRequest::value(std::string_view name) const {
  const auto all = values(name);
  return all.empty() ? std::string() : all.front();
}

std::size_t SearchRequest::number(std::string_view name) const {
  const std::string typed = value(name);
  std::size_t out = 0;
  std::from_chars(typed.data(), typed.data() + typed.size(), out);
  return out;
}

bool SearchRequest::has(std::string_view name) const { return value(name) == "1"; }

SearchRequest read_search_request(const Request& request, const std::vector<const ParameterRow*>& rows) {
  SearchRequest out;
  const auto row_of = [&](const std::string& name) {
    return std::ranges::find_if(rows, [&](const ParameterRow* row) { return row->name == name; });
  };
  for (const auto& parameter : request.parameters)
    if (row_of(parameter.name) == rows.end())
      out.warnings.push_back({"unknown_parameter", parameter.name,
                              "there is no parameter '" + parameter.name + "' here; it was passed over"});
  for (const auto* row : rows) {
    std::size_t given = 0;
    if (!row->fallback.empty()) {
      out.defaults.push_back({std::string(row->name), std::string(row->fallback)});
      if (row->apply) row->apply(out, std::string(row->fallback));
    }
    for (const auto& parameter : request.parameters) {
      // A form sends its empty fields too.
      if (parameter.name != row->name || (parameter.value.empty() && row->kind != Kind::flag)) continue;
      if (++given > 1 && !row->repeated)
        throw problem("bad_parameter", parameter.name + " is given twice, and may be given once", parameter.name);
      const std::string value = checked(*row, parameter.value);
      if (row->apply) row->apply(out, value);
      if (value != row->fallback) out.parameters.push_back({parameter.name, value});
      if (parameter.repaired)
        out.warnings.push_back({"invalid_utf8", parameter.name,
                                parameter.name + " has bytes that are not UTF-8; each was read as U+FFFD"});
    }
    if (row->required && given == 0)
      throw problem("bad_parameter", std::string(row->name) + " is missing: it is " + one_of(row->allowed),
                    std::string(row->name));
  }
  try {
    parse_query({}, out.options.query);
  } catch (const Error& error) {
    refuse_option(error.what());
  }
  return out;
}

SearchRequest as_typed(const Request& request, const std::vector<const ParameterRow*>& rows) {
  SearchRequest out;
  for (const auto* row : rows)
    for (const auto& parameter : request.parameters) {
      if (parameter.name != row->name || parameter.value.empty()) continue;
      out.parameters.push_back(parameter);
      if (row->name == "q") out.text = parameter.value;
    }
  return out;
}

}  // namespace broadsheet::server
