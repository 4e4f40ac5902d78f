#include "indexer/reader_wxr.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "archive/clock.hpp"
#include "indexer/clean.hpp"
#include "indexer/dates.hpp"
#include "indexer/item.hpp"
#include "indexer/reader_html.hpp"
#include "indexer/xml_tree.hpp"

namespace broadsheet {
namespace {

/// Those that stand alone without attributes.
constexpr std::string_view shortcodes[] = {"gallery", "embed", "audio", "video", "playlist", "youtube"};

/// Without `[caption …]…[/caption]` tags; what stands between them stays. A shortcode is a word in brackets, perhaps
/// with attributes; `[1]` and `[sic]` are text.
std::string without_shortcodes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '[') {
      auto end = i + 1;
      if (end < text.size() && text[end] == '/') ++end;
      const auto name = end;
      while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || text[end] == '_' || text[end] == '-'))
        ++end;
      const auto close = text.find(']', end);
      const bool attributes = close != text.npos && text.substr(end, close - end).find('=') != std::string_view::npos;
      const bool closes = name > i + 1;
      const auto word = text.substr(name, end - name);
      const bool known = std::ranges::find(shortcodes, word) != std::end(shortcodes) ||
                         (!word.empty() && text.find("[/" + std::string(word) + "]", end) != text.npos);
      if (end > name && close != text.npos && close - i < 2000 && (attributes || closes || known) &&
          text.substr(i + 1, close - i - 1).find('[') == std::string_view::npos) {
        // Before WordPress 3.4 the text of a caption was an attribute.
        constexpr std::string_view caption = " caption=\"";
        const auto said = text.substr(i, close - i).find(caption);
        if (word == "caption" && said != std::string_view::npos) {
          const auto from = i + said + caption.size();
          out += std::string(text.substr(from, std::min(text.find('"', from), close) - from)) + "\n\n";
        }
        i = close + 1;
        continue;
      }
    }
    out += text[i++];
  }
  return out;
}

/// Blank lines as paragraphs, as WordPress shows them.
std::string with_paragraphs(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n') {
      out += text[i];
      continue;
    }
    auto end = i + 1;
    std::size_t lines = 1;
    while (end < text.size() && (text[end] == '\n' || text[end] == '\r' || text[end] == ' ' || text[end] == '\t'))
      lines += text[end++] == '\n' ? 1 : 0;
    out += lines > 1 ? "<br><br>" : "\n";
    i = lines > 1 ? end - 1 : i;
  }
  return out;
}

/// A time as readers saw it, with the zone that follows from the same in UTC, `…_gmt`. Empty where WordPress wrote
/// zeros.
std::string local_time(const XmlTree& tree, const std::string& name) {
  const auto read = [&](const std::string& element) {
    return read_date(tree.child_text(0, element), "en", DayOrder::unknown, {}).date;
  };
  const auto local = read(name), utc = read(name + "_gmt");
  if (!local || !utc || !local->zone.empty()) return local ? local->value : utc ? utc->value + "Z" : std::string();
  const auto minutes = (utc_seconds(*local) - utc_seconds(*utc)) / 60;
  if (minutes % 15 != 0 || std::abs(minutes) > 14 * 60) return local->value;
  std::array<char, 8> zone{};
  std::snprintf(zone.data(), zone.size(), "%c%02d:%02d", minutes < 0 ? '-' : '+',
                static_cast<int>(std::abs(minutes) / 60), static_cast<int>(std::abs(minutes) % 60));
  return local->value + zone.data();
}

struct Authors {
  std::map<std::string, std::string> names;  ///< by login
  std::size_t seen = 0;

  void look(const XmlTree& around) {
    const auto channel = around.child(0, "channel");
    const auto all = around.children(channel, "wp:author");
    for (; seen < all.size(); ++seen)
      names[around.child_text(all[seen], "wp:author_login")] = around.child_text(all[seen], "wp:author_display_name");
  }
  std::string name(const std::string& login) const {
    const auto found = names.find(login);
    return found == names.end() || found->second.empty() ? login : found->second;
  }
};

}  // namespace

std::string text_of_post(std::string_view content) {
  return text_of_html(with_paragraphs(without_shortcodes(content)));
}

void read_wxr(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  std::size_t items = 0;
  Authors authors;
  XmlRecords records;
  records.is_record = [](std::string_view name, std::size_t depth) { return depth > 0 && name == "item"; };
  records.use = [&](const XmlTree& tree, const XmlTree& around, std::size_t) {
    authors.look(around);
    const std::string where = place + '#' + std::to_string(++items);
    const std::string type = tree.child_text(0, "wp:post_type"), status = tree.child_text(0, "wp:status");
    Item item;
    Article& article = item.article;
    article.file = where;
    article.url = tree.child_text(0, "link");
    if (article.url.empty()) article.id = tree.child_text(0, "guid");
    if (!type.empty() && type != "post") {
      pass_over(sink, where, "no post: " + quote(type));
      return !sink.stop();
    }
    if (!status.empty() && status != "publish") {
      withhold(std::move(article), "its status is " + quote(status), sink);
      return !sink.stop();
    }
    if (!tree.child_text(0, "wp:post_password").empty()) {
      withhold(std::move(article), "it has a password", sink);
      return !sink.stop();
    }
    article.title = text_of_html(tree.raw_text(tree.child(0, "title")));
    article.body = text_of_post(tree.raw_text(tree.child(0, "content:encoded")));
    article.description = clean_line(text_of_html(tree.raw_text(tree.child(0, "excerpt:encoded"))));
    if (const auto login = tree.child_text(0, "dc:creator"); !login.empty())
      article.authors.push_back(authors.name(login));
    for (const auto node : tree.children(0, "category")) {
      const auto domain = tree.attribute(node, "domain");
      std::string name = tree.text(node);
      if (domain == "post_format" || name == "Uncategorized" || name.empty()) continue;
      if (std::ranges::find(article.tags, name) == article.tags.end()) article.tags.push_back(std::move(name));
    }
    const auto channel = around.child(0, "channel");
    article.source = around.child_text(channel, "title");
    article.lang = around.child_text(channel, "language");
    item.date = local_time(tree, "wp:post_date");
    item.date_origin = "wp:post_date";
    if (item.date.empty()) {
      item.date = tree.child_text(0, "pubDate");
      item.date_origin = "rss pubDate";
    }
    item.updated = local_time(tree, "wp:post_modified");
    item.updated_origin = "wp:post_modified";
    put_item(std::move(item), sink);
    return !sink.stop();
  };
  end_items(sink, place, items, read_xml(bytes, records), "an export without posts");
}

}  // namespace broadsheet
