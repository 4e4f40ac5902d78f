#include "indexer/reader_sitemap.hpp"

#include "indexer/clean.hpp"
#include "indexer/item.hpp"
#include "indexer/xml_tree.hpp"

namespace broadsheet {

void read_sitemap(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  std::size_t urls = 0, others = 0, sitemaps = 0;
  XmlRecords records;
  records.is_record = [](std::string_view name, std::size_t) { return name == "url" || name == "sitemap"; };
  records.use = [&](const XmlTree& tree, const XmlTree&, std::size_t) {
    ++urls;
    if (tree.nodes[0].name == "sitemap") ++sitemaps;
    const auto news = tree.child(0, "news:news");
    if (news == XmlTree::none) {
      ++others;
      return !sink.stop();
    }
    Item item;
    item.article.file = place + '#' + std::to_string(urls);
    item.article.url = tree.child_text(0, "loc");
    item.article.title = tree.child_text(news, "news:title");
    for (const auto name : {"news:keywords", "news:genres"})
      for (auto& tag : parts_of_list(tree.child_text(news, name))) item.article.tags.push_back(std::move(tag));
    const auto publication = tree.child(news, "news:publication");
    item.article.source = tree.child_text(publication, "news:name");
    item.article.lang = tree.child_text(publication, "news:language");
    item.date = tree.child_text(news, "news:publication_date");
    item.date_origin = "news:publication_date";
    item.updated = tree.child_text(0, "lastmod");
    item.updated_origin = "sitemap lastmod";
    item.article.warnings.emplace_back("body: a sitemap has none");
    put_item(std::move(item), sink);
    return !sink.stop();
  };
  const std::string fault = read_xml(bytes, records);
  if (!fault.empty())
    return reject_source(sink, place,
                         fault + (urls > 0 ? "; read up to there: " + std::to_string(urls) + " addresses" : ""));
  if (sink.stop()) return;
  if (sitemaps > 0)
    return reject_source(sink, place,
                         "an index of " + std::to_string(sitemaps) + " sitemaps: fetch them and index these");
  if (urls == 0) return reject_source(sink, place, "a sitemap without addresses");
  if (others == urls)
    return reject_source(sink, place,
                         "a sitemap of " + std::to_string(urls) +
                             " addresses without news: it has no titles; index the pages themselves");
  if (others > 0) pass_over(sink, place, std::to_string(others) + " addresses without news");
}

}  // namespace broadsheet
