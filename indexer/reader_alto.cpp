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
  std::string text;     ///< empty: the second half of a divided word, which stands at the first
  double x = 0, y = 0;  ///< of its middle
  double confidence = -1;
  std::size_t block = 0;  ///< number of its block on the page
};

struct Page {
  std::vector<PageWord> words;
  std::map<std::string, std::pair<std::size_t, std::size_t>, std::less<>> ranges;  ///< of words, by the ids of elements
  std::vector<bool> used;                                                          ///< by an article
};

double number(std::string_view text) {
  const std::string copy(text);
  return copy.empty() ? 0 : std::strtod(copy.c_str(), nullptr);
}

/// Takes the hyphen off the first half of a divided word.
void cut_hyphen(std::string& text) {
  for (const std::string_view hyphen : {"-", "\u00AD", "\u00AC", "\u2010", "\u2E17"})
    if (text.ends_with(hyphen) && text.size() > hyphen.size()) return text.resize(text.size() - hyphen.size());
}

/// The words in the order of the file. Of a word divided over two lines the first half has it whole, as SUBS_CONTENT
/// says, or else put together at the hyphen (HYP, HypPart1).
Page words_of(const XmlTree& tree) {
  Page page;
  std::vector<std::pair<std::size_t, std::string>> open;  // elements with an id, and where they end
  std::size_t block = 0;
  bool divided = false, is_whole = false;  // the last word waits for its other half; has it
  const auto close = [&](std::size_t at) {
    for (; !open.empty() && open.back().first <= at; open.pop_back())
      page.ranges[open.back().second].second = page.words.size();
  };
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    close(i);
    const auto& name = tree.nodes[i].name;
    if (name.empty()) continue;
    if (const std::string id(tree.attribute(i, "ID")); !id.empty()) {
      page.ranges[id] = {page.words.size(), page.words.size()};
      open.emplace_back(tree.nodes[i].end, id);
    }
    if (name == "TextBlock") ++block;
    if (name == "HYP" && !page.words.empty()) divided = !is_whole;
    if (name != "String") continue;
    PageWord word;
    const auto part = tree.attribute(i, "SUBS_TYPE"), whole = tree.attribute(i, "SUBS_CONTENT");
    word.text = part == "HypPart1" && !whole.empty() ? whole : tree.attribute(i, "CONTENT");
    if (part == "HypPart2" && !whole.empty()) word.text.clear();
    if (divided && page.words.back().block == block) {
      cut_hyphen(page.words.back().text);
      page.words.back().text += std::exchange(word.text, {});
    }
    is_whole = !whole.empty();
    divided = part == "HypPart1" && whole.empty();
    word.x = number(tree.attribute(i, "HPOS")) + number(tree.attribute(i, "WIDTH")) / 2;
    word.y = number(tree.attribute(i, "VPOS")) + number(tree.attribute(i, "HEIGHT")) / 2;
    if (const auto sure = tree.attribute(i, "WC"); !sure.empty()) word.confidence = number(sure);
    word.block = block;
    page.words.push_back(std::move(word));
  }
  close(tree.nodes.size());
  page.used.resize(page.words.size());
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
    if (word->text.empty()) continue;
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

/// A file in the folder of the one at `place` or below it; nothing that leads elsewhere.
std::unique_ptr<ByteStream> open_beside(const std::string& place, std::string_view name) {
  std::error_code error;
  const auto folder = std::filesystem::weakly_canonical(std::filesystem::path(place).parent_path(), error);
  const auto path = std::filesystem::weakly_canonical(folder / std::string(name), error);
  const auto below = path.lexically_relative(folder);
  if (error || name.empty() || below.empty() || *below.begin() == ".." || *below.begin() == ".") return nullptr;
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file || !std::filesystem::is_regular_file(path, error)) return nullptr;
  return file_stream(std::move(file), {});
}

std::vector<std::string> parts_between(std::string_view list, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= list.size();) {
    const auto end = std::min(list.find(separator, begin), list.size());
    if (end > begin) parts.emplace_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::string_view file_name(std::string_view href) {
  if (href.starts_with("file://")) href.remove_prefix(7);
  if (href.starts_with("./")) href.remove_prefix(2);
  return href;
}

/// An area of a page: words from one id to another, or in a rectangle.
struct Area {
  std::string file;
  std::string begin, end;  ///< ids of words or blocks; no end: what is in the first
  std::array<double, 4> box{};
  bool has_box = false;
};

/// What holds articles and is none.
constexpr auto containers = std::to_array<std::string_view>({"", "NEWSPAPER", "PERIODICAL", "JOURNAL", "MAGAZINE",
                                                             "VOLUME", "ISSUE", "SUPPLEMENT", "YEAR", "MONTH", "DAY",
                                                             "CONTENT", "CONTENTS", "MAIN", "FRONT", "BACK", "PAGE"});
/// What stands in a newspaper for itself. Others, as a SECTION, are articles where none of these is in them.
constexpr auto articles =
    std::to_array<std::string_view>({"ARTICLE", "ADVERT", "ADVERTISEMENT", "ADVERTISING", "ILLUSTRATION"});
/// What is there on every day.
constexpr auto furniture = std::to_array<std::string_view>(
    {"TITLE_SECTION", "TITLE", "MASTHEAD", "HEADLINE", "HEADING", "HEADER", "FOOTER", "PAGE_NUMBER", "RUNNING_TITLE"});

class Issue {
 public:
  Issue(const std::string& place, const XmlTree& mets, ArticleSink& sink) : place_(place), mets_(mets), sink_(sink) {}

  void read() {
    read_header();
    find_pages();
    if (pages_.empty()) return reject_source(sink_, place_, "none of its ALTO pages lies beside it");
    find_areas();
    find_links();
    std::size_t count = 0;
    for (const auto map : mets_.all(0, "structMap"))
      if (upper(mets_.attribute(map, "TYPE")) == "LOGICAL")
        for (const auto div : mets_.children(map, "div")) count += put_articles(div);
    if (count == 0)
      put_pages();
    else
      tell_rest();
  }

 private:
  static std::string upper(std::string_view type) {
    std::string out(type);
    for (char& c : out)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
    return out;
  }
  template <typename Table>
  bool is_in(const Table& table, std::size_t div) const {
    return std::ranges::find(table, std::string_view(upper(mets_.attribute(div, "TYPE")))) != table.end();
  }

  std::size_t put_articles(std::size_t div) {
    const auto inner = mets_.all(div, "div");
    const bool holds = std::ranges::any_of(inner, [&](std::size_t one) { return is_in(articles, one); });
    if (is_in(furniture, div)) return 0;
    if (is_in(articles, div) || (!is_in(containers, div) && !holds)) return put_article(div) ? 1 : 0;
    std::size_t count = 0;
    for (const auto child : mets_.children(div, "div")) count += put_articles(child);
    return count;
  }

  /// What a MODS section says of an article or of the newspaper.
  struct Description {
    std::string title, language;
    std::vector<std::string> authors;
  };

  void read_header() {
    for (const auto section : mets_.all(0, "dmdSec")) {
      Description& of = descriptions_[std::string(mets_.attribute(section, "ID"))];
      const auto title = mets_.first(section, "mods:titleInfo");
      of.title = clean_line(mets_.child_text(title, "mods:nonSort") + " " + mets_.child_text(title, "mods:title"));
      of.language = mets_.text(mets_.first(section, "mods:languageTerm"));
      for (const auto name : mets_.all(section, "mods:name"))
        if (auto text = mets_.text(mets_.first(name, "mods:namePart")); !text.empty()) of.authors.push_back(text);
      const auto date = mets_.text(mets_.first(section, "mods:dateIssued"));
      if (newspaper_.empty() && !date.empty()) newspaper_ = of.title;
      if (date_.empty()) date_ = date;
      if (language_.empty()) language_ = of.language;
    }
    if (newspaper_.empty()) newspaper_ = mets_.attribute(0, "LABEL");
  }

  void find_pages() {
    for (const auto file : mets_.all(0, "file")) {
      const auto location = mets_.child(file, "FLocat");
      const std::string name(file_name(mets_.attribute(location, "href")));
      if (!name.ends_with(".xml") && !name.ends_with(".alto") && !name.ends_with(".XML")) continue;
      const auto bytes = open_beside(place_, name);
      if (!bytes) {
        reject_source(sink_, place_, "its page " + quote(name) + " is not there");
        continue;
      }
      std::string why;
      const auto tree = whole_document(*bytes, &why);
      if (!tree) {
        reject_source(sink_, place_, "its page " + quote(name) + ": " + why);
        continue;
      }
      if (tree->nodes[0].name != "alto") continue;
      const std::string id(mets_.attribute(file, "ID"));
      pages_[id] = words_of(*tree);
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

  /// The areas of each division that has some. One in an image, in pixels, tells where its words are on the page.
  void find_areas() {
    for (const auto div : mets_.all(0, "div")) {
      Area image;
      std::vector<Area> found;
      for (const auto pointer : mets_.children(div, "fptr"))
        for (const auto one : mets_.all(pointer, "area")) {
          Area area;
          const auto box = mets_.attribute(one, "COORDS");
          area.has_box = !box.empty() && mets_.attribute(one, "SHAPE") == "RECT";
          if (area.has_box) area.box = box_of(box);
          area.file = mets_.attribute(one, "FILEID");
          area.begin = mets_.attribute(one, "BEGIN");
          area.end = mets_.attribute(one, "END");
          if (pages_.contains(area.file))
            found.push_back(area);
          else if (area.has_box)
            image = area;
        }
      for (auto& area : found) {
        if (!area.has_box && image.has_box) area.box = image.box, area.has_box = true;
        areas_[div].push_back(area);
      }
    }
  }

  void find_links() {
    std::map<std::string, std::size_t, std::less<>> divs;
    for (const auto div : mets_.all(0, "div")) divs.emplace(mets_.attribute(div, "ID"), div);
    const auto add = [&](std::string_view from, std::string_view to) {
      const auto plain = [](std::string_view id) { return id.starts_with('#') ? id.substr(1) : id; };
      const auto a = divs.find(plain(from)), b = divs.find(plain(to));
      if (a != divs.end() && b != divs.end()) links_.emplace(a->second, b->second);
    };
    for (const auto link : mets_.all(0, "smLink")) add(mets_.attribute(link, "from"), mets_.attribute(link, "to"));
    for (const auto group : mets_.all(0, "smLinkGrp")) {
      const auto locators = mets_.all(group, "smLocatorLink");
      for (std::size_t i = 1; i < locators.size(); ++i)
        add(mets_.attribute(locators[0], "href"), mets_.attribute(locators[i], "href"));
    }
  }

  void add_words(const Area& area, std::vector<const PageWord*>& out) {
    Page& page = pages_.at(area.file);
    const auto take = [&](std::size_t i) {
      if (!page.used[i]) out.push_back(&page.words[i]);
      page.used[i] = true;
    };
    const auto first = page.ranges.find(area.begin), last = page.ranges.find(area.end.empty() ? area.begin : area.end);
    if (first != page.ranges.end() && last != page.ranges.end()) {
      for (auto i = first->second.first; i < last->second.second; ++i) take(i);
    } else if (area.has_box) {
      for (std::size_t i = 0; i < page.words.size(); ++i)
        if (const auto& word = page.words[i];
            word.x >= area.box[0] && word.x <= area.box[2] && word.y >= area.box[1] && word.y <= area.box[3])
          take(i);
    }
  }
  void add_words(std::size_t div, std::vector<const PageWord*>& out) {
    if (const auto areas = areas_.find(div); areas != areas_.end())
      for (const auto& area : areas->second) add_words(area, out);
  }
  /// Of a division, those that it is linked to, and those inside, in their order.
  std::vector<const PageWord*> words_of_article(std::size_t div) {
    std::vector<const PageWord*> out;
    std::vector<std::size_t> all = mets_.all(div, "div");
    all.insert(all.begin(), div);
    for (const auto one : all) {
      add_words(one, out);
      for (auto [link, end] = links_.equal_range(one); link != end; ++link) add_words(link->second, out);
    }
    return out;
  }

  /// The text of the first part of that kind: `HEADLINE`, `TITLE`.
  std::string heading_of(std::size_t div) const {
    std::vector<const PageWord*> words;
    for (const auto inner : mets_.all(div, "div")) {
      if (!is_in(furniture, inner)) continue;
      std::vector<std::size_t> parts = mets_.all(inner, "div");
      parts.insert(parts.begin(), inner);
      for (const auto part : parts)
        if (const auto areas = areas_.find(part); areas != areas_.end())
          for (const auto& area : areas->second)
            if (const auto range = pages_.at(area.file).ranges.find(area.begin);
                range != pages_.at(area.file).ranges.end())
              for (auto i = range->second.first; i < range->second.second; ++i)
                words.push_back(&pages_.at(area.file).words[i]);
      if (!words.empty()) break;
    }
    return first_words(clean_line(text_of(words)), limit::title_bytes);
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
    const auto words = words_of_article(div);
    if (words.empty()) return false;
    Item out = item();
    out.article.file += '#' + id;
    out.article.title = mets_.attribute(div, "LABEL");
    for (const auto& key : parts_between(mets_.attribute(div, "DMDID"), ' ')) {
      const Description& of = descriptions_[key];
      if (out.article.title.empty()) out.article.title = of.title;
      if (!of.language.empty()) out.article.lang = of.language;
      if (out.article.authors.empty()) out.article.authors = of.authors;
    }
    if (out.article.title == newspaper_) out.article.title.clear();
    if (out.article.title.empty()) out.article.title = heading_of(div);
    if (!is_in(articles, div) || upper(mets_.attribute(div, "TYPE")) != "ARTICLE")
      out.article.section = mets_.attribute(div, "TYPE");
    out.article.body = text_of(words);
    if (out.article.title.empty()) out.article.title = first_words(out.article.body, 80);
    note_confidence(words, out.article);
    put_item(std::move(out), sink_);
    return true;
  }

  static std::string first_words(const std::string& body, std::size_t enough) {
    const auto line = body.substr(0, body.find('\n'));
    return line.size() <= enough ? line : line.substr(0, line.rfind(' ', enough)) + " …";
  }

  /// Nothing is lost without a word: captions, page numbers, what the structure forgot.
  void tell_rest() {
    std::size_t number = 0;
    for (const auto& id : order_) {
      ++number;
      const Page& page = pages_[id];
      std::size_t rest = 0;
      for (std::size_t i = 0; i < page.words.size(); ++i) rest += !page.used[i] && !page.words[i].text.empty() ? 1 : 0;
      if (rest > 0)
        pass_over(sink_, place_ + "#page" + std::to_string(number),
                  std::to_string(rest) + " words belong to no article");
    }
  }

  void put_pages() {
    std::size_t number = 0;
    for (const auto& id : order_) {
      ++number;
      std::vector<const PageWord*> words;
      for (const auto& word : pages_[id].words) words.push_back(&word);
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
  std::map<std::string, Description> descriptions_;
  std::string date_, language_, newspaper_;
  std::map<std::string, Page> pages_;
  std::vector<std::string> order_;
  std::map<std::size_t, std::vector<Area>> areas_;  ///< by division
  std::multimap<std::size_t, std::size_t> links_;
};

/// The METS file that names a page, beside it or in the folder above; empty: none does.
std::string mets_of(const std::string& place) {
  const std::filesystem::path path(place);
  const auto folder = path.parent_path().empty() ? std::filesystem::path(".") : path.parent_path();
  for (const auto& where : {folder, folder / ".."}) {
    std::error_code error;
    std::size_t seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(where, error)) {
      const std::string name = entry.path().filename().string();
      if (++seen > 10'000) break;
      if (name.find("mets") == name.npos && name.find("METS") == name.npos) continue;
      const auto bytes = open_beside((where / "x").string(), name);
      std::string text, why;
      if (bytes && read_page_bytes(*bytes, text, &why) && text.find(path.filename().string()) != text.npos) return name;
    }
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
  const Page page = words_of(*tree);
  std::vector<const PageWord*> words;
  for (const auto& word : page.words) words.push_back(&word);
  Item item;
  item.article.file = place;
  item.article.body = text_of(words);
  item.article.title = std::filesystem::path(place).stem().string();
  if (words.empty()) return reject_source(sink, place, "a page without words");
  note_confidence(words, item.article);
  put_item(std::move(item), sink);
}

}  // namespace broadsheet
