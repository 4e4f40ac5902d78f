// The Model Context Protocol, message by message. tests/web/mcp.test.mjs has its official client talk to the program.

#include "server/mcp.hpp"

#include <doctest/doctest.h>

#include <broadsheet/indexer.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "temporary_folder.hpp"

namespace broadsheet::server {
namespace {

using Json = nlohmann::json;

class Assistant {
 public:
  Assistant() : service_(made()), session_(service_) {}

  std::optional<std::string> say(const std::string& message) { return session_.answer(message); }
  Json ask(const std::string& method, const Json& params = Json::object()) {
    const auto answer =
        session_.answer(Json{{"jsonrpc", "2.0"}, {"id", 7}, {"method", method}, {"params", params}}.dump());
    REQUIRE(answer);
    CHECK(answer->find('\n') == std::string::npos);
    Json read = Json::parse(*answer);
    CHECK(read["jsonrpc"] == "2.0");
    CHECK(read["id"] == 7);
    return read;
  }
  /// The document that a tool gives.
  Json call(const std::string& tool, const Json& arguments, bool fails = false) {
    const Json result = ask("tools/call", {{"name", tool}, {"arguments", arguments}})["result"];
    CHECK(result["isError"] == fails);
    return Json::parse(result["content"][0]["text"].get<std::string>());
  }
  Service& service() { return service_; }

 private:
  ServiceOptions made() {
    std::ofstream(folder_ / "a.jsonl")
        << R"({"id":"one/1","lang":"en","title":"Drought","body":"The drought goes on.","date":"2024-05-01","tags":["Water"]})"
           "\n"
        << R"({"id":"2","lang":"en","title":"Rain","body":"Rain after the drought.","date":"2024-06-01"})"
           "\n";
    index_sources(folder_ / "archive", {(folder_ / "a.jsonl").string()});
    ServiceOptions options;
    options.archive = folder_ / "archive";
    return options;
  }
  TemporaryFolder folder_;
  Service service_;
  McpSession session_;
};

TEST_CASE("an assistant is greeted in its revision of the protocol, or in ours") {
  Assistant assistant;
  CHECK(assistant.ask("initialize", {{"protocolVersion", "2024-11-05"}})["result"]["protocolVersion"] == "2024-11-05");
  const Json result = assistant.ask("initialize", {{"protocolVersion", "1999-01-01"}})["result"];
  CHECK(result["protocolVersion"] == "2025-06-18");
  CHECK(result["serverInfo"]["name"] == "broadsheet");
  CHECK(result["capabilities"].contains("tools"));
  CHECK(assistant.ask("ping")["result"] == Json::object());
  CHECK_FALSE(assistant.say(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"));
}

TEST_CASE("every endpoint that reads is a tool, and answers what HTTP answers") {
  Assistant assistant;
  const Json tools = assistant.ask("tools/list")["result"]["tools"];
  std::string names;
  for (const auto& tool : tools) {
    names += tool["name"].get<std::string>() + " ";
    CHECK(tool["annotations"]["readOnlyHint"] == true);
    CHECK(tool["inputSchema"]["type"] == "object");
    CHECK_FALSE(tool["description"].get<std::string>().empty());
  }
  CHECK(names == "search suggest count trend facets terms compare kwic article like story explain cite stats ");

  CHECK(assistant.call("search", {{"q", "drought"}, {"limit", 1}})["total"]["articles"]["value"] == 2);
  CHECK(assistant.call("search", {{"q", "drought"}, {"tag", {"Water"}}})["total"]["articles"]["value"] == 1);
  CHECK(assistant.call("search", {{"q", "drou"}, {"prefix", true}})["query"]["canonical"] == "drou*");
  CHECK(assistant.call("search", {{"q", ""}, {"facets", {"tag", "lang"}}})["facets"].contains("lang"));
  CHECK(assistant.call("article", {{"id", "one/1"}, {"q", "drought"}})["article"]["body"]["spans"].size() == 1);
  CHECK(assistant.call("compare", {{"q", {"drought", "rain"}}})["queries"].size() == 2);
  Request request;
  request.path = "/v1/count";
  request.parameters = {{"q", "drought"}};
  Json by_http = Json::parse(assistant.service().answer(request).body),
       by_tool = assistant.call("count", {{"q", "drought"}});
  by_http.erase("took_ms");
  by_tool.erase("took_ms");
  CHECK(by_http == by_tool);
}

TEST_CASE("what is wrong with a call is told to who can mend it") {
  Assistant assistant;
  CHECK(assistant.call("search", {{"q", "x"}, {"limit", 1000}}, true)["parameter"] == "limit");
  CHECK(assistant.call("article", {{"id", "nowhere"}}, true)["code"] == "not_found");
  const auto code = [&](const std::string& message) {
    const auto answer = assistant.say(message);
    return answer ? Json::parse(*answer)["error"]["code"].get<int>() : 0;
  };
  CHECK(code("no json") == -32700);
  CHECK(code("[]") == -32600);
  CHECK(code(R"({"id":1})") == -32600);
  CHECK(code(R"({"id":1,"method":"tools/write"})") == -32601);
  CHECK(code(R"({"id":1,"method":"tools/call","params":{"name":"remove"}})") == -32602);
  CHECK(code(R"({"id":1,"method":"tools/call","params":{"name":"export"}})") == -32602);
  CHECK(code(R"({"id":1,"method":"tools/call","params":{"name":"article"}})") == -32602);
  CHECK(code(R"({"id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"x"}}})") == -32602);
  CHECK(code(R"({"id":1,"method":"tools/call","params":{"name":"search","arguments":{"q":{}}}})") == -32602);
  CHECK(code(R"({"id":1,"method":"tools/call","params":{"name":5}})") == -32602);
  CHECK(code(R"({"id":1,"method":"tools/call","params":[]})") == -32602);
  CHECK(code(std::string(100'000, '[')) == -32600);
  CHECK(code(R"({"id":1,"result":{}})") == 0);  // to a question that was never asked
  CHECK(code(R"({"method":"nothing"})") == 0);
}

TEST_CASE("messages are lines") {
  Assistant assistant;
  std::istringstream in("{\"id\":1,\"method\":\"ping\"}\r\n\n" + std::string(2'000'000, 'x') +
                        "\n{\"id\":\"b\",\"method\":\"ping\"}");
  std::ostringstream out;
  run_mcp(assistant.service(), in, out);
  CHECK(out.str() ==
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n"
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"a message has at most 1 "
        "MiB\"}}\n{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"result\":{}}\n");
}

}  // namespace
}  // namespace broadsheet::server
