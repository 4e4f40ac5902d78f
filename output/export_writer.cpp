#include "output/export_writer.hpp"

#include <array>
#include <broadsheet/article_line.hpp>
#include <broadsheet/reference.hpp>
#include <vector>

#include "output/article_text.hpp"
#include "output/csv.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet {
namespace {

/// Formats where each article is written for itself and nothing stands before or behind.
class EachForItself : public ExportWriter {
 public:
  EachForItself(std::ostream& out, std::string (*print)(const Article&)) : out_(out), print_(print) {}
  void write(const Hit& hit) override { out_ << print_(hit.article); }

 private:
  std::ostream& out_;
  std::string (*print_)(const Article&);
};

template <std::string (*print)(const Article&)>
std::unique_ptr<ExportWriter> make_each(std::ostream& out, bool) {
  return std::make_unique<EachForItself>(out, print);
}

std::string jsonl(const Article& article) { return terminal_json(to_article_line(article)) + '\n'; }
std::string id_line(const Article& article) { return terminal_text(article.id) + '\n'; }

class CslJson : public ExportWriter {
 public:
  explicit CslJson(std::ostream& out) : out_(out) {}
  void begin(const Results&) override { out_ << '['; }
  void write(const Hit& hit) override {
    out_ << (first_ ? "\n" : ",\n") << terminal_json(to_csl_json(hit.article));
    first_ = false;
  }
  void end() override { out_ << "\n]\n"; }

 private:
  std::ostream& out_;
  bool first_ = true;
};

class Table : public ExportWriter {
 public:
  Table(std::ostream& out, TableFormat format) : out_(out), format_(format) {}
  void begin(const Results&) override {
    write_row(out_,
              std::vector<std::string>{"id", "date", "source", "section", "title", "authors", "tags", "lang", "words",
                                       "url", "description", "body"},
              format_);
  }
  void write(const Hit& hit) override {
    const Article& article = hit.article;
    write_row(out_,
              std::vector<std::string>{article.id, article.date ? article.date->value : std::string(), article.source,
                                       article.section, article.title, list_text(article.authors),
                                       list_text(article.tags), article.lang, std::to_string(article.words),
                                       article.url, article.description, article.body},
              format_);
  }

 private:
  std::ostream& out_;
  TableFormat format_;
};

template <char separator>
std::unique_ptr<ExportWriter> make_table(std::ostream& out, bool raw) {
  return std::make_unique<Table>(out, TableFormat{separator, raw});
}

constexpr std::array<ExportFormat, 8> table{
    {{"jsonl", false, make_each<jsonl>},
     {"csv", false, make_table<','>},
     {"tsv", false, make_table<'\t'>},
     {"ris", false, make_each<to_ris>},
     {"bibtex", false, make_each<to_bibtex>},
     {"csl-json", false,
      [](std::ostream& out, bool) -> std::unique_ptr<ExportWriter> { return std::make_unique<CslJson>(out); }},
     {"ids", false, make_each<id_line>},
     {"html", true, make_html_writer}}};

}  // namespace

std::string export_format_names() {
  std::string names;
  for (const auto& format : table) names += (names.empty() ? "" : "|") + std::string(format.name);
  return names;
}

const ExportFormat& find_export_format(std::string_view name) {
  for (const auto& format : table)
    if (format.name == name) return format;
  return table.front();
}

}  // namespace broadsheet
