#include "indexer/reader_html.hpp"

#include "archive/limits.hpp"
#include "indexer/charset.hpp"
#include "indexer/clean.hpp"
#include "indexer/html_body.hpp"

namespace broadsheet {
namespace {

void reject(ArticleSink& sink, const std::string& place, std::string reason) {
  sink.reject({Outcome::Kind::rejected, place, {}, std::move(reason), {}, {}});
}

}  // namespace

void read_html_bytes(const std::string& place, std::string_view bytes, const PageOrigin& origin, const ReadOptions&,
                     ArticleSink& sink) {
  Decoded page = decode_page(bytes, origin.charset);
  std::string why;
  const HtmlTree tree = HtmlTree::parse(std::move(page.text), &why);
  if (tree.empty()) return reject(sink, place, why);
  Article article;
  article.file = place;
  article.url = origin.url;
  if (!page.warning.empty()) article.warnings.push_back(page.warning);
  for (std::size_t i = 0; i < tree.size() && article.title.empty(); ++i)
    if (tree[i].tag == GUMBO_TAG_H1) article.title = tree.text(i);
  auto blocks = blocks_of(tree);
  choose_blocks(tree, {article.title, {}}, blocks);
  article.body = body_text(tree, blocks);
  clean_article(article);
  if (article.body.empty()) return reject(sink, place, "no article found: the page has no running text");
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
  const HtmlTree tree = HtmlTree::parse(std::string(html), &why);
  return body_text(tree, blocks_of(tree));
}

}  // namespace broadsheet
