#include "indexer/reader_html.hpp"

#include <algorithm>

#include "archive/limits.hpp"
#include "indexer/charset.hpp"
#include "indexer/clean.hpp"
#include "indexer/html_body.hpp"
#include "indexer/html_fields.hpp"

namespace broadsheet {
namespace {

void reject(ArticleSink& sink, const std::string& place, std::string reason) {
  sink.reject({Outcome::Kind::rejected, place, {}, std::move(reason), {}, {}});
}

/// `div.entry > p`: the element and the nearest box above it.
std::string path_of(const HtmlTree& tree, std::size_t node) {
  const auto named = [&](std::size_t at) {
    std::string text(tree.name(at));
    if (const auto id = tree.attribute(at, "id"); !id.empty()) text += "#" + clean_line(id);
    if (const auto type = clean_line(tree.attribute(at, "class")); !type.empty())
      text += "." + type.substr(0, type.find(' '));
    return text;
  };
  const auto parent = tree[node].parent;
  return (parent > 0 ? named(parent) + " > " : "") + named(node);
}

void explain_blocks(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks, PageExplanation& explanation) {
  constexpr std::size_t beginning = 120;
  for (const auto& block : blocks) {
    PageExplanation::Block one;
    one.kept = block.dropped == nullptr;
    one.why = block.dropped        ? block.dropped
              : block.kept         ? block.kept
              : block.is_running() ? "running text"
                                   : "beside running text";
    if (block.dropped && block.dropped_by != 0) one.why += " (" + path_of(tree, block.dropped_by) + ")";
    one.element = path_of(tree, block.node);
    one.text = clean_line(block.text).substr(0, beginning);
    while (!one.text.empty() && clean_utf8(one.text) != one.text) one.text.pop_back();  // a character cut in two
    explanation.blocks.push_back(std::move(one));
  }
}

/// Moves the fields into the article and gives what its dates say of day and month.
std::vector<NumericDate> take_fields(PageFields&& fields, Article& article) {
  article.title = std::move(fields.title);
  article.url = std::move(fields.url);
  article.date = std::move(fields.date);
  article.updated = std::move(fields.updated);
  article.authors = std::move(fields.authors);
  article.tags = std::move(fields.tags);
  article.source = std::move(fields.source);
  article.section = std::move(fields.section);
  article.lang = std::move(fields.lang);
  article.description = std::move(fields.description);
  article.warnings.insert(article.warnings.end(), fields.warnings.begin(), fields.warnings.end());
  return std::move(fields.numeric_dates);
}

/// HTML with a blank line for each tag: the text of what the parser will not take.
std::string tags_off(std::string_view html) {
  std::string out;
  for (std::size_t at = 0;;) {
    const auto tag = std::min(html.find('<', at), html.size());
    out += html.substr(at, tag - at);
    if (tag == html.size()) return out;
    const auto end = html.find('>', tag);
    if (end == html.npos) {
      out += "&lt;";
      at = tag + 1;
      continue;
    }
    if (!out.empty() && !out.ends_with('>')) out += "<br><br>";
    at = end + 1;
  }
}

}  // namespace

void read_html_bytes(const std::string& place, std::string_view bytes, const PageOrigin& origin,
                     const ReadOptions& options, ArticleSink& sink) {
  Decoded page = decode_page(bytes, origin.charset);
  std::string why;
  const HtmlTree tree = HtmlTree::parse(std::move(page.text), &why);
  if (tree.empty()) return reject(sink, place, why);
  Article article;
  article.file = place;
  article.version = origin.version;
  if (!page.warning.empty()) article.warnings.push_back(page.warning);
  PageExplanation explanation;
  auto fields = find_fields(tree, origin, options.explain ? &explanation : nullptr);
  const auto said_body = std::move(fields.body);
  auto numeric_dates = take_fields(std::move(fields), article);
  auto blocks = blocks_of(tree);
  choose_blocks(tree, {article.title, article.description}, blocks);
  if (options.explain) {
    explanation.file = place;
    explanation.charset = page.charset;
    explain_blocks(tree, blocks, explanation);
    options.explain(explanation);
  }
  article.body = body_text(tree, blocks);
  if (article.body.empty()) article.body = text_of_html(said_body);  // a page that a script would have filled
  if (article.body.empty() && !article.title.empty() && article.date && !article.description.empty()) {
    // A film, a gallery, a page behind a wall: an article all the same, of which this much is known.
    article.body = article.description;
    article.warnings.emplace_back("body: the page has no running text; its description stands for it");
  }
  clean_article(article);
  if (article.body.empty()) return reject(sink, place, "no article found: the page has no running text");
  for (auto& date : numeric_dates) sink.numeric_date(std::move(date));
  sink.article(std::move(article));
}

void read_html(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink) {
  std::string page;
  std::string why;
  if (!read_page_bytes(bytes, page, &why)) return reject(sink, place, why);
  read_html_bytes(place, page, {}, options, sink);
}

std::string text_of_html(std::string_view html) {
  std::string why;
  HtmlTree tree = HtmlTree::parse(std::string(html), &why);
  if (tree.empty()) tree = HtmlTree::parse(tags_off(html), &why);
  return body_text(tree, blocks_of(tree));
}

}  // namespace broadsheet
