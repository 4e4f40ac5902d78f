#include <algorithm>
#include <array>
#include <broadsheet/error.hpp>
#include <cerrno>
#include <system_error>
#include <utility>

#include "indexer/article_fields.hpp"
#include "indexer/box.hpp"
#include "indexer/charset.hpp"
#include "indexer/clean.hpp"
#include "indexer/date_orders.hpp"
#include "indexer/item.hpp"
#include "indexer/reader.hpp"
#include "indexer/reader_alto.hpp"
#include "indexer/reader_feed.hpp"
#include "indexer/reader_html.hpp"
#include "indexer/reader_json.hpp"
#include "indexer/reader_jsonl.hpp"
#include "indexer/reader_mail.hpp"
#include "indexer/reader_markdown.hpp"
#include "indexer/reader_newsml.hpp"
#include "indexer/reader_nitf.hpp"
#include "indexer/reader_page.hpp"
#include "indexer/reader_reuters.hpp"
#include "indexer/reader_sitemap.hpp"
#include "indexer/reader_table.hpp"
#include "indexer/reader_warc.hpp"
#include "indexer/reader_wxr.hpp"
#include "indexer/source_file.hpp"
#include "indexer/xml_tree.hpp"

namespace broadsheet {
namespace {

/// What is known of a source before a reader is chosen.
struct Head {
  std::string_view name;   ///< last part of the place, without `.gz` and `.zst`
  std::string_view bytes;  ///< the first ones
  std::string_view text;   ///< `bytes` without byte order mark and white space before
  std::string root;        ///< of XML: the name of its first element
};

constexpr std::size_t head_bytes = std::size_t{64} << 10;

bool is_binary(const Head& head) { return head.bytes.find('\0') != head.bytes.npos; }

std::string_view after_blanks(std::string_view text) {
  const auto at = text.find_first_not_of(" \t\r\n");
  return at == text.npos ? std::string_view() : text.substr(at);
}

bool is_json_object(const Head& head) {
  if (!head.text.starts_with('{')) return false;
  const auto next = after_blanks(head.text.substr(1));
  return next.starts_with('"') || next.starts_with('}');
}

bool is_json_array(const Head& head) {
  if (!head.text.starts_with('[')) return false;
  const auto next = after_blanks(head.text.substr(1));
  return next.starts_with('{') || next.starts_with('[') || next.starts_with('"') || next.starts_with(']');
}

/// An object whose first line is not closed and whose second goes on with a name.
bool is_object_over_lines(const Head& head) {
  if (!is_json_object(head)) return false;
  const auto line_end = head.text.find('\n');
  if (line_end == head.text.npos) return false;
  const auto first = head.text.substr(0, head.text.find_last_not_of(" \t\r", line_end - 1) + 1);
  const auto next = after_blanks(head.text.substr(line_end));
  return !first.ends_with('}') && (next.starts_with('"') || next.starts_with('}'));
}

bool has_html_element(std::string_view text) {
  const std::string small = lower_ascii(text.substr(0, 4096));
  return small.find("<html") != small.npos || small.find("<!doctype html") != small.npos;
}

bool is_markup(const Head& head) { return head.text.starts_with('<') || has_html_element(head.text); }

bool is_jsonl(const Head& head) {
  if (is_binary(head) || is_json_array(head) || is_object_over_lines(head)) return false;
  if (is_json_object(head)) return true;
  // With a broken first line, the name decides.
  return (head.name.ends_with(".jsonl") || head.name.ends_with(".ndjson")) && !is_markup(head);
}

bool is_feed(const Head& head) { return head.root == "rss" || head.root == "rdf:RDF" || head.root == "feed"; }
bool is_nitf(const Head& head) { return head.root == "nitf"; }
bool is_newsml_g2(const Head& head) {
  return head.root == "newsMessage" || head.root == "newsItem" || head.root == "packageItem" ||
         head.root == "conceptItem" || head.root == "knowledgeItem" || head.root == "planningItem";
}
bool is_newsml_1(const Head& head) { return head.root == "NewsML"; }
bool is_sitemap(const Head& head) { return head.root == "urlset" || head.root == "sitemapindex"; }
bool is_wxr(const Head& head) {
  return head.root == "rss" && head.bytes.find("://wordpress.org/export/") != head.bytes.npos;
}

bool is_html(const Head& head) {
  const bool has_tag = head.text.starts_with('<');
  // A page may hold a NUL, and browsers show it all the same.
  if (has_html_element(head.text)) return has_tag || !is_binary(head);
  return has_tag && !is_binary(head) && !head.text.starts_with("<?xml");
}

bool is_reuters(const Head& head) {
  return head.text.starts_with("<!DOCTYPE lewis") || head.text.starts_with("<REUTERS");
}
bool is_table(const Head& head) { return !is_binary(head) && !is_markup(head) && is_table_header(head.bytes); }

bool is_json(const Head& head) { return is_json_array(head) || is_object_over_lines(head); }

bool is_page(const Head& head) {
  return !is_binary(head) && !is_markup(head) && !is_json_array(head) && !is_json_object(head) &&
         has_paragraph(head.bytes);
}

/// All readers, in the order in which they are asked. To add a format, write its file and add its row here; names,
/// help and messages are made from this table.
struct Reader {
  std::string_view name;  ///< for `--format`
  std::string_view reads;
  bool (*recognises)(const Head&);
  void (*read)(const std::string& place, ByteStream&, const ReadOptions&, ArticleSink&);
  bool holds_others = false;  ///< a container: `--format` speaks of what is inside, and none lies in another
};
constexpr std::array table{
    Reader{"box", "zip and tar files, of what is listed here", [](const Head& head) { return is_box(head.bytes); },
           read_box, true},
    Reader{"warc", "a web archive: the pages in it", [](const Head& head) { return head.bytes.starts_with("WARC/"); },
           read_warc, true},
    Reader{"json", "a JSON list of articles, JSON Feed, ninjs, an export of Ghost", is_json, read_json},
    Reader{"jsonl", "JSON lines: one article a line, under the usual names", is_jsonl, read_jsonl},
    Reader{"wxr", "an export of WordPress", is_wxr, read_wxr},
    Reader{"feed", "RSS or Atom", is_feed, read_feed},
    Reader{"nitf", "agency articles as NITF", is_nitf, read_nitf},
    Reader{"newsml-g2", "agency items as NewsML-G2", is_newsml_g2, read_newsml_g2},
    Reader{"newsml-1", "agency items as NewsML 1", is_newsml_1, read_newsml_1},
    Reader{"mets", "newspaper issues as METS, with their ALTO pages",
           [](const Head& head) { return head.root == "mets"; }, read_mets},
    Reader{"alto", "pages of newspapers as ALTO", [](const Head& head) { return head.root == "alto"; }, read_alto},
    Reader{"sitemap", "a news sitemap", is_sitemap, read_sitemap},
    Reader{"reuters", "Reuters-21578 as it is distributed", is_reuters, read_reuters},
    Reader{"mail", "mails, mailboxes, and pages saved as MHTML", [](const Head& head) { return is_mail(head.text); },
           read_mail},
    Reader{"markdown", "Markdown with front matter", [](const Head& head) { return has_front_matter(head.bytes); },
           read_markdown},
    Reader{"table", "CSV or TSV with a header", is_table, read_table},
    Reader{"html", "a saved web page", is_html, read_html},
    Reader{"page", "text of a scraped page, or any headline and paragraphs", is_page, read_page},
};

/// What a source looks like that no reader takes: by its first bytes, or else by a test.
struct Foreign {
  std::string_view magic;
  std::string_view what;
  bool passed_over = false;  ///< lies beside articles everywhere, and is none
};
constexpr std::array foreign{
    Foreign{"%PDF", "a PDF document"},
    Foreign{"\x89PNG", "a PNG picture", true},
    Foreign{"\xFF\xD8\xFF", "a JPEG picture", true},
    Foreign{"GIF8", "a GIF picture", true},
    Foreign{"wOFF", "a font", true},
    Foreign{"wOF2", "a font", true},
    Foreign{"OTTO", "a font", true},
    Foreign{std::string_view("\0\1\0\0\0", 5), "a font", true},
    Foreign{std::string_view("\0\0\1\0", 4), "an icon", true},
    Foreign{"II*", "a TIFF picture", true},
    Foreign{"MM", "a TIFF picture", true},
    Foreign{"BM", "a picture", true},
    Foreign{"ID3", "a sound", true},
    Foreign{"OggS", "a sound or a film", true},
    Foreign{"\x1A\x45\xDF\xA3", "a film", true},
    Foreign{"RIFF", "a sound or a picture", true},
    Foreign{"\x1F\x8B", "gzip inside another packing"},
    Foreign{"\x28\xB5\x2F\xFD", "zstd inside another packing"},
    Foreign{"7z\xBC\xAF", "a 7z file"},
    Foreign{"SQLite format 3", "an SQLite database"},
    Foreign{"\x7F"
            "ELF",
            "a program"},
};

/// Names of what pages are made of beside their text.
constexpr auto beside_pages = std::to_array<std::string_view>(
    {".css", ".js",   ".mjs",   ".map", ".svg", ".png", ".jpg",  ".jpeg", ".gif", ".webp", ".avif",
     ".ico", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3",  ".mp4",  ".m4a", ".m4v",  ".mov",
     ".avi", ".webm", ".ogg",   ".wav", ".jp2", ".tif", ".tiff", ".scss", ".less"});

/// What the source is, where it lies beside articles and is none; else empty.
std::string_view passed_over_as(const Head& head) {
  const std::string name = lower_ascii(head.name);
  if (std::ranges::any_of(beside_pages, [&](std::string_view end) { return name.ends_with(end); }))
    return "a picture, style sheet, script, font, sound or film";
  if (head.bytes.size() > 8 && head.bytes.substr(4, 4) == "ftyp") return "a film or a sound";
  if (head.text.starts_with("<svg")) return "a picture";
  if (!is_binary(head)) return {};
  for (const auto& row : foreign)
    if (row.passed_over && head.bytes.starts_with(row.magic)) return row.what;
  return {};
}

std::string what_can_be_read() {
  std::string text = "; can be read: ";
  for (const auto& reader : table) text += (&reader == table.data() ? "" : ", ") + std::string(reader.name);
  return text + " ('broadsheet help index')";
}

std::string why_not(const Head& head) {
  for (const auto& row : foreign) {
    if (head.bytes.starts_with(row.magic)) return "looks like " + std::string(row.what) + what_can_be_read();
  }
  if (is_binary(head)) return "looks like a binary file" + what_can_be_read();
  if (head.text.starts_with("<?xml") && head.text.find("<!ENTITY") != head.text.npos)
    return "XML that declares entities of its own, which are not expanded: it is not read";
  if (head.text.starts_with("<?xml")) return "XML of no kind that can be read" + what_can_be_read();
  if (head.text.empty()) return "nothing but white space in its first " + print_bytes(head.bytes.size());
  return "looks like text without a paragraph of 20 words" + what_can_be_read();
}

const Reader& reader_named(const std::string& name) {
  const auto* found = std::find_if(table.begin(), table.end(), [&](const Reader& r) { return r.name == name; });
  if (found != table.end()) return *found;
  std::string known;
  for (const auto& reader : table) known += (known.empty() ? "" : ", ") + std::string(reader.name);
  throw Error(ErrorKind::usage, "'" + name + "' is no format; there are: " + known);
}

Head head_of(const std::string& place, ByteStream& bytes) {
  Head head;
  head.name = std::string_view(place).substr(place.find_last_of('/') + 1);
  for (const std::string_view packed : {".gz", ".zst", ".bz2", ".xz"}) {
    if (head.name.ends_with(packed)) head.name.remove_suffix(packed.size());
  }
  head.bytes = bytes.peek(head_bytes);
  head.text = head.bytes;
  if (head.text.starts_with("\xEF\xBB\xBF")) head.text.remove_prefix(3);
  head.text = after_blanks(head.text);
  if (head.text.starts_with('<')) head.root = xml_root(head.text.substr(0, 8192));
  return head;
}

/// Reads one stream with the reader asked for, or the first that recognises it. `outer` is the container it lies in.
/// No reader sees UTF-16.
void read_with(const Reader* asked, const std::string& place, ByteStream& bytes, const ReadOptions& options,
               ArticleSink& sink, const Reader* outer = nullptr) {
  if (const auto mark = bytes.peek(2); mark == "\xFE\xFF" || mark == "\xFF\xFE") {
    const auto decoded = text_stream(bytes);
    return read_with(asked, place, *decoded, options, sink, outer);
  }
  const auto head = head_of(place, bytes);
  sink.reading_with({});
  const auto recognised = std::find_if(table.begin(), table.end(), [&](const Reader& r) { return r.recognises(head); });
  const Reader* reader = recognised == table.end() ? nullptr : &*recognised;
  if (asked != nullptr && (reader == nullptr || !reader->holds_others)) reader = asked;
  const auto beside = asked == nullptr || asked->holds_others ? passed_over_as(head) : std::string_view();
  if (head.bytes.empty()) {
    reject_source(sink, place, bytes.fault().empty() ? "an empty file" : bytes.fault());
  } else if (!beside.empty()) {
    pass_over(sink, place, std::string(beside));
  } else if (reader == nullptr) {
    reject_source(sink, place, why_not(head));
  } else if (outer != nullptr && reader->holds_others) {
    reject_source(sink, place, "a box inside a box is not opened: unpack the outer one first");
  } else {
    sink.reading_with(reader->name);
    reader->read(place, bytes, options, sink);
  }
  sink.reading_with(outer == nullptr ? std::string_view() : outer->name);
}

void read_file(const FoundFile& found, const Reader* reader, const ReadOptions& options, ArticleSink& sink) {
  errno = 0;
  auto file = found.open();
  if (!file) {
    const int error = errno;
    return reject_source(
        sink, found.place,
        "cannot be opened: " + (error == 0 ? "it is no longer a file" : std::generic_category().message(error)));
  }
  const auto bytes = file_stream(std::move(file), [&](std::uint64_t count) { sink.read_bytes(count); });
  read_with(reader, found.place, *bytes, options, sink);
}

}  // namespace

void read_inside(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink) {
  const Reader* asked = options.format.empty() ? nullptr : &reader_named(options.format);
  read_with(asked != nullptr && asked->holds_others ? nullptr : asked, place, bytes, options, sink, table.data());
}

std::vector<ReaderInfo> readers() {
  std::vector<ReaderInfo> all;
  for (const auto& reader : table) all.push_back({std::string(reader.name), std::string(reader.reads)});
  return all;
}

void read_into(const std::vector<std::string>& sources, const ReadOptions& options, ArticleSink& sink) {
  const Reader* reader = options.format.empty() ? nullptr : &reader_named(options.format);
  static_cast<void>(FieldMap(options.map));  // a wrong option fails before anything is read
  DateOrders dated(sink);
  find_files(
      sources,
      [&](const FoundFile& found) {
        if (sink.stop()) return false;
        read_file(found, reader, options, dated);
        dated.end_file();
        return !sink.stop();
      },
      [&](Outcome&& outcome) { sink.reject(std::move(outcome)); });
  dated.end_all();
}

std::uint64_t total_bytes(const std::vector<std::string>& sources) {
  std::uint64_t bytes = 0;
  find_files(
      sources,
      [&](const FoundFile& found) {
        bytes += found.bytes;
        return true;
      },
      [](Outcome&&) {});
  return bytes;
}

void read_sources(const std::vector<std::string>& sources, const ReadOptions& options,
                  const std::function<void(Article&&)>& article, const std::function<void(const Outcome&)>& reject) {
  class Callbacks final : public ArticleSink {
   public:
    Callbacks(const std::function<void(Article&&)>& article_of, const std::function<void(const Outcome&)>& reject_of)
        : article_(article_of), reject_(reject_of) {}
    void article(Article&& one) override { article_(std::move(one)); }
    void reject(Outcome&& outcome) override { reject_(outcome); }

   private:
    const std::function<void(Article&&)>& article_;
    const std::function<void(const Outcome&)>& reject_;
  };
  Callbacks sink(article, reject);
  read_into(sources, options, sink);
}

}  // namespace broadsheet
