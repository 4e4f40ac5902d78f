#include <broadsheet/json.hpp>
#include <broadsheet/web_url.hpp>
#include <nlohmann/json.hpp>

#include "output/markup_text.hpp"
#include "server/endpoints.hpp"

// What readers of feeds and the search field of a browser take: Atom (RFC 4287), JSON Feed 1.1, OpenSearch 1.1.
namespace broadsheet::server {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t entries = 20;

Results newest(const Call& call) {
  SearchOptions options = call.request.options;
  options.limit = entries;
  options.sort = SearchOptions::Sort::newest;
  options.passages = 1;
  options.relaxed = false;
  options.help = false;
  return call.archive->search(call.request.text, options);
}

// XML 1.0 has no way to write most controls, nor U+FFFE and U+FFFF: they become U+FFFD.
std::string xml_text(std::string_view text) {
  std::string out;
  const std::string safe = markup_text(text);
  for (std::size_t at = 0; at < safe.size(); ++at) {
    const auto c = static_cast<unsigned char>(safe[at]);
    const bool no_character = safe.compare(at, 3, "\xEF\xBF\xBE") == 0 || safe.compare(at, 3, "\xEF\xBF\xBF") == 0;
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || no_character) {
      out += "\uFFFD";
      at += no_character ? 2 : 0;
    } else {
      out += safe[at];
    }
  }
  return out;
}

std::string element(std::string_view name, std::string_view text) {
  return '<' + std::string(name) + '>' + xml_text(text) + "</" + std::string(name) + ">\n";
}

// RFC 3339 asks for a whole time: a date that is coarser is the beginning of what it may mean.
std::string whole_time(const std::optional<Date>& date) {
  if (!date) return "1970-01-01T00:00:00Z";
  std::string value = date->value;
  switch (date->precision) {
    case Precision::decade:
      return value.substr(0, 4) + "-01-01T00:00:00Z";
    case Precision::year:
      return value + "-01-01T00:00:00Z";
    case Precision::month:
      return value + "-01T00:00:00Z";
    case Precision::day:
      return value + "T00:00:00Z";
    case Precision::minute:  // 2025-01-27T09:12+01:00
      value.insert(std::min<std::size_t>(value.size(), 16), ":00");
      break;
    case Precision::second:
      break;
  }
  const bool zoned = value.size() > 19;
  return zoned ? value : value + 'Z';
}

/// The publisher's page, where the article has one that may be a link; else ours.
std::string page_of(const Call& call, const Article& article) {
  return web_url(article.url).value_or(call.context.public_url + "/article/" + percent_encoded(article.id));
}

std::string urn(const Call& call, const std::string& id) {
  return "urn:broadsheet:" + call.context.archive.uuid + ':' + percent_encoded(id);
}

std::string feed_title(const Call& call) {
  return call.request.text.empty() ? call.context.name : call.request.text + " – " + call.context.name;
}

std::string own_address(const Call& call, const char* path) {
  return call.context.public_url + address(path, call.request.parameters);
}

std::string atom_link(const char* relation, const char* type, const std::string& href) {
  return "<link rel=\"" + std::string(relation) + "\" type=\"" + type + "\" href=\"" + xml_text(href) + "\"/>\n";
}

std::string atom_entry(const Call& call, const Hit& hit) {
  const Article& article = hit.article;
  std::string out = "<entry>\n" + element("id", urn(call, article.id)) +
                    element("title", hit.title.text.empty() ? article.id : hit.title.text) +
                    element("updated", whole_time(article.date)) +
                    atom_link("alternate", "text/html", page_of(call, article));
  for (const auto& author : article.authors) out += "<author>" + element("name", author) + "</author>\n";
  if (article.authors.empty())
    out += "<author>" + element("name", article.source.empty() ? call.context.name : article.source) + "</author>\n";
  for (const auto& tag : article.tags) out += "<category term=\"" + xml_text(tag) + "\"/>\n";
  if (!hit.passages.empty()) out += element("summary", hit.passages.front().text);
  return out + "</entry>\n";
}

}  // namespace

Response feed_atom(const Call& call) {
  const Results results = newest(call);
  Response response;
  response.body = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n" +
                  element("id", "urn:broadsheet:" + call.context.archive.uuid +
                                    ":feed:" + percent_encoded(address("", call.request.parameters))) +
                  element("title", feed_title(call)) + element("updated", call.context.archive.built) +
                  atom_link("self", "application/atom+xml", own_address(call, "/search.atom")) +
                  atom_link("alternate", "text/html", own_address(call, "/search"));
  for (const auto& hit : results.hits) response.body += atom_entry(call, hit);
  response.body += "</feed>\n";
  return response;
}

Response feed_json(const Call& call) {
  const Results results = newest(call);
  Json feed{{"version", "https://jsonfeed.org/version/1.1"}, {"title", feed_title(call)}};
  if (!call.context.public_url.empty()) {
    feed["home_page_url"] = own_address(call, "/search");
    feed["feed_url"] = own_address(call, "/search.json");
  }
  feed["items"] = Json::array();
  for (const auto& hit : results.hits) {
    const Article& article = hit.article;
    Json item{{"id", urn(call, article.id)}, {"title", hit.title.text}};
    item["url"] = page_of(call, article);
    item["content_text"] = hit.passages.empty() ? hit.title.text : hit.passages.front().text;
    if (article.date) item["date_published"] = whole_time(article.date);
    for (const auto& author : article.authors) item["authors"].push_back({{"name", author}});
    if (!article.tags.empty()) item["tags"] = article.tags;
    if (!article.lang.empty()) item["language"] = article.lang;
    feed["items"].push_back(std::move(item));
  }
  Response response;
  response.body = feed.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

// [what was typed, [completions], [descriptions], [addresses]]
Response opensearch_suggestions(const Call& call) {
  Json texts = Json::array(), notes = Json::array(), addresses = Json::array();
  for (const auto& one : call.archive->suggest(call.request.text, call.request.options)) {
    texts.push_back(one.text);
    notes.push_back(std::to_string(one.articles.value) + (one.articles.value == 1 ? " article" : " articles"));
    addresses.push_back(call.context.public_url + address("/search", {{"q", one.text}}));
  }
  Response response;
  response.body =
      Json::array({call.request.text, texts, notes, addresses}).dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

Response opensearch_description(const Call& call) {
  const std::string base = call.context.public_url;
  const auto url = [&](const char* type, const char* relation, const char* path) {
    return "<Url type=\"" + std::string(type) + "\" rel=\"" + relation + "\" template=\"" + xml_text(base + path) +
           "?q={searchTerms}\"/>\n";
  };
  Response response;
  std::string name = call.context.name;
  name.resize(std::min<std::size_t>(name.size(), 16));  // ShortName has at most 16 characters
  while (!name.empty() && (static_cast<unsigned char>(name.back()) & 0x80U) != 0 && call.context.name.size() > 16)
    name.pop_back();
  response.body =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n" +
      element("ShortName", name.empty() ? "archive" : name) + element("Description", "Search " + call.context.name) +
      url("text/html", "results", "/search") + url("application/atom+xml", "results", "/search.atom") +
      url("application/x-suggestions+json", "suggestions", "/suggest.json") +
      "<InputEncoding>UTF-8</InputEncoding>\n</OpenSearchDescription>\n";
  return response;
}

}  // namespace broadsheet::server
