#include "indexer/reader_sitemap.hpp"

#include "indexer/clean.hpp"
#include "indexer/item.hpp"
#include "indexer/xml_tree.hpp"

namespace broadsheet {
namespace {

void take_list(const std::string& list, std::vector<std::string>& out) {
  for (std::size_t begin = 0; begin <= list.size();) {
    const auto end = std::min(list.find(',', begin), list.size());
    if (auto one = clean_line(list.substr(begin, end - begin)); !one.empty()) out.push_back(std::move(one));
    begin = end + 1;
  }
}

}  // namespace

void read_sitemap(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  std::size_t urls = 0, others = 0;
  XmlRecords records;
  records.is_record = [](std::string_view name, std::size_t) { return name == "url" || name == "sitemap"; };
  records.use = [&](const XmlTree& tree, const XmlTree&, std::size_t) {
    ++urls;
    const auto news = tree.child(0, "news:news");
    if (news == XmlTree::none) {
      ++others;
      return !sink.stop();
    }
    Item item;
    item.article.file = place + '#' + std::to_string(urls);
    item.article.url = tree.child_text(0, "loc");
    item.article.title = tree.child_text(news, "news:title");
    take_list(tree.child_text(news, "news:keywords"), item.article.tags);
    take_list(tree.child_text(news, "news:genres"), item.article.tags);
    const auto publication = tree.child(news, "news:publication");
    item.article.source = tree.child_text(publication, "news:name");
    item.article.lang = tree.child_text(publication, "news:language");
    item.date = tree.child_text(news, "news:publication_date");
    item.date_origin = "news:publication_date";
    item.article.warnings.emplace_back("body: a sitemap has none");
    put_item(std::move(item), sink);
    return !sink.stop();
  };
  const std::string fault = read_xml(bytes, records);
  if (!fault.empty()) return reject_source(sink, place, fault);
  if (urls == 0) return reject_source(sink, place, "a sitemap without addresses");
  if (others == urls)
    return reject_source(sink, place,
                         "a sitemap of " + std::to_string(urls) +
                             " addresses without news: it has no titles; index the pages themselves");
  if (others > 0) pass_over(sink, place, std::to_string(others) + " addresses without news");
}

}  // namespace broadsheet
