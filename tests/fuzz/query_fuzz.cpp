#include <broadsheet/error.hpp>
#include <broadsheet/query.hpp>
#include <cstdlib>
#include <iostream>
#include <string>

#include "checks.hpp"

using namespace broadsheet;

// Any bytes are a query, or over a limit: warnings lie in the text, and the canonical line is its own canonical line.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  QueryOptions options;
  options.now = "2026-11-24T12:00:00Z";
  options.tz = "UTC";
  if (size % 3 == 1) options.match = QueryOptions::Match::any;
  options.words = size % 3 == 2;

  Query query;
  try {
    query = parse_query(text, options);
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::query);
    return 0;
  }
  for (const auto& warning : query.warnings) require(warning.begin <= warning.end && warning.end <= size);
  const std::string line = canonical(query.root);
  if (line.size() > 4096) return 0;
  options.words = false;
  const std::string again = canonical(parse_query(line, options).root);  // within the limits, so it must not throw
  if (again != line) std::cerr << "canonical: " << line << "\nand again: " << again << '\n';
  require(again == line);
  return 0;
}
