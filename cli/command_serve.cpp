
#include <broadsheet/error.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iostream>

#include "cli/command.hpp"
#include "output/terminal_text.hpp"
#include "server/http_door.hpp"

namespace broadsheet::cli {
namespace {

// `name = value` on each line, `#` before what is for people; the names are those of the options, `true` sets a flag.
std::vector<std::string> options_in_file(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    throw Error(ErrorKind::usage,
                "cannot read '" + path + "': " + std::strerror(errno) + "; give another file to --config");
  const auto trimmed = [](const std::string& text) {
    const auto begin = text.find_first_not_of(" \t\r");
    return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
  };
  std::vector<std::string> typed;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line = trimmed(line); line.empty() || line.starts_with('#')) continue;
    const auto equals = line.find('=');
    if (equals == std::string::npos)
      throw Error(ErrorKind::usage, "line " + std::to_string(number) + " of '" + path + "' is no 'name = value'");
    const std::string name = trimmed(line.substr(0, equals)), value = trimmed(line.substr(equals + 1));
    if (value == "true")
      typed.push_back("--" + name);
    else if (value != "false")
      typed.push_back("--" + name + '=' + value);
  }
  return typed;
}

class Serve : public Command {
 public:
  std::string_view name() const override { return "serve"; }
  std::string_view summary() const override { return "the archive as a website and an HTTP service, to be read only"; }
  std::string_view synopsis() const override { return ""; }

  std::string details() const override {
    return "Serves the search page at /search, the explorer at /explore, the box for other sites, feeds, and the API "
           "at\n"
           "/v1 (/openapi.json lists it). New revisions of the archive are served within a second. SIGTERM and Ctrl-C\n"
           "end it when what was begun is answered.\n"
           "  broadsheet serve -a news.archive\n"
           "  broadsheet serve -a news.archive --listen unix:/run/broadsheet.sock --public-url https://search.example";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup service{"The service", {}};
    service.options.add_options()                                                                                    //
        ("listen", many("ADDRESS"), "127.0.0.1:8080 (default), [::]:80, or unix:/run/broadsheet.sock; repeatable")   //
        ("public-url", one("URL"), "where the world sees it; default: as the Host of a request says")                //
        ("allow-origin", many("ORIGIN"), "a site whose pages may read /v1, as in https://news.example; repeatable")  //
        ("title", one("NAME"), "what pages call the archive; default: its folder's name")                            //
        ("trust-proxy", flag(), "the client's address is the last one of X-Forwarded-For: only behind a proxy")      //
        ("rate", one("N"),
         "requests a second from one address, twice as many at once; 0: any number; default 50, "
         "and any number from this machine")                                                 //
        ("threads", one("N"), "that search; default: one for each processor, at least two")  //
        ("access-log", one("FILE"), "a JSON line for each answer; - is standard error")      //
        ("log-queries", flag(), "the log also has what was asked for")                       //
        ("config", one("FILE"), "more of these options, as lines 'name = value'");
    return {service, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    arguments.expect_no_words(*this);
    const Arguments in_file(
        *this, arguments.has("config") ? options_in_file(arguments.text("config")) : std::vector<std::string>());
    // What is typed goes before what a file says.
    const auto from = [&](const char* option) -> const Arguments& {
      return arguments.has(option) ? arguments : in_file;
    };
    const auto number = [&](const char* option, std::size_t fallback) { return from(option).number(option, fallback); };
    server::ServiceOptions service_options;
    service_options.archive = from("archive").archive();
    service_options.name = from("title").text("title");
    service_options.public_url = from("public-url").text("public-url");
    while (service_options.public_url.ends_with('/')) service_options.public_url.pop_back();
    service_options.allow_origins = from("allow-origin").list("allow-origin");
    service_options.rate = static_cast<double>(number("rate", 50));
    service_options.rate_on_loopback = from("rate").has("rate");
    server::DoorOptions door_options;
    door_options.listen = from("listen").list("listen");
    door_options.threads = static_cast<unsigned>(number("threads", 0));
    door_options.trust_proxy = from("trust-proxy").has("trust-proxy");
    door_options.access_log = from("access-log").text("access-log");
    door_options.log_queries = from("log-queries").has("log-queries");

    sigset_t ends;
    sigemptyset(&ends);
    for (const int signal : {SIGTERM, SIGINT}) sigaddset(&ends, signal);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);  // before there are threads: they inherit it
    server::Service service(service_options);
    const std::uint64_t articles = service.archives().take()->info().documents;  // refuses an archive that is none
    {
      const server::HttpDoor door(service, door_options);
      for (const auto& address : door.addresses())
        out << "serving " << articles << " articles of " << terminal_text(service_options.archive.string()) << " at "
            << terminal_text(address) << std::endl;
      int signal = 0;
      sigwait(&ends, &signal);
      std::signal(signal, SIG_DFL);  // who asks twice does not want to wait
      pthread_sigmask(SIG_UNBLOCK, &ends, nullptr);
    }
    return exit_code::found;
  }
};

}  // namespace

std::unique_ptr<Command> make_serve() { return std::make_unique<Serve>(); }

}  // namespace broadsheet::cli
