#include "indexer/html_page.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/clean.hpp"
#include "indexer/html_names.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {
namespace {

bool is_sign(char c) {
  return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80);
}

/// The text below a script, as it stands.
std::string raw_text(const HtmlTree& tree, std::size_t node) {
  std::string text;
  for (std::size_t i = node + 1; i < tree[node].end; ++i) {
    if (tree[i].is_text()) text += tree[i].text;
  }
  return text;
}

/// The bytes of running text (long pieces outside scripts) before each node.
std::vector<std::size_t> running_text(const HtmlTree& tree) {
  constexpr std::size_t long_piece = 80;
  std::vector<std::size_t> before(tree.size() + 1);
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const bool counts = tree[i].is_text() && tree[i].text.size() >= long_piece && !is_unread(tree[tree[i].parent].tag);
    before[i + 1] = before[i] + (counts ? tree[i].text.size() : 0);
  }
  return before;
}

bool is_frame(const HtmlTree& tree, std::size_t node) {
  switch (tree[node].tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FOOTER:
      return true;
    default:
      return tree.attribute(node, "role") == "navigation" || tree.attribute(node, "role") == "complementary" ||
             tree.attribute(node, "role") == "contentinfo";
  }
}

/// Parts of class and id by which related articles, side columns and comments go.
constexpr std::array<std::string_view, 17> frame_parts{
    "related",     "recommended", "recommendations", "sidebar", "teaser", "teasers", "popular", "mostread",  "trending",
    "site-footer", "nav",         "navigation",      "menu",    "more",   "widget",  "promo",   "newsletter"};
constexpr std::array<std::string_view, 8> comment_parts{"comment",    "comments",  "commentlist", "respond",
                                                        "kommentare", "kommentar", "disqus",      "replies"};

}  // namespace

HtmlPage::HtmlPage(const HtmlTree& page) : tree(page), places(page.size(), Place::page), names(page.size()) {
  std::vector<std::string> linked_data;
  const auto running = running_text(tree);
  std::vector<std::uint32_t> headlines(tree.size() + 1);  // before each node
  text_before_.resize(tree.size() + 1);
  for (std::size_t i = 0; i < tree.size(); ++i) {
    headlines[i + 1] = headlines[i] + (tree[i].tag == GUMBO_TAG_H1 ? 1 : 0);
    text_before_[i + 1] = text_before_[i] + tree[i].text.size();
  }
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const auto& node = tree[i];
    if (i > 0) places[i] = places[node.parent];
    if (node.is_text()) continue;
    const auto element_class = tree.attribute(i, "class"), id = tree.attribute(i, "id");
    if (!element_class.empty() || !id.empty())
      names[i] = ' ' + lower_ascii(element_class) + ' ' + lower_ascii(id) + ' ';
    switch (node.tag) {
      case GUMBO_TAG_META: {
        const auto content = clean_line(tree.attribute(i, "content"));
        if (content.empty()) break;
        for (const std::string_view key : {"property", "name", "itemprop", "http-equiv"}) {
          const auto name = tree.attribute(i, key);
          if (!name.empty()) metas_.emplace_back(lower_ascii(name), content);
        }
        break;
      }
      case GUMBO_TAG_LINK:
        if (canonical.empty() && has_word(i, "rel", "canonical")) canonical = clean_line(tree.attribute(i, "href"));
        break;
      case GUMBO_TAG_TITLE:
        if (title.empty() && tree.above(i, GUMBO_TAG_SVG) == 0) title = clean_line(raw_text(tree, i));
        break;
      case GUMBO_TAG_HTML:
        lang = clean_line(tree.attribute(i, "lang"));
        if (lang.empty()) lang = clean_line(tree.attribute(i, "xml:lang"));
        break;
      case GUMBO_TAG_SCRIPT:
        if (lower_ascii(tree.attribute(i, "type")).find("ld+json") != std::string::npos)
          linked_data.push_back(raw_text(tree, i));
        break;
      default: {
        if (places[i] == Place::comments || node.tag == GUMBO_TAG_BODY || node.tag == GUMBO_TAG_HTML ||
            node.tag == GUMBO_TAG_MAIN || node.tag == GUMBO_TAG_ARTICLE)
          break;
        // Names lie: `sidebar-content` has the article beside the side column. So they count only for what holds
        // little of the running text.
        const auto share = running.back() == 0 ? 0 : (running[node.end] - running[i]) * 100 / running.back();
        const bool is_post = is_named(i, {"hentry", "h-entry", "type-post"});
        const bool has_headline = headlines[node.end] != headlines[i];  // a comment may be the kind of an article
        if (share < 85 && !is_post && !has_headline &&
            (name_says(tree, i) == NameSays::comments || is_named(i, comment_parts))) {
          places[i] = Place::comments;
        } else if (is_frame(tree, i) ||
                   (share < 30 && !is_post && !has_headline &&
                    (is_named(i, frame_parts) || names[i].find(" footer ") != std::string::npos))) {
          places[i] = Place::frame;
        }
      }
    }
  }
  if (lang.empty()) lang = meta({"content-language", "language", "dc.language"});
  data = read_json_ld(linked_data, title);
}

std::string_view HtmlPage::meta(std::initializer_list<std::string_view> wanted, std::string_view* which) const {
  for (const auto name : wanted) {
    for (const auto& [key, content] : metas_) {
      if (key != name) continue;
      if (which != nullptr) *which = name;
      return content;
    }
  }
  return {};
}

std::vector<std::string_view> HtmlPage::metas(std::string_view wanted) const {
  std::vector<std::string_view> contents;
  for (const auto& [key, content] : metas_) {
    if (key == wanted) contents.push_back(content);
  }
  return contents;
}

bool HtmlPage::is_named(std::size_t node, std::span<const std::string_view> parts) const {
  const std::string_view name = names[node];
  for (const auto part : parts) {
    for (std::size_t at = name.find(part); at != name.npos; at = name.find(part, at + 1)) {
      if (is_sign(name[at - 1]) && is_sign(name[at + part.size()])) return true;
    }
  }
  return false;
}

bool HtmlPage::has_word(std::size_t node, std::string_view attribute, std::string_view word) const {
  const auto text = ' ' + lower_ascii(tree.attribute(node, attribute)) + ' ';
  return text.find(' ' + std::string(word) + ' ') != text.npos;
}

std::string plain_key(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto* apart = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const auto normal = [](std::string_view from, const icu::Normalizer2* how) {
    UErrorCode failed = U_ZERO_ERROR;
    std::string to;
    icu::StringByteSink<std::string> sink(&to);
    how->normalizeUTF8(0, {from.data(), static_cast<int32_t>(from.size())}, sink, nullptr, failed);
    return to;
  };
  const auto folded = normal(normal(text, fold), apart);
  std::string key;
  bool gap = false;
  for (int32_t at = 0; at < static_cast<int32_t>(folded.size());) {
    const auto begin = at;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(folded.data()), at, static_cast<int32_t>(folded.size()), c);
    const auto mask = U_GET_GC_MASK(c);
    if ((mask & U_GC_MN_MASK) != 0 || c == '\'' || c == 0x2019) continue;
    if ((mask & (U_GC_L_MASK | U_GC_N_MASK | U_GC_MC_MASK)) == 0) {
      gap = true;
      continue;
    }
    if (gap && !key.empty()) key += ' ';
    gap = false;
    key.append(folded, static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin));
  }
  return key;
}

std::string plain_line(std::string_view text) {
  if (text.find_first_of("&<") == text.npos) return clean_line(text);
  return clean_line(text_of_html(text));
}

}  // namespace broadsheet
