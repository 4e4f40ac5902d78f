#include <algorithm>
#include <broadsheet/web_url.hpp>
#include <utility>

#include "output/amounts.hpp"
#include "output/article_text.hpp"
#include "output/export_writer.hpp"
#include "output/markup_text.hpp"

namespace broadsheet {
namespace {

std::string marked(std::string_view text, const std::vector<Span>& spans) {
  std::string out;
  std::size_t at = 0;
  for (const auto& span : spans) {
    out += markup_text(text.substr(at, span.begin - at)) + "<mark>" +
           markup_text(text.substr(span.begin, span.end - span.begin)) + "</mark>";
    at = span.end;
  }
  return out + markup_text(text.substr(at));
}

// Each line is a paragraph; a mark that goes on in the next line is one in each.
std::string paragraphs(const Passage& body) {
  std::string out;
  auto span = body.spans.begin();
  const std::string_view text = body.text;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    std::vector<Span> here;
    for (auto next = span; next != body.spans.end() && next->begin < end; ++next) {
      const Span cut{std::max(next->begin, begin) - begin, std::min(next->end, end) - begin};
      if (cut.begin < cut.end) here.push_back(cut);
      if (next->end <= end) span = next + 1;
    }
    if (end > begin) out += "<p>" + marked(text.substr(begin, end - begin), here) + "</p>\n";
    begin = end + 1;
  }
  return out;
}

// One page that needs nothing else and runs nothing: no script, no picture, no font from anywhere.
constexpr std::string_view page_begin = R"(<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { max-width: 42em; margin: 2em auto; padding: 0 1em; font: 1rem/1.5 Georgia, serif; }
header, article { border-bottom: 1px solid; padding-bottom: 1em; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.2rem; margin-bottom: 0; }
.about { font: .85rem/1.4 sans-serif; margin-top: .3em; overflow-wrap: anywhere; }
</style>
)";

class Html : public ExportWriter {
 public:
  explicit Html(std::ostream& out) : out_(out) {}

  void begin(const Results& answer) override {
    out_ << page_begin << "<title>" << markup_text(answer.canonical)
         << "</title>\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">" << markup_text(answer.canonical)
         << "</h1>\n<p class=\"about\">" << markup_text(counted(answer.articles, "article")) << " · archive "
         << markup_text(answer.index.uuid) << ", revision " << answer.index.revision << " of "
         << markup_text(answer.index.built) << "</p>\n</header>\n";
  }

  void write(const Hit& hit) override {
    const Article& article = hit.article;
    out_ << "<article" << attribute("id", article.id) << attribute("lang", article.lang) << " dir=\"auto\">\n<h2>"
         << marked(hit.title.text, hit.title.spans) << "</h2>\n<p class=\"about\">";
    about_ = false;
    part(article.source);
    if (article.date) part(date_text(*article.date));
    part(list_text(article.authors));
    part(list_text(article.tags));
    if (const auto url = web_url(article.url))
      out_ << between() << "<a rel=\"noopener noreferrer\" href=\"" << markup_text(*url) << "\">" << markup_text(*url)
           << "</a>";
    out_ << "</p>\n";
    for (const auto& passage : hit.passages) out_ << paragraphs(passage);
    out_ << "</article>\n";
  }

  void end() override { out_ << "</body>\n</html>\n"; }

 private:
  static std::string attribute(const std::string& name, const std::string& value) {
    return value.empty() ? "" : ' ' + name + "=\"" + markup_text(value) + '"';
  }
  std::string_view between() { return std::exchange(about_, true) ? " · " : ""; }
  void part(const std::string& value) {
    if (!value.empty()) out_ << between() << "<bdi>" << markup_text(value) << "</bdi>";
  }

  std::ostream& out_;
  bool about_ = false;
};

}  // namespace

std::unique_ptr<ExportWriter> make_html_writer(std::ostream& out, bool) { return std::make_unique<Html>(out); }

}  // namespace broadsheet
