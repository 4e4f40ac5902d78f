#include "indexer/json_ld.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "archive/limits.hpp"
#include "indexer/clean.hpp"

namespace broadsheet {
namespace {

using Element = simdjson::dom::element;
using Type = simdjson::dom::element_type;
using Object = simdjson::dom::object;

constexpr std::size_t most_nodes = 2000;  ///< of one page
constexpr std::size_t most_blocks = 64;

// ---- Mending

/// The JSON between what pages wrap around it: `<!--`, `//<![CDATA[`, `;`.
std::string_view unwrapped(std::string_view block) {
  if (const auto close = block.rfind("]]>"); close != block.npos) block = block.substr(0, close);
  if (const auto open = block.find("<![CDATA["); open != block.npos && open < 20) block.remove_prefix(open + 9);
  const auto begin = block.find_first_of("{[");
  const auto end = block.find_last_of("}]");
  return begin == block.npos || end == block.npos || end < begin ? std::string_view()
                                                                 : block.substr(begin, end - begin + 1);
}

/// Near JSON made JSON: control characters and quotes inside strings escaped, comments and commas before a closing
/// bracket left out, and what stands behind the last closing bracket.
class Mender {
 public:
  explicit Mender(std::string_view json) : json_(json) { text_.reserve(json.size() + 64); }

  std::string mend() {
    while (at_ < json_.size()) {
      const char c = json_[at_];
      if (in_string_) {
        inside(c);
      } else if (json_.substr(at_, 2) == "//" || json_.substr(at_, 2) == "/*") {
        skip_comment();
        continue;
      } else if (!outside(c)) {
        break;
      }
      ++at_;
    }
    return std::move(text_);
  }

 private:
  void inside(char c) {
    if (static_cast<unsigned char>(c) < 0x20) {
      text_ += c == '\n' ? "\\n" : " ";
    } else if (c == '\\' && at_ + 1 < json_.size()) {
      const char next = json_[at_ + 1];
      if (std::string_view("\"\\/bfnrtu").find(next) != std::string_view::npos) {
        text_ += c;
        text_ += next;
        ++at_;
      } else if (next != '\'') {
        text_ += "\\\\";  // an escape that JSON has not
      }
    } else if (c == '"') {
      // A quote ends its string only where JSON can go on.
      const auto next = json_.find_first_not_of(" \t\r\n", at_ + 1);
      in_string_ = next != json_.npos && std::string_view(",:}]").find(json_[next]) == std::string_view::npos;
      text_ += in_string_ ? "\\\"" : "\"";
    } else {
      text_ += c;
    }
  }

  /// False behind the last bracket.
  bool outside(char c) {
    if (c == ',') {  // of several, and before a bracket, none counts
      const auto next = std::min(json_.find_first_not_of(" \t\r\n,", at_ + 1), json_.size());
      if (next < json_.size() && json_[next] != '}' && json_[next] != ']') text_ += c;
      at_ = next - 1;
      return true;
    }
    if (c == '"') in_string_ = true;
    if (c == '{' || c == '[') ++depth_;
    if (c == '}' || c == ']') --depth_;
    text_ += c;
    return depth_ > 0;
  }

  void skip_comment() {
    const bool line = json_[at_ + 1] == '/';
    const auto end = json_.find(line ? "\n" : "*/", at_ + 2);
    at_ = end == json_.npos ? json_.size() : end + (line ? 1 : 2);
  }

  std::string_view json_;
  std::string text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool in_string_ = false;
};

// ---- Nodes

std::string_view text_at(const Object& object, std::string_view key) {
  std::string_view text;
  return object.at_key(key).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

/// The types of a node without the address of schema.org.
bool has_type(const Object& node, bool (*test)(std::string_view)) {
  const auto one = [&](std::string_view name) { return test(name.substr(name.find_last_of("/#:") + 1)); };
  Element type;
  if (node.at_key("@type").get(type) != simdjson::SUCCESS) return false;
  std::string_view text;
  if (type.get(text) == simdjson::SUCCESS) return one(text);
  simdjson::dom::array list;
  if (type.get(list) != simdjson::SUCCESS) return false;
  for (const auto item : list) {
    if (item.get(text) == simdjson::SUCCESS && one(text)) return true;
  }
  return false;
}

bool is_article_type(std::string_view type) {
  return type.ends_with("Article") || type.ends_with("Posting") || type.ends_with("NewsStory") || type == "Report" ||
         type == "Review" || type == "CreativeWork" || type == "Recipe" || type == "HowTo";
}
bool is_page_type(std::string_view type) { return type.ends_with("WebPage") || type == "ItemPage"; }

/// The nodes of one page: what stands at the top, in lists and graphs there, and as the main thing of a page.
class Nodes {
 public:
  void add(const Element& root) {
    std::vector<Element> open{root};
    while (!open.empty() && nodes_.size() < most_nodes) {
      const auto element = open.back();
      open.pop_back();
      simdjson::dom::array list;
      Object node;
      if (element.get(list) == simdjson::SUCCESS) {
        std::vector<Element> items;
        for (const auto item : list) {
          if (items.size() < most_nodes) items.push_back(item);
        }
        open.insert(open.end(), items.rbegin(), items.rend());
      } else if (element.get(node) == simdjson::SUCCESS) {
        nodes_.push_back(node);
        if (const auto id = text_at(node, "@id"); !id.empty()) ids_.try_emplace(id, node);
        for (const std::string_view key : {"mainEntity", "mainEntityOfPage", "@graph"}) {
          Element inner;
          if (node.at_key(key).get(inner) == simdjson::SUCCESS && inner.type() != Type::STRING) open.push_back(inner);
        }
      }
    }
  }

  const std::vector<Object>& all() const { return nodes_; }

  /// The node that `{"@id": …}` stands for, or the object itself.
  Object resolved(const Object& object) const {
    const auto id = text_at(object, "@id");
    if (id.empty() || object.size() > 2) return object;
    const auto at = ids_.find(id);
    return at == ids_.end() ? object : at->second;
  }

 private:
  std::vector<Object> nodes_;
  std::map<std::string_view, Object> ids_;
};

/// Text, the name of an object, or those of a list.
void add_names(const Nodes& nodes, const Element& element, std::vector<std::string>& names) {
  const auto one = [&](const Element& item) {
    std::string_view text;
    Object object;
    if (item.get(text) == simdjson::SUCCESS) {
      names.emplace_back(text);
    } else if (item.get(object) == simdjson::SUCCESS) {
      object = nodes.resolved(object);
      Element name;
      if (object.at_key("name").get(name) != simdjson::SUCCESS) return;
      simdjson::dom::array several;
      if (name.get(text) == simdjson::SUCCESS) {
        names.emplace_back(text);
      } else if (name.get(several) == simdjson::SUCCESS) {
        for (const auto each : several) {
          if (each.get(text) == simdjson::SUCCESS) names.emplace_back(text);
        }
      }
    }
  };
  simdjson::dom::array list;
  if (element.get(list) == simdjson::SUCCESS) {
    for (const auto item : list) one(item);
  } else {
    one(element);
  }
}

std::vector<std::string> names_at(const Nodes& nodes, const Object& node, std::string_view key) {
  std::vector<std::string> names;
  Element element;
  if (node.at_key(key).get(element) == simdjson::SUCCESS) add_names(nodes, element, names);
  return names;
}

std::string name_at(const Nodes& nodes, const Object& node, std::string_view key) {
  auto names = names_at(nodes, node, key);
  return names.empty() ? std::string() : std::move(names.front());
}

std::vector<std::string> divided(std::vector<std::string> texts) {
  if (texts.size() != 1) return texts;
  std::vector<std::string> parts;
  const auto text = std::move(texts.front());
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find_first_of(",;", begin), text.size());
    if (auto part = clean_line(text.substr(begin, end - begin)); !part.empty()) parts.push_back(std::move(part));
    begin = end + 1;
  }
  return parts;
}

/// How well a node is the article of the page: its headline is in the title; a real article rather than any work.
int rank_of(const Nodes& nodes, const Object& node, std::string_view title) {
  auto headline = name_at(nodes, node, "headline");
  if (headline.empty()) headline = name_at(nodes, node, "name");
  const bool is_title = !headline.empty() && title.find(clean_line(headline).substr(0, 40)) != title.npos;
  const bool is_news = has_type(node, [](std::string_view type) {
    return type.ends_with("Article") || type.ends_with("Posting") || type.ends_with("NewsStory");
  });
  return (is_title ? 2 : 0) + (is_news ? 1 : 0);
}

void take_article(const Nodes& nodes, const Object& node, LinkedData& data) {
  data.is_article = true;
  data.headline = name_at(nodes, node, "headline");
  if (data.headline.empty()) data.headline = name_at(nodes, node, "name");
  data.description = name_at(nodes, node, "description");
  data.section = name_at(nodes, node, "articleSection");
  data.language = name_at(nodes, node, "inLanguage");
  data.url = text_at(node, "url");
  data.publisher = name_at(nodes, node, "publisher");
  data.body = text_at(node, "articleBody");
  data.published = text_at(node, "datePublished");
  data.modified = text_at(node, "dateModified");
  auto authors = names_at(nodes, node, "author");
  if (authors.empty()) authors = names_at(nodes, node, "creator");
  if (!authors.empty()) data.authors = std::move(authors);
  data.tags = divided(names_at(nodes, node, "keywords"));
}

}  // namespace

LinkedData read_json_ld(const std::vector<std::string>& blocks, std::string_view page_title) {
  LinkedData data;
  // Views of a parsed block live in its parser.
  std::vector<std::unique_ptr<simdjson::dom::parser>> parsers;
  Nodes nodes;
  for (const auto& block : blocks) {
    if (parsers.size() == most_blocks) break;
    const auto json = unwrapped(block);
    if (json.empty()) continue;
    auto parser = std::make_unique<simdjson::dom::parser>();
    if (parser->allocate(std::size_t{64} << 10, limit::json_depth) != simdjson::SUCCESS) continue;
    Element root;
    if (parser->parse(json.data(), json.size()).get(root) != simdjson::SUCCESS &&
        parser->parse(Mender(json).mend()).get(root) != simdjson::SUCCESS)
      continue;
    nodes.add(root);
    parsers.push_back(std::move(parser));
  }
  std::optional<Object> article;
  int best = -1;
  for (const auto& node : nodes.all()) {
    if (has_type(node, is_page_type) && data.page_published.empty()) {
      data.page_published = text_at(node, "datePublished");
      if (data.modified.empty()) data.modified = text_at(node, "dateModified");
      if (data.language.empty()) data.language = name_at(nodes, node, "inLanguage");
      if (data.authors.empty()) data.authors = names_at(nodes, node, "author");
    }
    if (!has_type(node, is_article_type)) continue;
    const int rank = rank_of(nodes, node, page_title);
    if (rank <= best) continue;
    best = rank;
    article = node;
  }
  if (article) {
    auto page_published = std::move(data.page_published);
    take_article(nodes, *article, data);
    data.page_published = std::move(page_published);
  }
  return data;
}

}  // namespace broadsheet
