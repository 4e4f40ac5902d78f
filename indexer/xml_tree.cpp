#include "indexer/xml_tree.hpp"

#include <expat.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <memory>

#include "archive/limits.hpp"
#include "indexer/charset.hpp"
#include "indexer/clean.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {
namespace {

/// Namespaces by the prefix that readers know them by. An empty prefix: the names of a format stand alone.
struct Namespace {
  std::string_view uri;  ///< or how it begins
  std::string_view prefix;
};
constexpr std::array namespaces{
    Namespace{"http://www.w3.org/2005/Atom", ""},
    Namespace{"http://purl.org/atom/ns#", ""},
    Namespace{"http://purl.org/rss/1.0/modules/content", "content:"},
    Namespace{"http://purl.org/rss/1.0/modules/", "other:"},
    Namespace{"http://purl.org/rss/1.0/", ""},
    Namespace{"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"},
    Namespace{"http://purl.org/dc/elements/", "dc:"},
    Namespace{"http://purl.org/dc/terms", "dcterms:"},
    Namespace{"http://search.yahoo.com/mrss", "media:"},
    Namespace{"http://video.search.yahoo.com/mrss", "media:"},
    Namespace{"http://www.itunes.com/dtds/podcast", "itunes:"},
    Namespace{"http://rssnamespace.org/feedburner/ext/", "feedburner:"},
    Namespace{"http://wordpress.org/export/1.2/excerpt/", "excerpt:"},
    Namespace{"http://wordpress.org/export/1.1/excerpt/", "excerpt:"},
    Namespace{"http://wordpress.org/export/1.0/excerpt/", "excerpt:"},
    Namespace{"http://wordpress.org/export/", "wp:"},
    Namespace{"http://www.sitemaps.org/schemas/sitemap", ""},
    Namespace{"http://www.google.com/schemas/sitemap-news", "news:"},
    Namespace{"http://iptc.org/std/nar/", ""},
    Namespace{"http://iptc.org/std/NITF/", ""},
    Namespace{"http://iptc.org/std/NewsML/", ""},
    Namespace{"http://www.w3.org/1999/xhtml", ""},
    Namespace{"http://www.loc.gov/METS", ""},
    Namespace{"http://www.loc.gov/standards/alto", ""},
    Namespace{"http://schema.ccs-gmbh.com/", ""},
    Namespace{"http://www.loc.gov/mods", "mods:"},
    Namespace{"http://www.w3.org/1999/xlink", "xlink:"},
    Namespace{"http://www.w3.org/XML/1998/namespace", "xml:"},
};

/// The prefixes that a document declares, by element. Resolved here and not by expat, because feeds use prefixes that
/// they never declare; such a one means what it says.
class Prefixes {
 public:
  void enter(const XML_Char** attributes) {
    opened_.push_back(declared_.size());
    for (std::size_t i = 0; attributes[i] != nullptr; i += 2) {
      const std::string_view name = attributes[i];
      if (name == "xmlns" || name.starts_with("xmlns:"))
        declare(name.size() > 6 ? name.substr(6) : std::string_view(), attributes[i + 1]);
    }
  }
  void leave() {
    declared_.resize(opened_.back());
    opened_.pop_back();
  }

  std::string known_name(std::string_view typed, bool is_attribute) const {
    const auto colon = typed.find(':');
    if (colon == typed.npos && is_attribute) return std::string(typed);
    const auto prefix = colon == typed.npos ? std::string_view() : typed.substr(0, colon);
    const auto local = colon == typed.npos ? typed : typed.substr(colon + 1);
    for (auto one = declared_.rbegin(); one != declared_.rend(); ++one)
      if (one->first == prefix) return one->second + std::string(local);
    return std::string(typed);
  }

 private:
  /// A namespace that is not known means no format, unless it is the default (formats move to ever new addresses) or
  /// stands behind a prefix that everybody knows: then names mean what they say.
  void declare(std::string_view prefix, std::string_view address) {
    std::string uri(address);
    if (uri.starts_with("https:")) uri.erase(4, 1);  // some exports "mend" the names that look like addresses
    const auto typed = prefix.empty() ? std::string() : std::string(prefix) + ':';
    const auto* known = std::ranges::find_if(namespaces, [&](const auto& one) { return uri.starts_with(one.uri); });
    if (known == namespaces.end()) known = std::ranges::find(namespaces, typed, &Namespace::prefix);
    declared_.emplace_back(prefix, known != namespaces.end() ? known->prefix : typed.empty() ? "" : "other:");
  }
  std::vector<std::pair<std::string, std::string>> declared_;
  std::vector<std::size_t> opened_;
};

std::string_view local_name(std::string_view name) {
  const auto colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

/// Marks of CDATA that were escaped themselves, or stand in other CDATA, are no text; and HTML would take them for
/// comments, with what they hold.
void drop_cdata_marks(std::string& text) {
  if (text.find("<![CDATA[") == text.npos) return;
  for (const std::string_view mark : {"<![CDATA[", "]]>"})
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at)) text.erase(at, mark.size());
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

void add_collapsed(std::string& out, std::string_view text, bool& blank) {
  for (const char c : text) {
    if (is_blank(c)) {
      blank = true;
      continue;
    }
    if (blank && !out.empty() && out.back() != '\n') out += ' ';
    blank = false;
    out += c;
  }
}

/// The entities of HTML that documents use without a word, as their own document types, which are never fetched, would
/// declare them: those of Latin-1 in the order of their codes from 160 on, and some more by their codes.
constexpr std::string_view latin_entities =
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute "
    "micro "
    "para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil "
    "Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave "
    "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml "
    "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute "
    "thorn yuml ";
constexpr auto other_entities = std::to_array<std::pair<std::string_view, int>>(
    {{"OElig", 338},   {"oelig", 339},   {"Scaron", 352},  {"scaron", 353},  {"Yuml", 376},    {"ensp", 8194},
     {"emsp", 8195},   {"thinsp", 8201}, {"zwnj", 8204},   {"zwj", 8205},    {"ndash", 8211},  {"mdash", 8212},
     {"lsquo", 8216},  {"rsquo", 8217},  {"sbquo", 8218},  {"ldquo", 8220},  {"rdquo", 8221},  {"bdquo", 8222},
     {"dagger", 8224}, {"bull", 8226},   {"hellip", 8230}, {"lsaquo", 8249}, {"rsaquo", 8250}, {"euro", 8364},
     {"trade", 8482},  {"minus", 8722}});

const std::string& entity_declarations() {
  static const std::string all = [] {
    std::string text;
    const auto add = [&](std::string_view name, int code) {
      text += "<!ENTITY " + std::string(name) + " '&#" + std::to_string(code) + ";'>";
    };
    int code = 160;
    for (std::size_t begin = 0; begin < latin_entities.size(); ++code) {
      const auto end = latin_entities.find(' ', begin);
      add(latin_entities.substr(begin, end - begin), code);
      begin = end + 1;
    }
    for (const auto& [name, number] : other_entities) add(name, number);
    return text;
  }();
  return all;
}

constexpr auto block_names = std::to_array<std::string_view>(
    {"p",          "div",     "br",         "h1",      "h2",      "h3",     "h4",     "h5",         "h6",
     "li",         "tr",      "dt",         "dd",      "ul",      "ol",     "table",  "blockquote", "pre",
     "block",      "hl1",     "hl2",        "section", "article", "header", "footer", "hr",         "bq",
     "datasource", "tagline", "nitf-table", "note",    "figure",  "media",  "fn",     "dateline",   "byline"});
constexpr auto cell_names = std::to_array<std::string_view>({"td", "th", "col"});

/// Feeds a document to expat and builds the trees.
class Reading {
 public:
  explicit Reading(const XmlRecords& records, bool any_document_type = false)
      : records_(records), any_document_type_(any_document_type), parser_(XML_ParserCreate("UTF-8"), XML_ParserFree) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
    // In the place of any document type stand our entities; others are skipped and told of, and end no document.
    XML_UseForeignDTD(parser_.get(), XML_TRUE);
    XML_SetSkippedEntityHandler(parser_.get(), on_skipped_entity);
    XML_SetExternalEntityRefHandler(parser_.get(), on_document_type);
    XML_SetParamEntityParsing(parser_.get(), XML_PARAM_ENTITY_PARSING_ALWAYS);
  }

  /// False where nothing more is to be read.
  bool feed(std::string_view text, bool last) {
    fed_ += text.size();
    const bool good = XML_Parse(parser_.get(), text.data(), static_cast<int>(text.size()), last) != XML_STATUS_ERROR;
    // A tag or comment that does not end is held by the parser, and looked through again with every piece.
    const auto looked_at = XML_GetCurrentByteIndex(parser_.get());
    if (good && looked_at >= 0 && fed_ - static_cast<std::uint64_t>(looked_at) > longest_tag)
      refuse("a tag or comment is longer than " + print_bytes(longest_tag));
    if (good && fault_.empty()) return true;
    if (error_) std::rethrow_exception(error_);
    if (fault_.empty() && !stopped_)
      fault_ = std::string("not well-formed XML: ") + XML_ErrorString(XML_GetErrorCode(parser_.get())) + place();
    return false;
  }
  const std::string& fault() const { return fault_; }

 private:
  static constexpr std::uint64_t longest_tag = std::uint64_t{1} << 20;

  std::string place() const {
    return ", line " + std::to_string(XML_GetCurrentLineNumber(parser_.get())) + " column " +
           std::to_string(XML_GetCurrentColumnNumber(parser_.get()) + 1);
  }
  void refuse(const std::string& why) {
    if (fault_.empty()) fault_ = why + place();
    XML_StopParser(parser_.get(), XML_FALSE);
  }
  static Reading& self(void* data) { return *static_cast<Reading*>(data); }
  static void on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
    self(data).start(name, attributes);
  }
  static void on_end(void* data, const XML_Char*) { self(data).end(); }
  static void on_text(void* data, const XML_Char* text, int length) {
    self(data).text({text, static_cast<std::size_t>(length)});
  }
  static void on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int internal_subset) {
    if (internal_subset != 0 && !self(data).any_document_type_)
      self(data).refuse("its document type has an internal subset, which may hide entities");
  }
  static int on_document_type(XML_Parser parser, const XML_Char* context, const XML_Char*, const XML_Char*,
                              const XML_Char*) {
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> inner(
        XML_ExternalEntityParserCreate(parser, context, nullptr), XML_ParserFree);
    const auto& text = entity_declarations();
    return inner && XML_Parse(inner.get(), text.data(), static_cast<int>(text.size()), 1) != XML_STATUS_ERROR ? 1 : 0;
  }
  static void on_skipped_entity(void* data, const XML_Char* name, int is_parameter) {
    if (is_parameter == 0) self(data).text(text_of_html("&" + std::string(name) + ";"));
  }

  /// Counts what is kept in memory, of this record or of all that stands outside of records.
  void hold(std::size_t bytes) {
    const bool in_record = record_depth_ != XmlTree::none;
    if (((in_record ? record_bytes_ : around_bytes_) += bytes) > limit::record_bytes)
      refuse(std::string(in_record ? "a record" : "what stands outside of records") + " is larger than " +
             print_bytes(limit::record_bytes));
  }

  XmlTree& tree() { return record_depth_ != XmlTree::none ? record_ : around_; }

  void start(const XML_Char* name, const XML_Char** attributes) {
    if (depth_ >= limit::xml_depth)
      return refuse("nested too deep: more than " + std::to_string(limit::xml_depth) + " elements are open");
    prefixes_.enter(attributes);
    XmlNode node;
    node.name = prefixes_.known_name(name, false);
    std::size_t size = sizeof(XmlNode);
    for (std::size_t i = 0; attributes[i] != nullptr; i += 2) {
      if (i / 2 >= limit::html_attributes)
        return refuse("a tag has more than " + std::to_string(limit::html_attributes) + " attributes");
      node.attributes.emplace_back(prefixes_.known_name(attributes[i], true), attributes[i + 1]);
      size += node.attributes.back().second.size();
    }
    if (record_depth_ == XmlTree::none && records_.is_record(node.name, depth_)) {
      record_depth_ = depth_;
      record_line_ = XML_GetCurrentLineNumber(parser_.get());
      record_.nodes.clear();
      open_in_record_.clear();
      record_bytes_ = 0;
    }
    auto& open = record_depth_ != XmlTree::none ? open_in_record_ : open_around_;
    auto& nodes = tree().nodes;
    node.parent = open.empty() ? 0 : open.back();
    open.push_back(static_cast<std::uint32_t>(nodes.size()));
    nodes.push_back(std::move(node));
    ++depth_;
    hold(size);
  }

  void end() {
    --depth_;
    prefixes_.leave();
    auto& open = record_depth_ != XmlTree::none ? open_in_record_ : open_around_;
    auto& nodes = tree().nodes;
    nodes[open.back()].end = static_cast<std::uint32_t>(nodes.size());
    open.pop_back();
    if (record_depth_ != depth_) return;
    record_depth_ = XmlTree::none;
    for (auto& node : record_.nodes) drop_cdata_marks(node.text);
    // What is open around it ends here for now.
    for (const auto node : open_around_) around_.nodes[node].end = static_cast<std::uint32_t>(around_.nodes.size());
    try {
      if (records_.use(record_, around_, record_line_)) return;
    } catch (...) {
      error_ = std::current_exception();  // not through the parser, which is C
    }
    stopped_ = true;
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void text(std::string_view text) {
    auto& nodes = tree().nodes;
    if (nodes.empty()) return;
    // Blanks between records, of which there may be millions, are not kept.
    if (record_depth_ == XmlTree::none && open_around_.size() <= 2 && std::ranges::all_of(text, is_blank)) return;
    hold(text.size());
    const auto& open = record_depth_ != XmlTree::none ? open_in_record_ : open_around_;
    if (open.empty()) return;
    if (nodes.back().name.empty() && nodes.back().parent == open.back()) {
      nodes.back().text += text;
      return;
    }
    XmlNode node;
    node.parent = open.back();
    node.end = static_cast<std::uint32_t>(nodes.size() + 1);
    node.text = text;
    nodes.push_back(std::move(node));
  }

  const XmlRecords& records_;
  const bool any_document_type_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser_;
  Prefixes prefixes_;
  XmlTree around_, record_;
  std::vector<std::uint32_t> open_around_, open_in_record_;
  std::size_t depth_ = 0, record_depth_ = XmlTree::none, record_line_ = 0;
  std::size_t record_bytes_ = 0, around_bytes_ = 0;
  std::uint64_t fed_ = 0;
  std::string fault_;
  std::exception_ptr error_;
  bool stopped_ = false;
};

/// The encoding that a document declares, in lower case; empty: none.
std::string declared_encoding(std::string_view head) {
  const auto end = head.find("?>");
  const auto at = head.substr(0, end).find("encoding");
  if (!head.starts_with("<?xml") || end == head.npos || at == head.npos) return {};
  const auto quote = head.find_first_of("\"'", at);
  const auto close = quote == head.npos ? quote : head.find(head[quote], quote + 1);
  if (close == head.npos) return {};
  return lower_ascii(head.substr(quote + 1, close - quote - 1));
}

constexpr std::size_t piece_bytes = std::size_t{64} << 10;

/// Makes blanks of the XML declaration and of what stands before it, which is forgiven. What it says of the charset has
/// been heeded, and `standalone` would have our entities refused. False: nothing but blanks is there.
bool blank_declaration(std::string& text) {
  auto begin = std::min(text.find('<'), text.size());
  const bool some = begin < text.size();
  if (text.compare(begin, 5, "<?xml") == 0 && begin + 5 < text.size() && is_blank(text[begin + 5]))
    begin = std::min(text.find("?>", begin), text.size() - 2) + 2;
  std::replace_if(
      text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), [](char c) { return c != '\n'; }, ' ');
  return some;
}

/// UTF-8 piece by piece, mended where XML allows no doubt: bytes that are none become U+FFFD, controls blanks.
class Utf8Pieces {
 public:
  /// True if the beginning of a text is UTF-8, perhaps cut in the middle of a character.
  static bool is_utf8(std::string_view text) {
    const auto whole = text.size() - cut_character(text);
    return simdjson::validate_utf8(text.data(), whole);
  }

  std::string next(std::string_view piece, bool last) {
    std::string text = rest_ + std::string(piece);
    rest_.clear();
    if (!last) {  // a character that is cut waits for its other half
      const auto cut = cut_character(text);
      rest_ = text.substr(text.size() - cut);
      text.resize(text.size() - cut);
    }
    text = clean_utf8(text);
    for (char& c : text)
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') c = ' ';
    return with_references(text, last);
  }

 private:
  static constexpr std::size_t longest_reference = 32;
  static constexpr std::string_view reference_characters =
      "#.-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /// An `&` that begins no reference is one, as in the links of many feeds; a reference to a character that XML forbids
  /// is U+FFFD. In CDATA nothing is a reference.
  std::string with_references(std::string_view text, bool last) {
    std::string out;
    std::size_t i = 0;
    while (i < text.size()) {
      auto at = cdata_ ? text.find("]]>", i) : text.find_first_of("&<]", i);
      const bool found = at != text.npos;
      if (!found) at = text.size() - (cdata_ && !last ? std::min<std::size_t>(text.size() - i, 2) : 0);
      out += text.substr(i, at - i);
      i = at;
      if (!found || (!last && text.size() - i < longest_reference)) break;  // the rest waits for the next piece
      const auto rest = text.substr(i);
      if (!cdata_ && rest[0] == ']') {  // where one CDATA stands in another, it ends too early
        const bool is_end = rest.starts_with("]]>");
        out += is_end ? "]]&gt;" : "]";
        i += is_end ? 3 : 1;
      } else if (cdata_ || rest[0] == '<') {
        const std::string_view mark = cdata_ ? "]]>" : rest.starts_with("<![CDATA[") ? "<![CDATA[" : "<";
        if (mark != "<") cdata_ = !cdata_;
        out += mark;
        i += mark.size();
      } else {
        const auto end = rest.find_first_not_of(reference_characters, 1);
        const bool is_reference = end != rest.npos && rest[end] == ';' && end > 1 && end < longest_reference;
        const auto reference = rest.substr(0, is_reference ? end + 1 : 1);
        out += !is_reference ? "&amp;" : is_forbidden(reference) ? "\uFFFD" : reference;
        i += reference.size();
      }
    }
    rest_.insert(0, text.substr(i));
    return out;
  }

  static bool is_forbidden(std::string_view reference) {
    if (!reference.starts_with("&#")) return false;
    const bool hex = reference[2] == 'x';
    const auto digits = reference.substr(hex ? 3 : 2);
    unsigned code = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10).ec != std::errc())
      return true;
    return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || (code >= 0xD800 && code < 0xE000) ||
           code == 0xFFFE || code == 0xFFFF || code > 0x10FFFF;
  }

  /// Bytes at the end that may be the beginning of a character.
  static std::size_t cut_character(std::string_view text) {
    std::size_t cut = 0;
    while (cut < 3 && cut < text.size() && (static_cast<unsigned char>(text[text.size() - 1 - cut]) & 0xC0) == 0x80)
      ++cut;
    if (cut < text.size() && static_cast<unsigned char>(text[text.size() - 1 - cut]) >= 0xC0) ++cut;
    return cut;
  }

  std::string rest_;
  bool cdata_ = false;
};

}  // namespace

std::string read_xml(ByteStream& bytes, const XmlRecords& records) {
  const std::string_view head = bytes.peek(std::size_t{64} << 10);
  const std::string encoding = declared_encoding(head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head);
  const bool wide = head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE");
  const bool said_utf8 = encoding.empty() || encoding == "utf-8" || encoding == "utf8" || encoding == "us-ascii";
  Reading reading(records);
  Utf8Pieces pieces;
  if (wide || !said_utf8 || !pieces.is_utf8(head)) {
    // Converted whole, as web pages are: documents in other charsets are feeds and items, not dumps.
    std::string page, why;
    if (!read_page_bytes(bytes, page, &why)) return why;
    std::string text;
    if (!said_utf8 && !wide && !simdjson::validate_utf8(page) && !decode(page, encoding, text))
      return "its encoding " + quote(encoding) + " is not known";
    text = pieces.next(decode_page(page, encoding).text, true);
    blank_declaration(text);
    for (std::size_t begin = 0; begin == 0 || begin < text.size(); begin += piece_bytes)
      if (!reading.feed(std::string_view(text).substr(begin, piece_bytes), begin + piece_bytes >= text.size())) break;
    return reading.fault();
  }
  std::string piece(piece_bytes, '\0');
  bool first = true;
  for (;;) {
    const auto count = bytes.read(piece.data(), piece.size());
    std::string text = pieces.next(std::string_view(piece).substr(0, count), count == 0);
    if (first) first = !blank_declaration(text);
    if (!reading.feed(text, count == 0) || count == 0) break;
  }
  return bytes.fault().empty() ? reading.fault() : bytes.fault();
}

std::string xml_root(std::string_view head) {
  std::string root;
  XmlRecords records;
  records.is_record = [&](std::string_view name, std::size_t) {
    if (root.empty()) root = name;
    return false;
  };
  records.use = [](const XmlTree&, const XmlTree&, std::size_t) { return false; };
  std::string text = Utf8Pieces().next(decode_page(head, {}).text, true);
  blank_declaration(text);
  Reading(records, true).feed(text, true);  // a document type that is refused is one all the same
  return root;
}

std::size_t XmlTree::child(std::size_t node, std::string_view name) const {
  if (node == none || node >= nodes.size()) return none;
  for (std::size_t i = node + 1; i < nodes[node].end; i = nodes[i].end)
    if (nodes[i].name == name) return i;
  return none;
}

std::vector<std::size_t> XmlTree::children(std::size_t node, std::string_view name) const {
  std::vector<std::size_t> out;
  if (node == none || node >= nodes.size()) return out;
  for (std::size_t i = node + 1; i < nodes[node].end; i = nodes[i].end)
    if (nodes[i].name == name) out.push_back(i);
  return out;
}

std::vector<std::size_t> XmlTree::all(std::size_t node, std::string_view name) const {
  std::vector<std::size_t> out;
  if (node == none || node >= nodes.size()) return out;
  for (std::size_t i = node + 1; i < nodes[node].end; ++i)
    if (nodes[i].name == name) out.push_back(i);
  return out;
}

std::size_t XmlTree::first(std::size_t node, std::string_view name) const {
  if (node == none || node >= nodes.size()) return none;
  for (std::size_t i = node + 1; i < nodes[node].end; ++i)
    if (nodes[i].name == name) return i;
  return none;
}

bool XmlTree::has_elements(std::size_t node) const {
  if (node == none || node >= nodes.size()) return false;
  return std::any_of(nodes.begin() + static_cast<std::ptrdiff_t>(node) + 1,
                     nodes.begin() + static_cast<std::ptrdiff_t>(nodes[node].end),
                     [](const XmlNode& one) { return !one.name.empty(); });
}

std::size_t XmlTree::path(std::size_t node, std::initializer_list<std::string_view> names) const {
  for (const auto name : names) node = child(node, name);
  return node;
}

std::string_view XmlTree::attribute(std::size_t node, std::string_view name) const {
  if (node == none || node >= nodes.size()) return {};
  for (const auto& [key, value] : nodes[node].attributes)
    if (key == name || local_name(key) == name) return value;
  return {};
}

std::string XmlTree::text(std::size_t node) const {
  std::string out;
  bool blank = false;
  if (node == none || node >= nodes.size()) return out;
  for (std::size_t i = node; i < nodes[node].end; ++i) {
    if (nodes[i].name.empty())
      add_collapsed(out, nodes[i].text, blank);
    else if (std::ranges::find(block_names, local_name(nodes[i].name)) != block_names.end())
      blank = true;
  }
  return out;
}

std::string XmlTree::raw_text(std::size_t node) const {
  std::string out;
  if (node == none || node >= nodes.size()) return out;
  for (std::size_t i = node; i < nodes[node].end; ++i) out += nodes[i].text;
  return out;
}

std::string XmlTree::paragraphs(std::size_t node, std::size_t without) const {
  std::string out;
  if (node == none || node >= nodes.size()) return out;
  bool blank = false;
  const auto line = [&] {
    while (out.ends_with(' ')) out.pop_back();
    if (!out.empty() && out.back() != '\n') out += '\n';
    blank = false;
  };
  std::vector<std::size_t> ends;  // of blocks that are open
  std::size_t lines_end = 0;      // of the `pre` that is open: its line breaks count
  for (std::size_t i = node; i < nodes[node].end; ++i) {
    while (!ends.empty() && ends.back() <= i) {
      line();
      ends.pop_back();
    }
    const auto name = local_name(nodes[i].name);
    if (nodes[i].name.empty()) {
      std::string_view text = nodes[i].text;
      for (std::size_t end = 0; i < lines_end && (end = text.find('\n')) != text.npos; text.remove_prefix(end + 1)) {
        add_collapsed(out, text.substr(0, end), blank);
        line();
      }
      add_collapsed(out, text, blank);
    } else if (i == without || name == "script" || name == "style" || name == "media") {
      i = nodes[i].end - 1;
    } else if (std::ranges::find(block_names, name) != block_names.end()) {
      line();
      ends.push_back(nodes[i].end);
      if (name == "pre") lines_end = nodes[i].end;
    } else if (std::ranges::find(cell_names, name) != cell_names.end()) {
      blank = true;
    }
  }
  line();
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

}  // namespace broadsheet
