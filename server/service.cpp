#include "server/service.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>
#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "output/terminal_text.hpp"
#include "server/assets.hpp"
#include "server/gzip.hpp"
#include "server/negotiation.hpp"
#include "server/pages.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"

namespace broadsheet::server {
namespace {

using RouteKind = Route::Kind;

constexpr std::string_view methods = "GET, HEAD, OPTIONS";
constexpr std::size_t least_to_gzip = 1024;
constexpr int level = 4;  // of gzip: 6 takes twice the time for 2 % less
constexpr std::size_t most_parameters = 64;
constexpr std::size_t kept_bytes = std::size_t{32} << 20U;  // of answers, to be given again

// The pages run scripts and take styles of this host only, and text becomes markup nowhere (Trusted Types).
constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action "
    "'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

bool is_api_path(std::string_view path) { return path.starts_with("/v1/"); }

bool has_html(const Route& route) { return route.kind == RouteKind::page; }

// An error is shown as a page to whoever asked a page's address, or an unknown one, for HTML.
bool wants_page(const Request& request, const Route* route) {
  if (route ? !has_html(*route) : is_api_path(request.path)) return false;
  return !request.accept.empty() && wanted(request.accept, "text/html") > 0;
}

void add_header(Response& response, std::string name, std::string_view value) {
  response.headers.emplace_back(std::move(name), std::string(value));
}

// What makes one answer of a route another than the next one, its coding aside.
std::string identity_of(const Call& call, const Route& route) {
  std::string text = std::string(BROADSHEET_VERSION) + '\n' + call.asked.path + '\n' + call.type + '\n' +
                     call.context.public_url + '\n' + call.context.name + '\n' + call.context.archive.uuid + '\n' +
                     std::to_string(call.context.archive.revision) + '\n' + call.context.archive.synonyms + '\n' +
                     address("", call.request.parameters);
  // A relative date means other days tomorrow; written out, the query says which.
  if (!route.parameters.empty())
    text += '\n' + canonical(parse_query(call.request.text, call.request.options.query).root);
  for (const auto& warning : call.request.warnings) text += '\n' + warning.message;
  return text;
}

std::string_view cache_control(const Route& route) {
  switch (route.kind) {
    case RouteKind::operation:
      return "no-store";
    case RouteKind::asset:
      return "public, max-age=3600";
    default:
      return "public, max-age=60, stale-while-revalidate=600";
  }
}

// The offsets of a place in the query, in the unit asked for.
std::size_t in_unit(std::string_view text, std::size_t byte, Offsets unit) {
  if (unit == Offsets::utf8) return byte;
  std::size_t units = 0;
  for (std::size_t at = 0; at < std::min(byte, text.size()); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if ((c & 0xC0U) != 0x80U) units += unit == Offsets::utf16 && c >= 0xF0 ? 2 : 1;
  }
  return units;
}

// A strict query is refused for its first doubt; which one, the reading of it says.
Problem query_problem(const SearchRequest& request, const std::string& message) {
  if (!request.options.strict) return problem("query_too_large", message, "q");
  try {
    for (const auto& warning : parse_query(request.text, request.options.query).warnings) {
      if (warning.harmless) continue;
      const bool own_page = warning.code == "bad_date" || warning.code == "unknown_field";
      Problem made = problem(own_page ? warning.code : "bad_parameter",
                             warning.code + ": " + warning.message + " (strict allows no warning)", "q");
      made.begin = in_unit(request.text, warning.begin, request.offsets);
      made.end = in_unit(request.text, warning.end, request.offsets);
      return made;
    }
  } catch (const Error&) {  // over a limit, strict or not
  }
  return problem("query_too_large", message, "q");
}

Problem problem_of(const Error& error, const SearchRequest& request) {
  switch (error.kind()) {
    case ErrorKind::query:
      return query_problem(request, error.what());
    case ErrorKind::usage:
      return problem("bad_parameter", error.what());
    default: {
      // The message names a folder of this machine, which is nobody's business; the log has it.
      Problem made = problem("index_unavailable", "the archive cannot be read at the moment");
      made.retry_after = 10;
      return made;
    }
  }
}

// From 1 KB on; of an asset it is done already.
void zip(Response& response, const Asset* asset) {
  if (response.body.size() < least_to_gzip && !response.more) return;
  if (response.more) {
    response.more = [zip = std::make_shared<Gzip>(level), more = std::move(response.more)](std::string& piece) {
      std::string plain;
      const bool goes_on = more(plain);
      zip->add(plain, !goes_on, piece);
      return goes_on;
    };
  } else {
    response.body = asset ? asset->zipped : gzipped(response.body, level);
  }
  add_header(response, "Content-Encoding", "gzip");
}

}  // namespace

Service::Service(ServiceOptions options)
    : options_(std::move(options)), archives_(options_.archive), answers_(kept_bytes), rate_(options_.rate) {
  if (options_.name.empty()) {
    auto folder = std::filesystem::absolute(options_.archive).lexically_normal();
    if (folder.filename().empty()) folder = folder.parent_path();
    options_.name = folder.stem().string();
  }
}

void Service::say_once(const std::string& message) {
  const std::lock_guard lock(said_mutex_);
  if (std::exchange(said_, message) != message) complain(message);
}

bool Service::is_quick(const Request& request) {
  const Route* route = find_route(request.path).route;
  return !route || !route->archive || (request.method != "GET" && request.method != "HEAD");
}

std::string Service::public_url(const Request& request) const {
  if (!options_.public_url.empty()) return options_.public_url;
  return is_plain_host(request.host) ? "http://" + request.host : "";
}

Response Service::answer(const Request& request) {
  const auto begin = std::chrono::steady_clock::now();
  std::size_t route = Metrics::other_route;
  Response response = answer_route(request, route);
  metrics_.count_request(route, response.status,
                         std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  return response;
}

Response Service::refusal(const Request& request, const std::string& code, const std::string& detail) {
  Problem made = problem(code, detail);
  if (made.status == 503 || made.status == 429) made.retry_after = 1;
  metrics_.count_rejection(code);
  metrics_.count_request(Metrics::other_route, made.status, 0);
  return problem_response(request, made, nullptr, find_route(request.path).route);
}

Response Service::problem_response(const Request& request, const Problem& problem, const SearchRequest* read,
                                   const Route* route) {
  Response response;
  response.status = problem.status;
  const std::string base = public_url(request);
  if (wants_page(request, route)) {
    response.type = "text/html; charset=utf-8";
    response.body = problem_page(read, problem, {base, {}, options_.name});
    add_header(response, "Content-Security-Policy", page_policy);
  } else {
    nlohmann::ordered_json body{{"type", base + "/problems/" + with_hyphens(problem.code)},
                                {"title", problem.title},
                                {"status", problem.status},
                                {"detail", problem.detail},
                                {"code", problem.code}};
    if (!problem.parameter.empty()) body["parameter"] = problem.parameter;
    if (problem.begin) body["begin"] = *problem.begin;
    if (problem.end) body["end"] = *problem.end;
    response.type = "application/problem+json";
    response.body = body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  }
  add_header(response, "Cache-Control", "no-store");
  if (problem.retry_after > 0) add_header(response, "Retry-After", std::to_string(problem.retry_after));
  if (problem.status == 405) add_header(response, "Allow", methods);
  end_headers(response, request, route);
  return response;
}

// What every answer has, problems too.
void Service::end_headers(Response& response, const Request& request, const Route* route) const {
  add_header(response, "X-Content-Type-Options", "nosniff");
  add_header(response, "Referrer-Policy", "same-origin");
  const bool box = route && route->path == "/broadsheet-search.js";
  add_header(response, "Cross-Origin-Resource-Policy", box ? "cross-origin" : "same-origin");
  if (box) {  // a module of another origin is fetched with CORS
    add_header(response, "Access-Control-Allow-Origin", "*");
  } else if (is_api_path(request.path) &&
             std::ranges::find(options_.allow_origins, request.origin) != options_.allow_origins.end()) {
    add_header(response, "Access-Control-Allow-Origin", request.origin);
    add_header(response, "Access-Control-Expose-Headers", "ETag, Retry-After");
    if (request.method == "OPTIONS") {
      add_header(response, "Access-Control-Allow-Methods", "GET, HEAD");
      add_header(response, "Access-Control-Allow-Headers", "If-None-Match");
      add_header(response, "Access-Control-Max-Age", "600");
    }
  }
  if (!route || route->kind != RouteKind::operation) add_header(response, "Vary", "Accept, Accept-Encoding, Origin");
}

Response Service::answer_route(const Request& request, std::size_t& number) {
  const Found found = find_route(request.path);
  const Route* route = found.route;
  std::optional<SearchRequest> read;
  const auto refuse = [&](const Problem& problem) {
    if (!read && route) read = as_typed(request, route->rows());
    return problem_response(request, problem, read ? &*read : nullptr, route);
  };
  try {
    if (route) number = static_cast<std::size_t>(route - routes().data());
    if (request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS")
      throw problem("method_not_allowed",
                    "this address takes GET, HEAD and OPTIONS, not " + request.method.substr(0, 20));
    if (!route) throw problem("not_found", "there is nothing at " + request.path.substr(0, 200));
    if (request.method == "OPTIONS") {
      Response response{.status = 204, .type = {}, .body = {}, .headers = {{"Allow", std::string(methods)}}};
      end_headers(response, request, route);
      return response;
    }
    const bool limited = options_.rate > 0 && route->archive && route->kind != RouteKind::operation &&
                         (options_.rate_on_loopback || !RateLimit::is_loopback(request.address));
    if (const unsigned seconds = limited ? rate_.take(request.address) : 0; seconds > 0) {
      metrics_.count_rejection("rate_limited");
      Problem made = problem("rate_limited",
                             "this address sent more requests than one may: wait " + std::to_string(seconds) + " s");
      made.retry_after = seconds;
      throw made;
    }
    if (request.parameters.size() > most_parameters)
      throw problem("bad_parameter", "the address has " + std::to_string(request.parameters.size()) +
                                         " parameters and may have " + std::to_string(most_parameters));
    read = read_search_request(request, route->rows());

    Call call{*this,
              request,
              *read,
              found.segment,
              std::string(choose_type(request.accept, route->types)),
              nullptr,
              {public_url(request), {}, options_.name}};
    const bool zipped = wants_gzip(request.accept_encoding);
    std::string identity, tag;
    if (route->archive) {
      call.archive = archives_.take();
      call.context.archive = call.archive->info();
      if (route->kind != RouteKind::operation) identity = identity_of(call, *route) + (zipped ? "\ngzip" : "");
      tag = call.context.archive.uuid.substr(0, 8) + '-' + std::to_string(call.context.archive.revision) + '-' +
            short_hash(identity);
    } else if (const Asset* asset = find_asset(request.path)) {
      tag = asset->tag;
    }
    const bool tagged = route->kind != RouteKind::operation && !tag.empty();
    tag = '"' + tag + (zipped ? "-gz\"" : "\"");
    const bool unchanged = tagged && !request.if_none_match.empty() && matches_tag(request.if_none_match, tag);
    // Who has this tag has had the answer. `*` is asked of anything that there is, and whether there is, is not known
    // yet.
    const bool had = unchanged && request.if_none_match.find('"') != std::string::npos;

    Response response;
    if (auto kept = had || identity.empty() ? std::nullopt : answers_.find(identity)) {
      response = std::move(*kept);
      metrics_.count_kept_answer();
    } else if (!had) {
      response = route->answer(call);
      if (response.type.empty()) response.type = call.type;
      if (response.type.starts_with("text/") || response.type.ends_with("+xml")) response.type += "; charset=utf-8";
      if (zipped) zip(response, find_asset(request.path));
      if (!identity.empty() && !response.body.empty()) answers_.keep(identity, response);
    }
    if (unchanged) response = Response{.status = 304, .type = {}, .body = {}, .headers = {}};
    if (has_html(*route)) add_header(response, "Content-Security-Policy", page_policy);
    if (tagged) add_header(response, "ETag", tag);
    add_header(response, "Cache-Control", cache_control(*route));
    end_headers(response, request, route);
    return response;
  } catch (const Problem& problem) {
    return refuse(problem);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::archive) say_once(error.what());
    return refuse(problem_of(error, read ? *read : SearchRequest{}));
  } catch (const std::exception& error) {
    say_once(error.what());
    Problem made = problem("overloaded", "the answer could not be made; ask for less at once");
    made.retry_after = 1;
    return refuse(made);
  }
}

}  // namespace broadsheet::server
