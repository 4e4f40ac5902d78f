#include <array>

#include "cli/amounts.hpp"
#include "cli/export_writer.hpp"
#include "cli/present.hpp"

namespace broadsheet::cli {
namespace {

// Text by others as HTML, in text and in quoted values alike: the only way in which such text gets into the page. The
// signs that turn the direction of text are written by number, so that a terminal or an editor does not obey them.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case '&':
        out += "&amp;";
        continue;
      case '<':
        out += "&lt;";
        continue;
      case '>':
        out += "&gt;";
        continue;
      case '"':
        out += "&quot;";
        continue;
      case '\'':
        out += "&#39;";
        continue;
      default:
        break;
    }
    const auto code = [&](std::string_view prefix, unsigned char first, unsigned char last) {
      if (text.size() < at + 3 || text.substr(at, 2) != prefix) return 0U;
      const auto byte = static_cast<unsigned char>(text[at + 2]);
      return byte >= first && byte <= last ? static_cast<unsigned>(byte) : 0U;
    };
    if (const unsigned embedding = code("\xE2\x80", 0xAA, 0xAE))
      out += "&#" + std::to_string(0x202A + embedding - 0xAA) + ';', at += 2;
    else if (const unsigned isolate = code("\xE2\x81", 0xA6, 0xA9))
      out += "&#" + std::to_string(0x2066 + isolate - 0xA6) + ';', at += 2;
    else
      out += text[at];
  }
  return out;
}

std::string marked(std::string_view text, const std::vector<Span>& spans) {
  std::string out;
  std::size_t at = 0;
  for (const auto& span : spans) {
    out += escaped(text.substr(at, span.begin - at)) + "<mark>" +
           escaped(text.substr(span.begin, span.end - span.begin)) + "</mark>";
    at = span.end;
  }
  return out + escaped(text.substr(at));
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
    out_ << page_begin << "<title>" << escaped(answer.canonical)
         << "</title>\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">" << escaped(answer.canonical)
         << "</h1>\n<p class=\"about\">" << escaped(counted(answer.articles, "article")) << " · archive "
         << escaped(answer.index.uuid) << ", revision " << answer.index.revision << " of "
         << escaped(answer.index.built) << "</p>\n</header>\n";
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
    if (article.url.starts_with("http://") || article.url.starts_with("https://"))
      out_ << between() << "<a rel=\"noopener noreferrer\" href=\"" << escaped(article.url) << "\">"
           << escaped(article.url) << "</a>";
    out_ << "</p>\n";
    for (const auto& passage : hit.passages) out_ << paragraphs(passage);
    out_ << "</article>\n";
  }

  void end() override { out_ << "</body>\n</html>\n"; }

 private:
  static std::string attribute(const std::string& name, const std::string& value) {
    return value.empty() ? "" : ' ' + name + "=\"" + escaped(value) + '"';
  }
  std::string_view between() { return std::exchange(about_, true) ? " · " : ""; }
  void part(const std::string& value) {
    if (!value.empty()) out_ << between() << "<bdi>" << escaped(value) << "</bdi>";
  }

  std::ostream& out_;
  bool about_ = false;
};

}  // namespace

std::unique_ptr<ExportWriter> make_html_writer(std::ostream& out, bool) { return std::make_unique<Html>(out); }

}  // namespace broadsheet::cli
