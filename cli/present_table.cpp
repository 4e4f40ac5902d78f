#include "cli/present.hpp"
#include "output/article_text.hpp"
#include "output/csv.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

void present_rows(const Results& results, const View& view, char separator, std::ostream& out) {
  const TableFormat format{separator, view.raw};
  write_row(out, std::vector<std::string>{"rank", "id", "score", "date", "source", "title", "url", "tags", "authors"},
            format);
  std::size_t rank = view.offset;
  for (const auto& hit : results.hits) {
    const Article& article = hit.article;
    write_row(
        out,
        std::vector<std::string>{std::to_string(++rank), article.id, score_text(hit.score),
                                 article.date ? article.date->value : std::string(), article.source, hit.title.text,
                                 article.url, list_text(article.tags), list_text(article.authors)},
        format);
  }
}

}  // namespace

void present_csv(const Results& results, const View& view, std::ostream& out) { present_rows(results, view, ',', out); }

void present_tsv(const Results& results, const View& view, std::ostream& out) {
  present_rows(results, view, '\t', out);
}

void present_ids(const Results& results, const View&, std::ostream& out) {
  for (const auto& hit : results.hits) out << terminal_text(hit.article.id) << '\n';
}

}  // namespace broadsheet::cli
