#include "indexer/html_title.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "archive/site.hpp"
#include "indexer/clean.hpp"

namespace broadsheet {
namespace {

constexpr std::size_t longest_title = 600;

/// True if `inner` stands in `outer`, both keys, between blanks.
bool stands_in(const std::string& inner, const std::string& outer) {
  if (inner.empty()) return false;
  return (' ' + outer + ' ').find(' ' + inner + ' ') != std::string::npos;
}

std::set<std::string> words_of(const std::string& key) {
  std::set<std::string> words;
  for (std::size_t begin = 0; begin < key.size();) {
    const auto end = std::min(key.find(' ', begin), key.size());
    words.insert(key.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// The share of the words of both that they have in common.
double likeness(const std::string& a, const std::string& b) {
  const auto first = words_of(a), second = words_of(b);
  std::size_t common = 0;
  for (const auto& word : first) common += second.contains(word) ? 1 : 0;
  const auto all = first.size() + second.size() - common;
  return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
}

/// The lines over a headline that newspapers put into its element.
constexpr auto kicker_parts = std::to_array<std::string_view>(
    {"kicker",      "overline",   "topline",  "dachzeile", "roofline", "rubrik",   "spitzmarke", "eyebrow",
     "pretitle",    "supertitle", "suptitle", "prefix",    "label",    "category", "subtitle",   "subline",
     "subheadline", "subhead",    "sr-only",  "hidden",    "meta",     "tag",      "badge",      "date"});

/// `[Video] Harbour opens`: what kind of thing it is, not its name.
std::string without_medium(std::string text) {
  constexpr auto media = std::to_array<std::string_view>({"video", "videos", "视频", "視頻", "動画", "audio", "podcast",
                                                          "photos", "foto", "fotos", "gallery", "galerie", "live"});
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"[", "]"}, {"【", "】"}}) {
    if (!text.starts_with(open)) continue;
    const auto end = text.find(close);
    if (end == text.npos) continue;
    const auto label = plain_key(std::string_view(text).substr(open.size(), end - open.size()));
    if (std::find(media.begin(), media.end(), label) != media.end()) return clean_line(text.substr(end + close.size()));
  }
  return text;
}

/// The text of a heading without its kicker.
std::string heading_text(const HtmlPage& page, std::size_t node) {
  const auto& tree = page.tree;
  std::string text;
  for (std::size_t i = node + 1; i < tree[node].end;) {
    if (tree[i].is_text()) {
      text += tree[i].text;
      ++i;
      continue;
    }
    const bool inner_part = tree[i].tag == GUMBO_TAG_SPAN || tree[i].tag == GUMBO_TAG_DIV ||
                            tree[i].tag == GUMBO_TAG_SMALL || tree[i].tag == GUMBO_TAG_P ||
                            tree[i].tag == GUMBO_TAG_A || tree[i].tag == GUMBO_TAG_STRONG ||
                            tree[i].tag == GUMBO_TAG_EM;
    if (is_unread(tree[i].tag) || tree[i].tag == GUMBO_TAG_TIME || (inner_part && page.is_named(i, kicker_parts))) {
      i = tree[i].end;
      continue;
    }
    if (is_block(tree[i].tag) || tree[i].tag == GUMBO_TAG_BR) text += ' ';
    ++i;
  }
  text = clean_line(text);
  return text.empty() ? tree.text(node) : text;
}

bool is_heading(GumboTag tag) {
  return tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_H3 || tag == GUMBO_TAG_H4;
}

/// What pages set between a headline and the name of a site.
constexpr std::array<std::string_view, 15> separators{" | ", " - ", " – ", " — ", " :: ", " : ", " · ", " » ",
                                                      " « ", " > ", " • ", "｜",  "│",    "|",   ": "};

struct Heading {
  FieldCandidate found;
  std::string key;
  bool is_h1 = false;
};

std::vector<Heading> headings(const HtmlPage& page) {
  const auto& tree = page.tree;
  std::vector<Heading> all;
  for (std::size_t i = 0; i < tree.size() && all.size() < 1000; ++i) {
    if (tree[i].is_text() || page.places[i] == HtmlPage::Place::comments) continue;
    const bool heading = is_heading(tree[i].tag);
    const bool named = !heading && tree[i].end - i < 40 &&
                       (tree.attribute(i, "itemprop") == "headline" ||
                        page.is_named(i, {"title", "headline", "ueberschrift", "titre", "titulo"}));
    if ((!heading && !named) || page.text_bytes(i) > 4 * longest_title) continue;
    if (page.places[i] == HtmlPage::Place::frame && tree[i].tag != GUMBO_TAG_H1) continue;
    auto text = without_medium(heading_text(page, i));
    if (text.empty() || text.size() > longest_title) continue;
    auto key = plain_key(text);
    if (key.empty()) continue;
    FieldCandidate found;
    found.origin = heading ? std::string(tree.name(i)) : "element named title";
    found.value = std::move(text);
    found.node = i;
    all.push_back({std::move(found), std::move(key), tree[i].tag == GUMBO_TAG_H1});
  }
  return all;
}

void add(std::vector<FieldCandidate>& all, std::string value, std::string origin) {
  value = without_medium(plain_line(value));
  if (value.empty()) return;
  FieldCandidate one;
  one.value = std::move(value);
  one.origin = std::move(origin);
  all.push_back(std::move(one));
}

}  // namespace

std::vector<std::string> site_names(const HtmlPage& page, const std::string& url) {
  std::vector<std::string> names;
  const auto add_name = [&](std::string_view name) {
    auto key = plain_key(name);
    if (!key.empty()) names.push_back(std::move(key));
  };
  add_name(page.meta({"og:site_name"}));
  add_name(page.data.publisher);
  add_name(page.meta({"application-name"}));
  add_name(page.meta({"apple-mobile-web-app-title"}));
  std::string host = host_of(url);
  if (host.starts_with("www.")) host.erase(0, 4);
  if (!host.empty()) {
    add_name(host);
    add_name(host.substr(0, host.rfind('.')));
    const auto first = host.find('.');
    if (first != host.rfind('.')) add_name(host.substr(first + 1, host.rfind('.') - first - 1));
  }
  return names;
}

bool is_site_name(std::string_view text, const std::vector<std::string>& sites) {
  const auto joined = [](std::string key) {
    key.erase(std::remove(key.begin(), key.end(), ' '), key.end());
    return key;
  };
  const auto wanted = joined(plain_key(text));
  return std::any_of(sites.begin(), sites.end(), [&](const std::string& site) { return joined(site) == wanted; });
}

std::string without_site(const std::string& text, const std::vector<std::string>& sites) {
  for (const auto separator : separators) {
    const auto last = text.rfind(separator);
    if (last != std::string::npos && last > 0 &&
        is_site_name(std::string_view(text).substr(last + separator.size()), sites))
      return without_site(clean_line(text.substr(0, last)), sites);
    const auto first = text.find(separator);
    if (first != std::string::npos && first > 0 && is_site_name(std::string_view(text).substr(0, first), sites))
      return without_site(clean_line(text.substr(first + separator.size())), sites);
  }
  return text;
}

std::vector<FieldCandidate> find_title(const HtmlPage& page, const std::vector<std::string>& sites) {
  std::vector<FieldCandidate> said;
  add(said, page.data.headline, "json-ld headline");
  add(said, std::string(page.meta({"og:title"})), "meta og:title");
  add(said,
      std::string(page.meta(
          {"twitter:title", "dc.title", "dcterms.title", "headline", "title", "sailthru.title", "parsely-title"})),
      "meta title");
  add(said, page.title, "title element");
  std::vector<std::string> keys;
  for (auto& one : said) {
    if (one.origin != "json-ld headline") one.value = without_site(one.value, sites);
    keys.push_back(plain_key(one.value));
  }
  auto shown = headings(page);
  const auto is_site = [&](const std::string& key) { return is_site_name(key, sites); };

  Heading* best = nullptr;
  const char* why = "";
  // 1. What the page shows and says: the longest of them.
  for (auto& heading : shown) {
    if (is_site(heading.key)) {
      heading.found.why = "the name of the site";
      continue;
    }
    const bool agrees =
        std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return stands_in(heading.key, key); });
    if (!agrees) continue;
    if (best == nullptr || heading.key.size() > best->key.size()) best = &heading;
    why = "the longest that the page shows and says";
  }
  // A word of the title alone is a heading of a section.
  double like = 0;
  for (const auto& key : keys) like = std::max(like, best == nullptr ? 0 : likeness(best->key, key));
  if (best != nullptr && like < 0.25 && !best->is_h1) best = nullptr;
  // 2. The h1 that is most like what the page says.
  Heading* nearest = nullptr;
  double most = 0;
  for (auto& heading : shown) {
    if (!heading.is_h1 || is_site(heading.key)) continue;
    for (const auto& key : keys) {
      const double like_it = likeness(heading.key, key);
      if (like_it <= most) continue;
      most = like_it;
      nearest = &heading;
    }
  }
  if (nearest != nullptr && most >= 0.5 && (best == nullptr || most > like)) {
    best = nearest;
    why = "the h1 most like what the page says";
  }
  // 3. The first h1, if it is more than a label: search engines are told other words than readers.
  if (best == nullptr) {
    for (auto& heading : shown) {
      if (!heading.is_h1 || is_site(heading.key) || page.places[heading.found.node] != HtmlPage::Place::page) continue;
      if (words_of(heading.key).size() < 3) continue;
      best = &heading;
      why = "the first h1, whatever the page says";
      break;
    }
  }
  FieldCandidate* winner = best == nullptr ? nullptr : &best->found;
  // What stands in the h1 before the words that the page says is a kicker.
  for (std::size_t i = 0; best != nullptr && i < keys.size(); ++i) {
    if (words_of(keys[i]).size() < 3 || !best->key.ends_with(' ' + keys[i])) continue;
    winner = &said[i];
    why = "as in the h1, less its kicker";
    break;
  }
  if (winner == nullptr && !said.empty()) {
    winner = &said.front();
    why = "no heading of the page says it";
  }
  if (winner == nullptr) {
    const auto only = std::find_if(shown.begin(), shown.end(), [](const Heading& heading) { return heading.is_h1; });
    if (only != shown.end()) winner = &only->found;
    why = "the first h1; the page says none";
  }
  if (winner != nullptr) {
    winner->won = true;
    winner->why = why;
  }
  for (auto& heading : shown) said.push_back(std::move(heading.found));
  return said;
}

}  // namespace broadsheet
