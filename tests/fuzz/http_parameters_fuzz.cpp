#include <broadsheet/error.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "checks.hpp"
#include "server/negotiation.hpp"
#include "server/routes.hpp"

using namespace broadsheet;
using namespace broadsheet::server;

// A target and the headers that are read, divided by line breaks: any bytes are read, to values of UTF-8 or a problem
// of the table; what was read makes an address that is read the same again.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto line = [&] {
    const auto one = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    return std::string(one);
  };
  const std::string target = line();
  Request request;
  request.path = target.substr(0, target.find('?'));
  request.parameters = read_parameters(target);
  for (const auto& parameter : request.parameters)
    static_cast<void>(nlohmann::json(parameter.name + parameter.value).dump());  // throws where it is not UTF-8

  const std::string tag = "\"tag\"", accept = line(), coding = line(), tags = line(), host = line();
  const Found found = find_route(request.path);
  require(wanted(accept, "text/html") >= 0 && wanted(accept, "text/html") <= 1);
  static_cast<void>(wants_gzip(coding));
  if (matches_tag(tags, tag)) require(tags.find(tag) != std::string::npos || tags.find('*') != std::string::npos);
  if (is_plain_host(host)) require(host.find_first_of("/\\\"<> @?#") == std::string::npos);
  if (!found.route) return 0;
  static_cast<void>(choose_type(accept, found.route->types));
  try {
    const SearchRequest read = read_search_request(request, found.route->rows());
    Request again;
    again.parameters = read_parameters(address(found.route->path, read.parameters));
    require(again.parameters == read.parameters);
    require(read_search_request(again, found.route->rows()).parameters == read.parameters);
  } catch (const Problem& problem) {
    require(find_problem_kind(problem.code) != nullptr);
    require(problem.status == 400);
  }
  return 0;
}
