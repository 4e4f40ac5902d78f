#include "cli/arguments.hpp"

#include <doctest/doctest.h>

#include <broadsheet/error.hpp>
#include <limits>

#include "cli/command.hpp"
#include "cli/nearest_name.hpp"

using namespace broadsheet;
using namespace broadsheet::cli;

namespace {

class Fake : public Command {
 public:
  explicit Fake(Words words) : words_(words) {}
  std::string_view name() const override { return "fake"; }
  std::string_view summary() const override { return "for tests"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return words_; }
  std::vector<OptionGroup> options() const override {
    OptionGroup group{"All", {}};
    group.options.add_options()("limit,n", one("N|all"), "")("tag", many("TAG"), "")("strict", flag(), "")(
        "format", one("text|json"), "");
    return {group, archive_options()};
  }
  int run(const Arguments&, std::ostream&) const override { return 0; }

 private:
  Words words_;
};

const Fake query_command{Words::query};
const Fake id_command{Words::ids};

std::string message(const Command& command, const std::vector<std::string>& typed) {
  try {
    const Arguments arguments(command, typed);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("options stand anywhere and the words between them are the query") {
  struct Row {
    std::vector<std::string> typed;
    std::string query;
  };
  const Row rows[] = {
      {{"deepseek", "safety"}, "deepseek safety"},
      {{"-n", "5", "deepseek", "--tag", "ai", "safety", "--strict"}, "deepseek safety"},
      {{"deepseek", "-stocks"}, "deepseek -stocks"},
      {{"-deepseek"}, "-deepseek"},
      {{"-ai", "-nobel", "-n5"}, "-ai -nobel"},  // only a number is taken from the same word
      {{"-"}, "-"},
      {{"a", "--", "--tag", "-n", "5"}, "a --tag -n 5"},
      {{"--tag=-x", "y"}, "y"},
      {{"--tag", "-x", "y"}, "y"},
      {{"\"safety ban\"", "=limits"}, "\"safety ban\" =limits"},
      {{}, ""},
  };
  for (const auto& row : rows) CHECK(Arguments(query_command, row.typed).query() == row.query);
}

TEST_CASE("values are found under the long name") {
  const Arguments arguments(query_command, {"-n5", "--tag", "a", "--tag=b", "--format", "json", "x"});
  CHECK(arguments.number("limit", 10) == 5);
  CHECK(arguments.list("tag") == std::vector<std::string>{"a", "b"});
  CHECK(arguments.text("format") == "json");
  CHECK_FALSE(arguments.has("strict"));
  CHECK_FALSE(arguments.has("no such option"));
  CHECK(Arguments(query_command, {"-n", "all"}).number("limit", 10) == std::numeric_limits<std::size_t>::max());
  CHECK(Arguments(query_command, {"-a", "x"}).archive() == "x");
}

TEST_CASE("a wrong option is named with the nearest one") {
  CHECK(message(query_command, {"--limt", "5"}) == "no option '--limt' in 'fake'; did you mean '--limit'?");
  CHECK(message(query_command, {"--lim=5"}) == "no option '--lim' in 'fake'; did you mean '--limit'?");
  CHECK(message(query_command, {"--zzzzzz"}) == "no option '--zzzzzz' in 'fake'; 'broadsheet help fake' lists them");
  CHECK(message(id_command, {"-x"}) == "no option '-x' in 'fake'; what follows -- is never taken for one");
  CHECK(message(id_command, {"--", "-x"}).empty());
  CHECK(message(query_command, {"--format", "xml"}) == "--format cannot be 'xml'; it is one of text, json");
  CHECK_THROWS(Arguments(query_command, {"-n", "-3"}).number("limit", 10));
  CHECK_THROWS(Arguments(query_command, {"-n", "3x"}).number("limit", 10));
}

TEST_CASE("the nearest name is a misspelling or a beginning") {
  const std::vector<std::string> names{"search", "show", "stats", "suggest"};
  CHECK(nearest_name("serch", names) == "search");
  CHECK(nearest_name("saerch", names) == "search");
  CHECK(nearest_name("sug", names) == "suggest");
  CHECK(nearest_name("xyzzy", names) == std::nullopt);
  CHECK(nearest_name("", names) == std::nullopt);
}
