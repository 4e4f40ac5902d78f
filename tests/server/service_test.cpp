#include "server/service.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <broadsheet/article_line.hpp>
#include <broadsheet/indexer.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "server/gzip.hpp"
#include "server/page_archive.hpp"
#include "server/problem.hpp"
#include "server/routes.hpp"
#include "temporary_folder.hpp"

using namespace broadsheet;
using namespace broadsheet::server;
using Json = nlohmann::json;

namespace {

// A service over the articles of a small town.
class TownService {
 public:
  explicit TownService(ServiceOptions options = {}) {
    write(town_articles(), "town.jsonl");
    options.archive = folder_ / "town.archive";
    if (options.public_url.empty()) options.public_url = "https://search.example";
    service_.emplace(options);
  }

  void add(const Article& article) { write({article}, "one.jsonl"); }

  Response answer(
      const std::string& target, const std::function<void(Request&)>& change = [](Request&) {}) {
    Request request;
    request.path = target.substr(0, target.find('?'));
    request.parameters = read_parameters(target);
    change(request);
    return service_->answer(request);
  }
  Json json(const std::string& target) { return Json::parse(answer(target).body); }
  Service& service() { return *service_; }

 private:
  void write(const std::vector<Article>& articles, const std::string& name) {
    std::ofstream lines(folder_ / name, std::ios::binary);
    for (const auto& article : articles) lines << to_article_line(article) << '\n';
    lines.close();
    index_sources(folder_ / "town.archive", {(folder_ / name).string()});
  }

  TemporaryFolder folder_;
  std::optional<Service> service_;
};

std::string code_of(const Response& response) { return Json::parse(response.body).at("code"); }

// Every address of the table, with something that it needs.
std::string example(const Route& route) {
  std::string path(route.path);
  const auto replace = [&](const std::string& from, const std::string& to) {
    if (const auto at = path.find(from); at != std::string::npos) path.replace(at, from.size(), to);
  };
  replace("{id}", percent_encoded(town_articles().front().id));
  replace("{code}", "bad-date");
  if (route.path == "/v1/facets") return path + "?field=tag";
  if (route.path == "/v1/compare") return path + "?q=river&q=school";
  return path;
}

}  // namespace

TEST_CASE("every address of the table answers, or says that this program was built without it") {
  TownService town;
  for (const auto& route : routes()) {
    CAPTURE(route.path);
    const Response response = town.answer(example(route));
    const bool asset = route.kind == Route::Kind::asset || route.path == "/explore";
    CHECK((response.status == 200 || (asset && response.status == 404)));
    CHECK(header(response, "X-Content-Type-Options") == "nosniff");
    CHECK(header(response, "Referrer-Policy") == "same-origin");
    if (route.kind == Route::Kind::page && response.status == 200)
      CHECK(header(response, "Content-Security-Policy").starts_with("default-src 'none'"));
  }
}

TEST_CASE("a method that writes is refused everywhere, and Allow says what is not") {
  TownService town;
  for (const auto& route : routes())
    for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "TRACE"}) {
      const Response response = town.answer(example(route), [&](Request& request) { request.method = method; });
      CHECK(response.status == 405);
      CHECK(header(response, "Allow") == "GET, HEAD, OPTIONS");
    }
}

TEST_CASE("each problem has a type that resolves to a page about it") {
  TownService town;
  for (const auto& kind : problem_kinds()) {
    CAPTURE(kind.code);
    const Response page = town.answer("/problems/" + with_hyphens(kind.code));
    CHECK(page.status == 200);
    CHECK(page.body.find(std::string(kind.title).substr(0, 20)) != std::string::npos);
  }
  CHECK(town.answer("/problems/none").status == 404);
}

TEST_CASE("what is wrong with a request is named") {
  TownService town;
  struct Row {
    std::string target, code, parameter;
    int status;
  };
  const Row rows[] = {
      {"/v1/search?limit=101", "bad_parameter", "limit", 400},
      {"/v1/search?limit=-1", "bad_parameter", "limit", 400},
      {"/v1/search?limit=1x", "bad_parameter", "limit", 400},
      {"/v1/search?limit=99999999999999999999999", "bad_parameter", "limit", 400},
      {"/v1/search?offset=10001", "bad_parameter", "offset", 400},
      {"/v1/search?sort=best", "bad_parameter", "sort", 400},
      {"/v1/search?strict=maybe", "bad_parameter", "strict", 400},
      {"/v1/search?facets=tag,colour", "bad_parameter", "facets", 400},
      {"/v1/search?timeline=hour", "bad_parameter", "timeline", 400},
      {"/v1/search?limit=1&limit=2", "bad_parameter", "limit", 400},
      {"/v1/search?since=2025-02-30", "bad_date", "since", 400},
      {"/v1/search?until=never", "bad_date", "until", 400},
      {"/v1/search?tag=%20", "bad_parameter", "tag", 400},
      {"/v1/search?q=date:yestreday&strict=1", "bad_date", "q", 400},
      {"/v1/search?q=colour:red&strict=1", "unknown_field", "q", 400},
      {"/v1/search?q=" + std::string(4097, 'a'), "query_too_large", "q", 400},
      {"/v1/search?cursor=here", "bad_parameter", "cursor", 400},
      {"/v1/search?cursor=1", "bad_parameter", "cursor", 400},
      {"/v1/search?cursor=0-10", "revision_gone", "cursor", 409},
      {"/v1/facets", "bad_parameter", "field", 400},
      {"/v1/compare?q=a", "bad_parameter", "q", 400},
      {"/v1/compare?q=a&period=2025", "bad_parameter", "period", 400},
      {"/v1/trend?by=year&series=colour", "bad_parameter", "series", 400},
      {"/v1/kwic?limit=501", "bad_parameter", "limit", 400},
      {"/v1/export?format=pdf", "bad_parameter", "format", 400},
      {"/v1/articles/none", "not_found", "", 404},
      {"/v1/articles/none/like", "not_found", "", 404},
      {"/v1/stories/none", "not_found", "", 404},
      {"/v1/explain?q=a&id=none", "not_found", "id", 404},
      {"/v1/nothing", "not_found", "", 404},
      {"/v1/search/", "not_found", "", 404},
  };
  for (const auto& row : rows) {
    CAPTURE(row.target.substr(0, 80));
    const Response response = town.answer(row.target);
    CHECK(response.status == row.status);
    CHECK(response.type == "application/problem+json");
    CHECK(header(response, "Cache-Control") == "no-store");
    const Json problem = Json::parse(response.body);
    CHECK(problem["code"] == row.code);
    CHECK(problem["status"] == row.status);
    CHECK(problem["type"] == "https://search.example/problems/" + with_hyphens(row.code));
    CHECK(problem.value("parameter", "") == row.parameter);
    CHECK_FALSE(problem["detail"].get<std::string>().empty());
  }
}

TEST_CASE("a doubt in a strict query is shown where it stands, in the unit asked for") {
  TownService town;
  const std::string target = "/v1/search?strict=1&q=%F0%9F%97%9E%20date:yestreday";  // a newspaper, U+1F5DE
  CHECK(town.json(target)["begin"] == 8);
  CHECK(town.json(target + "&offsets=utf8")["begin"] == 10);
  CHECK(town.json(target + "&offsets=codepoint")["begin"] == 7);
}

TEST_CASE("a parameter that is not known and bytes that are no UTF-8 are warnings that name the parameter") {
  TownService town;
  const Json answer = town.json("/v1/search?q=river%FF&colour=red");
  const Json& warnings = answer["query"]["warnings"];
  const auto has = [&](const char* code, const char* parameter) {
    return std::any_of(warnings.begin(), warnings.end(), [&](const Json& one) {
      return one["code"] == code && one.value("parameter", "") == parameter && !one.contains("begin");
    });
  };
  CHECK(has("unknown_parameter", "colour"));
  CHECK(has("invalid_utf8", "q"));
  CHECK(answer["query"]["input"] == "river\uFFFD");
  CHECK(town.json("/v1/kwic?q=river&colour=red")["query"]["warnings"][0]["parameter"] == "colour");
}

TEST_CASE("empty fields of a form are no filters") {
  TownService town;
  CHECK(town.json("/v1/count?q=&tag=&since=&until=&lang=")["total"] == town.json("/v1/count")["total"]);
}

TEST_CASE("a tag lets an unchanged answer be 304, whatever list it stands in, and a new revision ends that") {
  TownService town;
  const std::string target = "/v1/search?q=river";
  const Response first = town.answer(target);
  const std::string tag(header(first, "ETag"));
  REQUIRE(tag.size() > 10);
  const auto status = [&](const std::string& list) {
    return town.answer(target, [&](Request& request) { request.if_none_match = list; }).status;
  };
  for (const std::string& list :
       {tag, "W/" + tag, "\"a\", " + tag, "\"a,b\" ,W/\"c\"," + tag + ", \"d\"", std::string("*")})
    CHECK(status(list) == 304);
  for (const std::string& list :
       {std::string("\"a\""), tag.substr(1), tag.substr(0, tag.size() - 1), std::string("\"" + tag), std::string(",")})
    CHECK(status(list) == 200);
  const Response unchanged = town.answer(target, [&](Request& request) { request.if_none_match = tag; });
  CHECK(unchanged.body.empty());
  for (const char* name : {"ETag", "Cache-Control", "Vary"}) CHECK(header(unchanged, name) == header(first, name));

  Article article = town_articles().front();
  article.id = "one-more";
  article.body += " And the river rose again.";
  town.add(article);
  CHECK(status(tag) == 200);
}

TEST_CASE("`*` is 304 only where there is something") {
  TownService town;
  const auto status = [&](const std::string& target) {
    return town.answer(target, [](Request& request) { request.if_none_match = " * "; }).status;
  };
  CHECK(status("/v1/count?q=river") == 304);
  CHECK(status("/v1/articles/none") == 404);
  CHECK(status("/v1/count?limit=x") == 304);  // no parameter of a count
  CHECK(status("/v1/search?limit=x") == 400);
}

TEST_CASE("an answer that was made is given again, to who asks the same of the same revision") {
  TownService town;
  const auto took = [&](const std::string& target) { return town.json(target).dump(); };
  const std::string first = took("/v1/search?q=river");
  CHECK(took("/v1/search?q=river") == first);  // to the microsecond that it took
  CHECK(took("/v1/search?offsets=utf16&q=river") == first);
  CHECK(town.answer("/metrics").body.find("broadsheet_kept_answers_total 2\n") != std::string::npos);
  const Response head = town.answer("/v1/export?format=ids", [](Request& request) { request.method = "HEAD"; });
  CHECK_FALSE(head.more);
  CHECK(town.answer("/v1/export?format=ids").more);
  Article article = town_articles().front();
  article.id = "one-more";
  article.body = "The river again.";
  town.add(article);
  CHECK(took("/v1/search?q=river") != first);
}

TEST_CASE("of the answers that are kept, those go first that nobody asked for lately") {
  AnswerCache cache(16 * 1024 * 16);
  const auto answer = [](char sign) {
    Response response;
    response.body = std::string(10'000, sign);
    return response;
  };
  for (char sign = 'a'; sign <= 'z'; ++sign) {
    cache.keep(std::string(1, sign), answer(sign));
    REQUIRE(cache.find("a"));
  }
  CHECK(cache.find("a")->body == answer('a').body);
  CHECK_FALSE(cache.find("b"));
  CHECK(cache.find("z"));
  cache.keep("large", Response{.type = {}, .body = std::string(20'000, 'x'), .headers = {}});
  CHECK_FALSE(cache.find("large"));
}

TEST_CASE("what makes another answer has another tag") {
  TownService town;
  std::vector<std::string> tags;
  const auto add = [&](
                       const std::string& target, const std::function<void(Request&)>& change = [](Request&) {}) {
    tags.emplace_back(header(town.answer(target, change), "ETag"));
  };
  add("/v1/count?q=river");
  add("/v1/count?q=River");
  add("/v1/count?q=river&tag=floods");
  add("/v1/count?q=river&offsets=utf8");
  add("/v1/count?q=river&colour=red");
  add("/v1/count?q=river", [](Request& request) { request.accept = "text/csv"; });
  add("/v1/count?q=river", [](Request& request) { request.accept_encoding = "gzip"; });
  add("/v1/facets?q=river&field=tag");
  std::ranges::sort(tags);
  CHECK(std::ranges::adjacent_find(tags) == tags.end());
  CHECK(header(town.answer("/v1/count?offsets=utf16&q=river"), "ETag") ==
        header(town.answer("/v1/count?q=river"), "ETag"));
}

TEST_CASE("gzip is used where it is welcome, and gives the same bytes") {
  TownService town;
  const auto coding = [&](const std::string& accept) {
    return std::string(
        header(town.answer("/v1/search?q=river", [&](Request& request) { request.accept_encoding = accept; }),
               "Content-Encoding"));
  };
  for (const char* accept : {"gzip", "GZIP", "br, gzip;q=0.5", "*", "x-gzip", "gzip;q=1.0, identity;q=0.5"})
    CHECK(coding(accept) == "gzip");
  for (const char* accept : {"", "br", "gzip;q=0", "*;q=0", "identity", "gzip;q=0.1, identity", "gzip;q=x"})
    CHECK(coding(accept).empty());
  CHECK(header(town.answer("/v1/count?q=river", [](Request& request) { request.accept_encoding = "gzip"; }),
               "Content-Encoding")
            .empty());
}

TEST_CASE("another site reads answers and problems of /v1 where it is allowed by name, and nothing else") {
  ServiceOptions options;
  options.allow_origins = {"https://news.example"};
  TownService town(options);
  const auto allowed = [&](const std::string& target, const std::string& origin, const std::string& method = "GET") {
    return std::string(
        header(town.answer(target, [&](Request& request) { request.origin = origin, request.method = method; }),
               "Access-Control-Allow-Origin"));
  };
  CHECK(allowed("/v1/count?q=a", "https://news.example") == "https://news.example");
  CHECK(allowed("/v1/count?limit=x&since=x", "https://news.example") == "https://news.example");
  CHECK(allowed("/v1/none", "https://news.example") == "https://news.example");
  CHECK(allowed("/v1/count?q=a", "https://news.example", "OPTIONS") == "https://news.example");
  for (const char* origin :
       {"", "null", "https://news.example.evil.example", "http://news.example", "https://NEWS.example", "*"})
    CHECK(allowed("/v1/count?q=a", origin).empty());
  CHECK(allowed("/search?q=a", "https://news.example").empty());
  CHECK(header(town.answer("/v1/count"), "Vary") == "Accept, Accept-Encoding, Origin");
}

TEST_CASE("pages of a cursor fit together, and a cursor of an old revision is gone") {
  TownService town;
  const Json whole = town.json("/v1/search?q=&limit=100&sort=oldest");
  std::vector<std::string> ids;
  std::string cursor;
  do {
    const Json page = town.json("/v1/search?q=&limit=2&sort=oldest" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (const auto& hit : page["hits"]) ids.push_back(hit["id"]);
    cursor = page.value("cursor", "");
  } while (!cursor.empty());
  REQUIRE(ids.size() == whole["hits"].size());
  for (std::size_t i = 0; i < ids.size(); ++i) CHECK(whole["hits"][i]["id"] == ids[i]);

  const std::string old = town.json("/v1/search?limit=1")["cursor"];
  Article article = town_articles().front();
  article.id = "one-more";
  article.body = "Another text altogether.";
  town.add(article);
  const Response gone = town.answer("/v1/search?limit=1&cursor=" + old);
  CHECK(gone.status == 409);
  CHECK(code_of(gone) == "revision_gone");
}

TEST_CASE("fields leaves the id and what was asked for") {
  TownService town;
  const auto answer = town.json("/v1/search?q=river&fields=title,date");
  for (const auto& hit : answer["hits"]) {
    CHECK(hit.contains("id"));
    CHECK(hit.contains("title"));
    CHECK_FALSE(hit.contains("passages"));
    CHECK_FALSE(hit.contains("score"));
  }
}

TEST_CASE("numbers are CSV where a client asks for it") {
  TownService town;
  for (const char* target :
       {"/v1/count?q=river", "/v1/trend?q=river&by=year", "/v1/trend?q=river&by=year&series=source",
        "/v1/facets?field=tag", "/v1/terms?q=river&min=1", "/v1/compare?q=river&q=school", "/v1/kwic?q=river"}) {
    CAPTURE(target);
    const Response csv = town.answer(target, [](Request& request) { request.accept = "text/csv"; });
    CHECK(csv.type == "text/csv; charset=utf-8");
    CHECK(csv.body.find(',') < csv.body.find('\n'));
    const Response json = town.answer(target, [](Request& request) { request.accept = "text/html, */*;q=0.8"; });
    CHECK(Json::accept(json.body));
  }
}

TEST_CASE("an export streams every article found, in pieces, plain or zipped") {
  TownService town;
  const auto ids = [&](const std::string& coding) {
    Response response =
        town.answer("/v1/export?format=ids&sort=oldest", [&](Request& request) { request.accept_encoding = coding; });
    REQUIRE(response.more);
    std::string body;
    while (response.more(body)) {
    }
    return body;
  };
  const std::string plain = ids("");
  CHECK(static_cast<std::size_t>(std::ranges::count(plain, '\n')) ==
        town.json("/v1/count")["total"]["articles"]["value"]);
  CHECK(ids("gzip") == gzipped(plain, 4));
  CHECK(header(town.answer("/v1/export?format=bibtex"), "Content-Disposition") ==
        "attachment; filename=\"articles.bib\"");
}

TEST_CASE("addresses are made of the host only where it is a plain one") {
  ServiceOptions options;
  options.public_url = "-";
  TownService town(options);
  const_cast<ServiceOptions&>(town.service().options()).public_url.clear();
  const auto description = [&](const std::string& host) {
    return town.answer("/opensearch.xml", [&](Request& request) { request.host = host; }).body;
  };
  CHECK(description("news.example:8080").find("http://news.example:8080/search") != std::string::npos);
  CHECK(description("[::1]:80").find("http://[::1]:80/search") != std::string::npos);
  for (const char* host : {"", "evil.example/a", "a b", "a\"b", "a:b", "a@b", "<a>", "a:123456"})
    CHECK(description(host).find("template=\"/search") != std::string::npos);
}

TEST_CASE("an id may hold any character") {
  TownService town;
  Article article = town_articles().front();
  article.id = "a/b?c#d %25 \"e\" é";
  article.body += " A slash in the id.";
  town.add(article);
  const std::string path = percent_encoded(article.id);
  CHECK(town.json("/v1/articles/" + path)["article"]["id"] == article.id);
  CHECK(town.answer("/article/" + path).status == 200);
  CHECK(town.answer("/v1/articles/" + path + "/like").status == 200);
  CHECK(town.answer("/v1/stories/" + path).status == 200);
}

TEST_CASE("one address may ask so often and no more, and is told when to come again") {
  ServiceOptions options;
  options.rate = 2;
  TownService town(options);
  const auto ask = [&](const std::string& address) {
    return town.answer("/v1/count", [&](Request& request) { request.address = address; });
  };
  for (int i = 0; i < 4; ++i) CHECK(ask("192.0.2.1").status == 200);
  const Response refused = ask("192.0.2.1");
  CHECK(refused.status == 429);
  CHECK(header(refused, "Retry-After") == "1");
  CHECK(ask("192.0.2.2").status == 200);
  for (int i = 0; i < 10; ++i) CHECK(ask("127.0.0.1").status == 200);
  for (int i = 0; i < 4; ++i) CHECK(ask("2001:db8:1:2::" + std::to_string(i)).status == 200);
  CHECK(ask("2001:db8:1:2:3:4:5:6").status == 429);
}

TEST_CASE("the archive that goes away makes answers of the state that is open, none makes 503") {
  ServiceOptions options;
  options.archive = "/nonexistent/town.archive";
  options.public_url = "https://search.example";
  Service service(options);
  Request request;
  request.path = "/v1/count";
  const Response response = service.answer(request);
  CHECK(response.status == 503);
  CHECK(code_of(response) == "index_unavailable");
  CHECK(header(response, "Retry-After") == "10");
  CHECK(response.body.find("nonexistent") == std::string::npos);
  request.path = "/healthz";
  CHECK(service.answer(request).status == 200);
  request.path = "/readyz";
  CHECK(service.answer(request).status == 503);
}

TEST_CASE("metrics count by template and code, and hold nothing of what was asked") {
  TownService town;
  town.answer("/v1/search?q=secret");
  town.answer("/v1/articles/secret");
  town.answer("/secret");
  const std::string text = town.answer("/metrics").body;
  CHECK(text.find("broadsheet_http_requests_total{route=\"/v1/search\",code=\"200\"} 1\n") != std::string::npos);
  CHECK(text.find("broadsheet_http_requests_total{route=\"/v1/articles/{id}\",code=\"404\"} 1\n") != std::string::npos);
  CHECK(text.find("broadsheet_http_requests_total{route=\"other\",code=\"404\"} 1\n") != std::string::npos);
  CHECK(text.find("secret") == std::string::npos);
}
