#include "indexer/html_names.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace broadsheet {
namespace {

using Names = std::unordered_set<std::string_view>;

// Parts of a name between signs or capitals. To teach one, add it; it must be wrong for a paragraph of an article.
const Names extra_words({"ad",          "ads",           "adv",          "advert",
                         "adverts",     "advertisement", "advertising",  "adsense",
                         "sponsor",     "sponsored",     "promo",        "promos",
                         "promotion",   "promoted",      "teaser",       "teasers",
                         "related",     "recommend",     "recommended",  "recommendations",
                         "recirc",      "recirculation", "trending",     "popular",
                         "mostread",    "mostpopular",   "outbrain",     "taboola",
                         "zergnet",     "nativo",        "share",        "sharing",
                         "sharebar",    "sharedaddy",    "social",       "socials",
                         "addthis",     "addtoany",      "follow",       "newsletter",
                         "newsletters", "subscribe",     "subscription", "signup",
                         "optin",       "mailchimp",     "sidebar",      "rail",
                         "widget",      "widgets",       "nav",          "navbar",
                         "navigation",  "navi",          "menu",         "submenu",
                         "breadcrumb",  "breadcrumbs",   "pager",        "pagination",
                         "footer",      "footnav",       "masthead",     "toolbar",
                         "topbar",      "cookie",        "cookies",      "consent",
                         "gdpr",        "modal",         "popup",        "lightbox",
                         "overlay",     "login",         "register",     "paywallprompt",
                         "search",      "searchform",    "byline",       "bylines",
                         "dateline",    "timestamp",     "datetime",     "postmeta",
                         "entrymeta",   "postinfo",      "tags",         "taglist",
                         "tagcloud",    "keywords",      "topics",       "categories",
                         "cats",        "credit",        "credits",      "caption",
                         "captions",    "figcaption",    "copyright",    "disclaimer",
                         "imprint",     "impressum",     "authorbox",    "authorbio",
                         "bio",         "biography",     "aboutauthor",  "contributors",
                         "rating",      "ratings",       "vote",         "poll",
                         "quiz",        "slideshow",     "carousel",     "slider",
                         "ticker",      "skiplink",      "screenreader", "editsection",
                         "navbox",      "jumplinks",     "catlinks",     "infobox",
                         "metadata",    "attribution",   "prevnext",     "backlink",
                         "sociable",    "tooltip",       "popover",      "hovercard",
                         "dropdown",    "rollover",      "postmetadata", "author",
                         "authors",     "date",          "pubdate",      "imagecaption",
                         "disclosure",  "appendix",      "citate",       "appstores",
                         "offer",       "abo",           "feedback",     "rate",
                         "userinfo",    "dossier",       "crosslink",    "linkbox",
                         "infokasten",  "imginline",     "permalink",    "donate",
                         "crowdfunding"});
constexpr auto extra_runs = std::to_array<std::string_view>(
    {"author-box", "author-bio", "author-info", "about-author",  "about-the-author", "more-from",      "read-more",
     "also-read",  "you-may",    "most-read",   "entry-meta",    "post-meta",        "article-meta",   "entry-footer",
     "post-tags",  "wm-ipp",     "related",     "teaser",        "spenden",          "user-info",      "app-section",
     "subvert",    "wm-ipp",     "sr-only",     "screen-reader", "visually-hidden",  "call-to-action", "post-nav",
     "pub-date",   "read-next",  "read-time",   "reading-time"});
const Names comment_words({"comment", "comments", "commentlist", "commentary-list", "disqus", "respond", "reply",
                           "replies", "kommentar", "kommentare", "commentaires", "comentarios", "livefyre", "coral",
                           "guestbook"});
constexpr auto body_runs = std::to_array<std::string_view>({"article-body",
                                                            "articlebody",
                                                            "article-content",
                                                            "articlecontent",
                                                            "article-text",
                                                            "articletext",
                                                            "entry-content",
                                                            "entrycontent",
                                                            "post-content",
                                                            "postcontent",
                                                            "post-body",
                                                            "postbody",
                                                            "story-body",
                                                            "storybody",
                                                            "story-content",
                                                            "story-text",
                                                            "storytext",
                                                            "body-copy",
                                                            "bodycopy",
                                                            "body-text",
                                                            "bodytext",
                                                            "text-content",
                                                            "news-text",
                                                            "newstext",
                                                            "article__body",
                                                            "article__content",
                                                            "field-name-body",
                                                            "news-content",
                                                            "main-content-article",
                                                            "artikeltext"});

// Whole names, of which a part alone says nothing.
const Names extra_names({"hidden", "image", "images", "img", "photo", "photos", "picture", "toc", "invisible",
                         "noprint", "print-only", "printonly", "d-print-block", "visually-hidden", "sr-only"});
const Names body_names({"entry", "postentry", "post-entry", "storycontent", "article-copy", "artikel-text",
                        "artikeltext", "texte", "story-content"});

/// A name in lower case with `-` where a capital begins a word: `relatedPosts` is `related-posts`.
std::string spelled_out(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    // Of `section--has-ads` only `section`: what follows two hyphens is how the box looks (BEM).
    if (c == '-' && i > 0 && i + 1 < name.size() && name[i + 1] == '-' && name[i - 1] != ' ') {
      i = std::min(name.find(' ', i), name.size()) - 1;
      continue;
    }
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z') out += '-';
    out += capital ? static_cast<char>(c + 0x20) : c == '_' || c == ':' || c == '/' ? '-' : c;
  }
  return out;
}

/// True if a piece between the dividers is one of the names.
bool has_piece(std::string_view spelled, std::string_view dividers, const Names& names) {
  for (std::size_t begin = 0; begin < spelled.size();) {
    const auto end = std::min(spelled.find_first_of(dividers, begin), spelled.size());
    if (end > begin && names.contains(spelled.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

bool has_word(std::string_view spelled, const Names& words) { return has_piece(spelled, "- \t\n", words); }
bool has_name(std::string_view spelled, const Names& names) { return has_piece(spelled, " \t\n", names); }

template <typename List>
bool has_run(std::string_view spelled, const List& runs) {
  return std::ranges::any_of(runs, [&](std::string_view run) { return spelled.find(run) != spelled.npos; });
}

}  // namespace

NameSays name_says(const HtmlTree& tree, std::size_t node) {
  if (tree[node].tag == GUMBO_TAG_BODY || tree[node].tag == GUMBO_TAG_HTML) return NameSays::nothing;
  const auto itemprop = tree.attribute(node, "itemprop");
  if (itemprop == "articleBody") return NameSays::body;
  if (itemprop == "comment" || tree.attribute(node, "itemtype").ends_with("/Comment")) return NameSays::comments;
  const auto role = tree.attribute(node, "role");
  if (role == "navigation" || role == "complementary" || role == "search" || role == "contentinfo" ||
      role == "dialog" || role == "menu" || role == "toolbar")
    return NameSays::extra;
  const auto type = tree.attribute(node, "class"), id = tree.attribute(node, "id");
  if (type.empty() && id.empty()) return NameSays::nothing;
  const std::string spelled = spelled_out(std::string(type) + ' ' + std::string(id));
  // Of a match the comments are the reporter's, and a comment may be the kind of an article.
  if (has_word(spelled, comment_words))
    return spelled.find("live") == spelled.npos && spelled.find("article-header") == spelled.npos ? NameSays::comments
                                                                                                  : NameSays::nothing;
  if (has_run(spelled, body_runs) || has_name(spelled, body_names)) return NameSays::body;
  if (has_word(spelled, extra_words) || has_run(spelled, extra_runs) || has_name(spelled, extra_names))
    return NameSays::extra;
  return NameSays::nothing;
}

}  // namespace broadsheet
