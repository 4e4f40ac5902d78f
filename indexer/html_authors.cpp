#include "indexer/html_authors.hpp"

#include <algorithm>
#include <utility>

#include "indexer/byline.hpp"
#include "indexer/clean.hpp"

namespace broadsheet {
namespace {

class AuthorFinder {
 public:
  AuthorFinder(const HtmlPage& page, const std::vector<std::string>& sites, std::vector<FieldCandidate>* candidates)
      : page_(page), tree_(page.tree), sites_(sites), candidates_(candidates) {}

  std::vector<std::string> find(std::size_t title) {
    Found all;
    for (const auto& author : page_.data.authors) add(all, plain_line(author), "json-ld", 0);
    if (decided(all)) return chosen_;
    for (std::size_t i = 0; i < tree_.size(); ++i) {
      if (tree_[i].is_text() || page_.places[i] != HtmlPage::Place::page) continue;
      const auto prop = tree_.attribute(i, "itemprop");
      if (prop == "author" || prop == "creator") add(all, name_below(i), "itemprop author", i);
    }
    if (decided(all)) return chosen_;
    find_links(
        all, [&](std::size_t i) { return page_.has_word(i, "rel", "author"); }, "rel author");
    if (decided(all)) return chosen_;
    find_labelled_meta(all);
    if (decided(all)) return chosen_;
    find_links(
        all, [&](std::size_t i) { return leads_to_author(tree_.attribute(i, "href")); }, "link author");
    if (decided(all)) return chosen_;
    find_named(all,
               {"author-name", "authorname", "byline-name", "byline__name", "author__name", "post-author",
                "entry-author", "author_name", "article-author", "article__author"},
               "class author-name");
    if (decided(all)) return chosen_;
    find_named(all,
               {"byline", "author", "authors", "autor", "auteur", "autores", "writer", "fn", "by", "autoren",
                "contributor", "redakteur", "username", "person", "itemposter", "poster", "signature"},
               "class author");
    if (decided(all)) return chosen_;
    for (const std::string_view name :
         {"author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "article:author",
          "article:author_name", "og:article:author", "byl", "citation_author"}) {
      for (const auto content : page_.metas(name)) add(all, content, "meta " + std::string(name), 0);
      if (decided(all)) return chosen_;
    }
    if (title != 0) find_beside(all, title);
    if (decided(all)) return chosen_;
    if (desks_.size() > 2) desks_.resize(2);
    return desks_;
  }

 private:
  struct Found {
    std::vector<std::string> names;
    std::vector<std::size_t> candidates;
  };

  void add(Found& all, std::string_view byline, std::string_view origin, std::size_t node) {
    if (byline.empty()) return;
    if (candidates_ != nullptr && candidates_->size() < 200) {
      all.candidates.push_back(candidates_->size());
      FieldCandidate one;
      one.value = byline;
      one.origin = origin;
      one.node = node;
      candidates_->push_back(std::move(one));
    }
    for (auto& name : names_in_byline(byline)) {
      const auto key = plain_key(name);
      // The site as its own author, as programs write it, is the source; where a by-line says so, it is the author.
      const bool is_site = is_site_name(name, sites_);
      if (is_site && node == 0) continue;
      auto& list = is_site || is_desk(name) ? desks_ : all.names;
      const bool known =
          std::any_of(list.begin(), list.end(), [&](const std::string& other) { return plain_key(other) == key; });
      if (!known && list.size() < most_authors) list.push_back(std::move(name));
    }
  }

  /// True if persons were found; `chosen_` has them.
  bool decided(Found& all) {
    if (all.names.empty()) return false;
    for (const auto at : all.candidates) {
      (*candidates_)[at].won = true;
      (*candidates_)[at].why = "the most reliable place that names a person";
    }
    chosen_ = std::move(all.names);
    all = {};
    return true;
  }

  /// Of an element that stands for a person, the element that stands for the name.
  std::string name_below(std::size_t node) const {
    const auto content = clean_line(tree_.attribute(node, "content"));
    if (!content.empty()) return content;
    for (std::size_t i = node + 1; i < tree_[node].end; ++i) {
      if (tree_[i].is_text()) continue;
      if (tree_.attribute(i, "itemprop") == "name") {
        const auto inner = clean_line(tree_.attribute(i, "content"));
        return inner.empty() ? short_text(i) : inner;
      }
    }
    return short_text(node);
  }

  std::string short_text(std::size_t node) const {
    if (tree_[node].end - node > 80 || page_.text_bytes(node) > 4 * longest_byline) return {};
    auto text = tree_.text(node);
    return text.size() <= longest_byline ? text : std::string();
  }

  template <typename Test>
  void find_links(Found& all, const Test& is_link, std::string_view origin) {
    std::size_t first = 0;
    for (std::size_t i = 0; i < tree_.size(); ++i) {
      if (tree_[i].tag != GUMBO_TAG_A || page_.places[i] != HtmlPage::Place::page || !is_link(i)) continue;
      if (first != 0 && i > first + 30) break;
      const auto text = short_text(i);
      if (names_in_byline(text).empty()) continue;
      if (first == 0) first = i;
      add(all, text, origin, i);
    }
  }

  static bool leads_to_author(std::string_view href) {
    for (const std::string_view part : {"/author/", "/authors/", "/autor/", "/autoren/", "/autores/", "/auteur/",
                                        "/auteurs/", "/autore/", "/staff/", "/writers/", "/journalist/"}) {
      if (href.find(part) != href.npos) return true;
    }
    return false;
  }

  /// `twitter:label1` Written by, `twitter:data1` Ana Li.
  void find_labelled_meta(Found& all) {
    for (const auto& [label, data] :
         {std::pair("twitter:label1", "twitter:data1"), {"twitter:label2", "twitter:data2"}}) {
      if (is_byline_label(page_.meta({label}))) add(all, page_.meta({data}), data, 0);
    }
  }

  void find_named(Found& all, std::initializer_list<std::string_view> parts, std::string_view origin) {
    for (std::size_t i = 0; i < tree_.size(); ++i) {
      if (tree_[i].is_text() || page_.places[i] != HtmlPage::Place::page || !page_.is_named(i, parts)) continue;
      if (page_.is_named(i, {"image", "img", "avatar", "photo", "bio", "box", "description"})) continue;
      const auto text = short_text(i);
      if (text.empty() || names_in_byline(text).empty()) continue;
      return add(all, text, origin, i);
    }
  }

  /// A line beside the headline that begins with `By` or the like.
  void find_beside(Found& all, std::size_t title) {
    std::size_t bytes = 0;
    for (std::size_t i = tree_[title].end; i < tree_.size() && bytes < 400; ++i) {
      if (!tree_[i].is_text() || is_unread(tree_[tree_[i].parent].tag)) continue;
      const auto text = clean_line(tree_[i].text);
      bytes += text.size();
      if (text.size() > 100) continue;
      auto line = std::string_view(text);
      // `06.11.2023 13:30 von Olga`
      const auto digit = line.find_first_of("0123456789");
      for (const std::string_view label : {" von ", " by ", " par ", " por "}) {
        const auto at = line.find(label);
        if (digit < at && at != line.npos) line = line.substr(at + 1);
      }
      // The name may stand in a link behind its label.
      const bool is_label = is_byline_label(line);
      if (!is_label && without_label(line).size() == line.size()) continue;
      if (!is_label) return add(all, line, "visible", i);
      for (++i; i < tree_.size() && !tree_[i].is_text(); ++i) {
      }
      if (i < tree_.size()) add(all, clean_line(tree_[i].text), "visible", i);
      return;
    }
  }

  const HtmlPage& page_;
  const HtmlTree& tree_;
  const std::vector<std::string>& sites_;
  std::vector<FieldCandidate>* candidates_;
  std::vector<std::string> chosen_;
  std::vector<std::string> desks_;  ///< better than nobody
};

}  // namespace

std::vector<std::string> find_authors(const HtmlPage& page, const std::vector<std::string>& sites, std::size_t title,
                                      std::vector<FieldCandidate>* candidates) {
  return AuthorFinder(page, sites, candidates).find(title);
}

}  // namespace broadsheet
