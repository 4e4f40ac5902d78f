#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What a request and its answer are, without any HTTP library.
namespace broadsheet::server {

struct Parameter {
  std::string name, value;  ///< decoded; the value is valid UTF-8
  bool repaired = false;    ///< the value had bytes that are no UTF-8; each became U+FFFD
  bool operator==(const Parameter&) const = default;
};
using Parameters = std::vector<Parameter>;  ///< in the order given

struct Request {
  std::string method = "GET";
  std::string path;  ///< as sent, still encoded: an id may hold a slash
  Parameters parameters;
  // The headers that are read, empty where there is none.
  std::string accept, accept_encoding, if_none_match, origin, host;
  std::string address;  ///< of the client, as text; empty where it has none
};

struct Response {
  int status = 200;
  std::string type;  ///< Content-Type; empty where there is no body
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  /// Where it is there, the body goes on with what this appends, call by call, until it gives false. Calls may come
  /// from any thread, one at a time.
  std::function<bool(std::string& piece)> more = {};
};

/// Every byte but letters, digits and `-._~` as `%XX`: a value of a query or a segment of a path.
std::string percent_encoded(std::string_view value);

/// `/search?q=a%20b`. `path` is encoded already.
std::string address(std::string_view path, const Parameters& parameters);

/// The value of a header with this name, compared without regard to capitals; empty where there is none.
std::string_view header(const Response& response, std::string_view name);

/// A segment of a path; valid UTF-8.
std::string decoded_segment(std::string_view segment);

/// The parameters of a target as a client sends it, `/search?q=a+b`. `+` is a blank.
Parameters read_parameters(std::string_view target);

}  // namespace broadsheet::server
