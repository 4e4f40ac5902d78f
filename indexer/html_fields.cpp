#include "indexer/html_fields.hpp"

#include <algorithm>
#include <utility>

#include "archive/language.hpp"
#include "archive/limits.hpp"
#include "archive/site.hpp"
#include "indexer/clean.hpp"
#include "indexer/html_authors.hpp"
#include "indexer/html_date.hpp"
#include "indexer/html_page.hpp"
#include "indexer/html_title.hpp"

namespace broadsheet {
namespace {

constexpr std::size_t longest_tag = 80;

/// Candidates of one field in the explanation; of simple fields the first that has a value wins.
class Explained {
 public:
  explicit Explained(PageExplanation* explain) : explain_(explain) {}

  void add(std::string_view field, std::string_view value, std::string_view origin, bool won,
           std::string_view why = {}) {
    if (explain_ == nullptr || value.empty()) return;
    explain_->candidates.push_back(
        {std::string(field), std::string(value), std::string(origin), won, std::string(why)});
  }
  void add_all(std::string_view field, const std::vector<FieldCandidate>& all) {
    for (const auto& one : all) {
      const bool is_update = one.origin.starts_with("updated ");
      add(is_update ? "updated" : field, one.value, is_update ? one.origin.substr(8) : one.origin, one.won, one.why);
    }
  }
  bool wanted() const { return explain_ != nullptr; }

 private:
  PageExplanation* explain_;
};

struct Source {
  std::string_view origin;
  std::string value;
};

std::string first_of(std::string_view field, std::vector<Source> sources, Explained& explained) {
  std::string chosen;
  for (auto& source : sources) {
    source.value = plain_line(source.value);
    const bool won = chosen.empty() && !source.value.empty();
    explained.add(field, source.value, source.origin, won);
    if (won) chosen = source.value;
  }
  return chosen;
}

bool is_address(std::string_view url) { return url.starts_with("http://") || url.starts_with("https://"); }

/// An address that names a page, not only a site.
bool names_a_page(std::string_view url) {
  if (!is_address(url)) return false;
  const auto path = url.find('/', url.find("//") + 2);
  return path != url.npos && path + 1 < url.size();
}

std::string find_url(const HtmlPage& page, const PageOrigin& origin, Explained& explained) {
  std::string chosen;
  for (const auto& [from, value] : {std::pair<const char*, std::string>{"link canonical", page.canonical},
                                    {"meta og:url", std::string(page.meta({"og:url", "twitter:url"}))},
                                    {"json-ld url", page.data.url},
                                    {"origin", origin.url}}) {
    const bool won = chosen.empty() && names_a_page(value);
    explained.add("url", value, from, won);
    if (won) chosen = value;
  }
  return chosen.empty() ? origin.url : chosen;
}

/// The running text of a page, as much as its language is told by.
std::string some_text(const HtmlTree& tree) {
  std::string text;
  for (std::size_t i = 0; i < tree.size() && text.size() < 8000; ++i) {
    if (tree[i].tag == GUMBO_TAG_P) text += tree.text(i) + '\n';
  }
  return text;
}

/// What the page says, unless it says `en`, as templates do whatever stands in them, and its text is in another.
std::string find_lang(const HtmlPage& page, Explained& explained) {
  std::string said;
  for (const auto& [from, value] : {std::pair<const char*, std::string>{"html lang", page.lang},
                                    {"json-ld inLanguage", page.data.language},
                                    {"meta og:locale", std::string(page.meta({"og:locale"}))}}) {
    std::string why;
    const auto lang = clean_lang(value, &why);
    const bool won = said.empty() && !lang.empty();
    explained.add("lang", value, from, won, why);
    if (won) said = lang;
  }
  if (!said.empty() && said != "en" && !said.starts_with("en-")) return said;
  const auto read = detect_language({}, some_text(page.tree));
  const bool other = !read.empty() && read != "en";
  explained.add("lang", read, "text", said.empty() || other);
  return said.empty() || other ? read : said;
}

/// The element that shows the title: the winner's, or the h1 that has the title behind a kicker; 0 where none does.
std::size_t headline_node(const HtmlTree& tree, const std::vector<FieldCandidate>& titles, const std::string& title) {
  const auto key = plain_key(title);
  for (const auto& one : titles) {
    if (one.won && one.node != 0) return one.node;
  }
  for (const auto& one : titles) {
    if (one.node != 0 && tree[one.node].tag == GUMBO_TAG_H1 && !key.empty() && plain_key(one.value).ends_with(key))
      return one.node;
  }
  return 0;
}

// ---- Tags

void add_tag(std::vector<std::string>& tags, std::string tag, const std::vector<std::string>& sites) {
  while (tag.starts_with('#')) tag.erase(0, 1);
  while (!tag.empty() && (tag.back() == ',' || tag.back() == ';')) tag.pop_back();
  tag = clean_line(tag);
  const auto key = plain_key(tag);
  if (key.empty() || tag.size() > longest_tag || tags.size() >= limit::tags ||
      std::find(sites.begin(), sites.end(), key) != sites.end())
    return;
  const bool known =
      std::any_of(tags.begin(), tags.end(), [&](const std::string& other) { return plain_key(other) == key; });
  if (!known) tags.push_back(std::move(tag));
}

std::vector<std::string> find_tags(const HtmlPage& page, const std::vector<std::string>& sites, Explained& explained) {
  const auto& tree = page.tree;
  std::vector<std::string> linked, metas, keywords;
  for (std::size_t i = 0; i < tree.size() && linked.size() < limit::tags; ++i) {
    if (tree[i].tag != GUMBO_TAG_A || page.places[i] == HtmlPage::Place::comments) continue;
    if (!page.has_word(i, "rel", "tag") || page.text_bytes(i) > 4 * longest_tag) continue;
    add_tag(linked, tree.text(i), sites);
  }
  for (const auto tag : page.metas("article:tag")) {
    for (std::size_t begin = 0; begin <= tag.size();) {
      const auto end = std::min(tag.find(',', begin), tag.size());
      add_tag(metas, std::string(tag.substr(begin, end - begin)), sites);
      begin = end + 1;
    }
  }
  for (const auto& tag : page.data.tags) add_tag(keywords, plain_line(tag), sites);
  std::vector<std::string> chosen;
  for (const auto& [from, list] : {std::pair<const char*, std::vector<std::string>*>{"rel tag", &linked},
                                   {"meta article:tag", &metas},
                                   {"json-ld keywords", &keywords}}) {
    const bool won = chosen.empty() && !list->empty();
    for (const auto& tag : *list) explained.add("tag", tag, from, won);
    if (won) chosen = *list;
  }
  return chosen;
}

}  // namespace

PageFields find_fields(const HtmlTree& tree, const PageOrigin& origin, PageExplanation* explain) {
  const HtmlPage page(tree);
  Explained explained(explain);
  PageFields fields;
  fields.url = find_url(page, origin, explained);
  fields.lang = find_lang(page, explained);
  const auto sites = site_names(page, fields.url);

  const auto titles = find_title(page, sites);
  for (const auto& one : titles) {
    if (one.won) fields.title = one.value;
  }
  const auto title_node = headline_node(tree, titles, fields.title);
  explained.add_all("title", titles);

  auto dates = find_dates(page, fields.url, fields.lang, title_node);
  fields.date = std::move(dates.published);
  fields.updated = std::move(dates.updated);
  fields.warnings = std::move(dates.warnings);
  fields.numeric_dates = std::move(dates.numeric);
  explained.add_all("date", dates.candidates);

  std::vector<FieldCandidate> authors;
  fields.authors = find_authors(page, sites, title_node, explained.wanted() ? &authors : nullptr);
  explained.add_all("author", authors);

  fields.tags = find_tags(page, sites, explained);
  fields.section =
      first_of("section",
               {{"meta article:section", std::string(page.meta({"article:section", "parsely-section", "section"}))},
                {"json-ld articleSection", page.data.section}},
               explained);
  fields.source =
      first_of("source",
               {{"meta og:site_name", std::string(page.meta({"og:site_name"}))},
                {"json-ld publisher", page.data.publisher},
                {"meta application-name", std::string(page.meta({"application-name", "dc.publisher", "publisher"}))},
                {"host", host_of(fields.url)}},
               explained);
  fields.description =
      first_of("description",
               {{"meta og:description", std::string(page.meta({"og:description"}))},
                {"meta description", std::string(page.meta({"description"}))},
                {"json-ld description", page.data.description},
                {"meta twitter:description", std::string(page.meta({"twitter:description", "dc.description"}))}},
               explained);
  fields.body = page.data.body;
  for (auto& date : fields.numeric_dates) {
    if (date.source.empty()) date.source = fields.source;  // pages without an address are of one publication
  }
  return fields;
}

}  // namespace broadsheet
