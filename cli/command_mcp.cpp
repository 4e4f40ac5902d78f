#include <broadsheet/archive.hpp>
#include <iostream>

#include "cli/command.hpp"
#include "server/mcp.hpp"

namespace broadsheet::cli {
namespace {

class Mcp : public Command {
 public:
  std::string_view name() const override { return "mcp"; }
  std::string_view summary() const override { return "the archive as tools for an assistant, over standard input"; }
  std::string_view synopsis() const override { return ""; }

  std::string details() const override {
    return "Speaks the Model Context Protocol on standard input and output, so that an assistant can search, count,\n"
           "read and cite the archive. Its tools only read. A program that starts such servers wants a line like\n"
           "  {\"command\": \"broadsheet\", \"args\": [\"mcp\", \"-a\", \"/path/to/news.archive\"]}";
  }

  std::vector<OptionGroup> options() const override { return {archive_options()}; }

  int run(const Arguments& arguments, std::ostream& out) const override {
    arguments.expect_no_words(*this);
    server::ServiceOptions options;
    options.archive = arguments.archive();
    const Archive there(options.archive);  // an archive that is none is said at once
    server::Service service(options);
    server::run_mcp(service, std::cin, out);
    return exit_code::found;
  }
};

}  // namespace

std::unique_ptr<Command> make_mcp() { return std::make_unique<Mcp>(); }

}  // namespace broadsheet::cli
