#include "cli/load_options.hpp"

#include <broadsheet/error.hpp>

#include "output/amounts.hpp"

namespace broadsheet::cli {
namespace {

std::string reader_names() {
  std::string names;
  for (const auto& reader : readers()) names += (names.empty() ? "" : "|") + reader.name;
  return names;
}

}  // namespace

OptionGroup source_options() {
  OptionGroup group{"How sources are read", {}};
  group.options.add_options()                                            //
      ("format", one(reader_names()), "default: recognised by content")  //
      ("map", many("FIELD=/POINTER"), "JSON and tables whose names are not known, as in title=/headline/main");
  return group;
}

OptionGroup effort_options() {
  OptionGroup group{"Effort", {}};
  group.options.add_options()                                          //
      ("jobs", one("N"), "threads; default: one for each processor")   //
      ("memory", one("SIZE"), "held to within a fifth; default 512M")  //
      ("reference-length", one("N"), "words of a typical article, for ranking; default: of a news article");
  return group;
}

ReadOptions read_options(const Arguments& arguments) {
  ReadOptions options;
  options.format = arguments.text("format");
  for (const auto& pair : arguments.list("map")) {
    const auto equals = pair.find('=');
    if (equals == 0 || equals == std::string::npos || pair.compare(equals + 1, 1, "/") != 0)
      throw Error(ErrorKind::usage, "--map cannot be '" + pair + "'; it is FIELD=/POINTER, as in title=/headline/main");
    options.map.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return options;
}

unsigned jobs(const Arguments& arguments) {
  constexpr std::size_t most = 1024;
  const auto number = arguments.number("jobs", 0);
  if (number > most)
    throw Error(ErrorKind::usage,
                "--jobs cannot be " + std::to_string(number) + "; it is at most " + std::to_string(most));
  return static_cast<unsigned>(number);
}

std::size_t memory_bytes(const Arguments& arguments) {
  return arguments.has("memory") ? parse_bytes(arguments.text("memory"), "--memory") : IndexOptions{}.memory_bytes;
}

double reference_length(const Arguments& arguments) {
  return static_cast<double>(arguments.number("reference-length", 0));
}

}  // namespace broadsheet::cli
