// ALTO (loc.gov/standards/alto): TextBlock, TextLine, String with CONTENT, WC, place and size; HYP at divided words.
// METS (loc.gov/standards/mets): which blocks make an article (structMap LOGICAL, structLink, areas of pages).
#include "indexer/reader_alto.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "archive/limits.hpp"
#include "indexer/clean.hpp"
#include "indexer/item.hpp"
#include "indexer/xml_tree.hpp"

namespace broadsheet {
namespace {

/// A word on a page. Sizes in the page's own unit.
struct PageWord {
  std::string text;
  std::string id;
  double x = 0, y = 0;  ///< of its middle
  double confidence = -1;
  std::size_t block = 0, line = 0;  ///< numbers of its block and line on the page
};

using Page = std::vector<PageWord>;

double number(std::string_view text) {
  const std::string copy(text);
  return copy.empty() ? 0 : std::strtod(copy.c_str(), nullptr);
}

/// The words in the order of the file. Of a word divided over two lines the first half has it whole, the second is
/// not there.
Page words_of(const XmlTree& tree, std::size_t from) {
  Page page;
  std::size_t block = 0, line = 0;
  for (auto i = from; i < tree.nodes[from].end; ++i) {
    const auto& name = tree.nodes[i].name;
    if (name == "TextBlock") ++block;
    if (name == "TextLine") ++line;
    if (name != "String") continue;
    const auto part = tree.attribute(i, "SUBS_TYPE");
    const auto whole = tree.attribute(i, "SUBS_CONTENT");
    if (part == "HypPart2" && !whole.empty()) continue;
    PageWord word;
    word.text = part == "HypPart1" && !whole.empty() ? whole : tree.attribute(i, "CONTENT");
    word.id = tree.attribute(i, "ID");
    word.x = number(tree.attribute(i, "HPOS")) + number(tree.attribute(i, "WIDTH")) / 2;
    word.y = number(tree.attribute(i, "VPOS")) + number(tree.attribute(i, "HEIGHT")) / 2;
    if (const auto sure = tree.attribute(i, "WC"); !sure.empty()) word.confidence = number(sure);
    word.block = block;
    word.line = line;
    page.push_back(std::move(word));
  }
  return page;
}

/// Reads the root of a document; nothing, with the reason, where it is not whole.
std::optional<XmlTree> whole_document(ByteStream& bytes, std::string* why) {
  std::optional<XmlTree> out;
  XmlRecords records;
  records.is_record = [](std::string_view, std::size_t depth) { return depth == 0; };
  records.use = [&](const XmlTree& tree, const XmlTree&, std::size_t) {
    out = tree;
    return false;
  };
  *why = read_xml(bytes, records);
  return why->empty() ? out : std::nullopt;
}

/// The text of words: a block a paragraph, its lines joined by blanks.
std::string text_of(const std::vector<const PageWord*>& words) {
  std::string out;
  const PageWord* last = nullptr;
  for (const auto* word : words) {
    if (last != nullptr) out += word->block != last->block ? "\n\n" : " ";
    out += word->text;
    last = word;
  }
  return out;
}

void note_confidence(const std::vector<const PageWord*>& words, Article& article) {
  double sum = 0;
  std::size_t count = 0;
  for (const auto* word : words)
    if (word->confidence >= 0) sum += word->confidence, ++count;
  if (count == 0) return;
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "OCR word confidence %.2f", sum / static_cast<double>(count));
  article.warnings.emplace_back(text.data());
}

/// A file that lies in the same folder as the one at `place`; nothing that leads elsewhere.
std::unique_ptr<ByteStream> open_beside(const std::string& place, std::string_view name) {
  if (name.empty() || name.find('/') != name.npos || name.find('\\') != name.npos || name.starts_with('.'))
    return nullptr;
  const auto path = std::filesystem::path(place).parent_path() / std::string(name);
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  std::error_code error;
  if (!file || !std::filesystem::is_regular_file(path, error)) return nullptr;
  return file_stream(std::move(file), {});
}

std::string_view file_name(std::string_view href) {
  if (href.starts_with("file://")) href.remove_prefix(7);
  if (href.starts_with("./")) href.remove_prefix(2);
  return href;
}

/// An area of a page: words from one id to another, or in a rectangle.
struct Area {
  std::string file;
  std::string begin, end;
  std::array<double, 4> box{};
  bool has_box = false;
};

class Issue {
 public:
  Issue(const std::string& place, const XmlTree& mets, ArticleSink& sink) : place_(place), mets_(mets), sink_(sink) {}

  void read() {
    read_header();
    find_pages();
    if (pages_.empty()) return reject_source(sink_, place_, "none of its ALTO pages lies beside it");
    find_areas();
    find_links();
    std::size_t articles = 0;
    for (const auto div : mets_.all(0, "div"))
      if (is_article(div) && put_article(div)) ++articles;
    if (articles == 0) put_pages();
  }

 private:
  static bool is_type(std::string_view type, std::initializer_list<std::string_view> names) {
    std::string upper(type);
    for (char& c : upper)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
    return std::ranges::find(names, std::string_view(upper)) != names.end();
  }
  bool is_article(std::size_t div) const {
    return is_type(mets_.attribute(div, "TYPE"), {"ARTICLE", "ADVERTISEMENT", "ILLUSTRATION", "SECTION"}) &&
           is_logical(div);
  }
  bool is_logical(std::size_t div) const {
    auto map = div;
    while (map != 0 && mets_.nodes[map].name != "structMap") map = mets_.nodes[map].parent;
    return is_type(mets_.attribute(map, "TYPE"), {"LOGICAL"});
  }

  void read_header() {
    for (const auto section : mets_.all(0, "dmdSec")) {
      const auto mods = mets_.first(section, "mods:mods");
      titles_[std::string(mets_.attribute(section, "ID"))] = mets_.text(mets_.first(mods, "mods:title"));
      if (date_.empty()) date_ = mets_.text(mets_.first(mods, "mods:dateIssued"));
      if (language_.empty()) language_ = mets_.text(mets_.first(mods, "mods:languageTerm"));
      if (newspaper_.empty() && mets_.first(mods, "mods:dateIssued") != XmlTree::none)
        newspaper_ = titles_[std::string(mets_.attribute(section, "ID"))];
    }
  }

  void find_pages() {
    for (const auto file : mets_.all(0, "file")) {
      const auto location = mets_.child(file, "FLocat");
      const std::string name(file_name(mets_.attribute(location, "href")));
      const auto bytes = name.ends_with(".xml") || name.ends_with(".alto") ? open_beside(place_, name) : nullptr;
      if (!bytes) continue;
      std::string why;
      const auto tree = whole_document(*bytes, &why);
      if (!tree) {
        reject_source(sink_, place_, "its page " + quote(name) + ": " + why);
        continue;
      }
      const std::string id(mets_.attribute(file, "ID"));
      pages_[id] = words_of(*tree, 0);
      order_.push_back(id);
    }
  }

  static std::array<double, 4> box_of(std::string_view coordinates) {
    std::array<double, 4> out{};
    for (std::size_t i = 0, begin = 0; i < 4 && begin <= coordinates.size(); ++i) {
      const auto end = std::min(coordinates.find(',', begin), coordinates.size());
      out[i] = number(coordinates.substr(begin, end - begin));
      begin = end + 1;
    }
    return out;
  }

  /// The areas of each division that has some, by its id.
  void find_areas() {
    for (const auto div : mets_.all(0, "div")) {
      Area area;
      for (const auto pointer : mets_.children(div, "fptr"))
        for (const auto one : mets_.all(pointer, "area")) {
          if (const auto box = mets_.attribute(one, "COORDS");
              !box.empty() && mets_.attribute(one, "SHAPE") == "RECT") {
            area.box = box_of(box);
            area.has_box = true;
          }
          const std::string file(mets_.attribute(one, "FILEID"));
          if (!pages_.contains(file)) continue;
          area.file = file;
          area.begin = mets_.attribute(one, "BEGIN");
          area.end = mets_.attribute(one, "END");
        }
      if (!area.file.empty()) areas_[std::string(mets_.attribute(div, "ID"))].push_back(area);
    }
  }

  void find_links() {
    const auto add = [&](std::string_view from, std::string_view to) {
      const auto plain = [](std::string_view id) { return std::string(id.starts_with('#') ? id.substr(1) : id); };
      links_.emplace(plain(from), plain(to));
    };
    for (const auto link : mets_.all(0, "smLink")) add(mets_.attribute(link, "from"), mets_.attribute(link, "to"));
    for (const auto group : mets_.all(0, "smLinkGrp")) {
      const auto locators = mets_.all(group, "smLocatorLink");
      for (std::size_t i = 1; i < locators.size(); ++i)
        add(mets_.attribute(locators[0], "href"), mets_.attribute(locators[i], "href"));
    }
  }

  std::vector<const PageWord*> words_in(const Area& area) const {
    std::vector<const PageWord*> out;
    const Page& page = pages_.at(area.file);
    const auto at = [&](const std::string& id) { return std::ranges::find(page, id, &PageWord::id); };
    const auto first = at(area.begin), last = at(area.end);
    if (!area.begin.empty() && first != page.end() && last != page.end() && first <= last) {
      for (auto word = first; word <= last; ++word) out.push_back(&*word);
      return out;
    }
    // Blocks by their own ids are not kept; the rectangle tells as well.
    if (area.has_box)
      for (const auto& word : page)
        if (word.x >= area.box[0] && word.x <= area.box[2] && word.y >= area.box[1] && word.y <= area.box[3])
          out.push_back(&word);
    return out;
  }

  Item item() const {
    Item out;
    out.article.file = place_;
    out.article.source = newspaper_;
    out.article.lang = language_;
    out.date = date_;
    out.date_origin = "mods dateIssued";
    return out;
  }

  bool put_article(std::size_t div) {
    const std::string id(mets_.attribute(div, "ID"));
    std::vector<const PageWord*> words;
    const auto take = [&](const std::string& of) {
      if (const auto areas = areas_.find(of); areas != areas_.end())
        for (const auto& area : areas->second) {
          const auto more = words_in(area);
          words.insert(words.end(), more.begin(), more.end());
        }
    };
    take(id);
    for (auto [link, end] = links_.equal_range(id); link != end; ++link) take(link->second);
    for (const auto inner : mets_.all(div, "div")) take(std::string(mets_.attribute(inner, "ID")));
    if (words.empty()) return false;
    Item out = item();
    out.article.file += '#' + id;
    out.article.title = mets_.attribute(div, "LABEL");
    if (out.article.title.empty()) out.article.title = titles_[std::string(mets_.attribute(div, "DMDID"))];
    if (out.article.title == newspaper_) out.article.title.clear();
    out.article.section = mets_.attribute(div, "TYPE") == "ARTICLE" ? std::string_view() : mets_.attribute(div, "TYPE");
    out.article.body = text_of(words);
    if (out.article.title.empty()) out.article.title = first_words(out.article.body);
    note_confidence(words, out.article);
    put_item(std::move(out), sink_);
    return true;
  }

  static std::string first_words(const std::string& body) {
    constexpr std::size_t enough = 80;
    const auto line = body.substr(0, body.find('\n'));
    return line.size() <= enough ? line : line.substr(0, line.rfind(' ', enough)) + " …";
  }

  void put_pages() {
    std::size_t number = 0;
    for (const auto& id : order_) {
      ++number;
      std::vector<const PageWord*> words;
      for (const auto& word : pages_[id]) words.push_back(&word);
      if (words.empty()) continue;
      Item out = item();
      out.article.file += "#page" + std::to_string(number);
      out.article.title = newspaper_ + (newspaper_.empty() ? "Page " : ", page ") + std::to_string(number);
      out.article.body = text_of(words);
      note_confidence(words, out.article);
      put_item(std::move(out), sink_);
    }
  }

  const std::string& place_;
  const XmlTree& mets_;
  ArticleSink& sink_;
  std::map<std::string, std::string> titles_;
  std::string date_, language_, newspaper_;
  std::map<std::string, Page> pages_;
  std::vector<std::string> order_;
  std::map<std::string, std::vector<Area>> areas_;
  std::multimap<std::string, std::string> links_;
};

/// The METS file beside a page that names it; empty: none does.
std::string mets_of(const std::string& place) {
  const std::filesystem::path path(place);
  std::error_code error;
  std::size_t seen = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(path.parent_path().empty() ? "." : path.parent_path(), error)) {
    const std::string name = entry.path().filename().string();
    if (++seen > 10'000) break;
    if (name.find("mets") == name.npos && name.find("METS") == name.npos) continue;
    const auto bytes = open_beside(place, name);
    std::string text, why;
    if (bytes && read_page_bytes(*bytes, text, &why) && text.find(path.filename().string()) != text.npos) return name;
  }
  return {};
}

}  // namespace

void read_mets(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  if (place.find('!') != place.npos && !std::filesystem::exists(place))
    return reject_source(sink, place, "its pages cannot be looked up inside a box: unpack it first");
  std::string why;
  const auto mets = whole_document(bytes, &why);
  if (!mets) return reject_source(sink, place, why.empty() ? "no METS document" : why);
  Issue(place, *mets, sink).read();
}

void read_alto(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  if (const auto mets = mets_of(place); !mets.empty()) return pass_over(sink, place, "a page of " + quote(mets));
  std::string why;
  const auto tree = whole_document(bytes, &why);
  if (!tree) return reject_source(sink, place, why.empty() ? "no ALTO document" : why);
  const Page page = words_of(*tree, 0);
  std::vector<const PageWord*> words;
  for (const auto& word : page) words.push_back(&word);
  Item item;
  item.article.file = place;
  item.article.body = text_of(words);
  item.article.title = std::filesystem::path(place).stem().string();
  if (words.empty()) return reject_source(sink, place, "a page without words");
  note_confidence(words, item.article);
  put_item(std::move(item), sink);
}

}  // namespace broadsheet
