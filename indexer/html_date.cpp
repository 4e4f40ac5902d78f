#include "indexer/html_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "archive/calendar.hpp"
#include "archive/site.hpp"
#include "indexer/clean.hpp"
#include "indexer/date_clues.hpp"
#include "indexer/web_address.hpp"

namespace broadsheet {
namespace {

/// Where dates stand, the most reliable first. How often each was right on 345 and 482 judged pages stands beside it.
enum class Rank : std::uint8_t {
  url,      ///< the day in the address: 0.93, 0.98; a local day, never one of change
  stamp,    ///< a published stamp of the page: 0.91 to 0.98
  article,  ///< datePublished of JSON-LD or itemprop: 0.83 to 0.98, often of the first publication
  visible,  ///< a date beside the headline: 0.90, 0.93
  named,    ///< an element called entry-date: 0.90, 0.94
  label,    ///< a date that words before it call the article's, anywhere but in comments
  time,     ///< a time element, a meta `date`: 0.79 to 0.92
  alone,    ///< the only day that stands on a line of its own
  none
};

struct Dated {
  Rank rank = Rank::none;
  Date date;
  std::size_t candidate = 0;  ///< its place in the candidates
};

constexpr std::size_t beside_bytes = 400;      ///< of text behind the headline
constexpr std::size_t before_bytes = 200;      ///< and before it
constexpr std::size_t longest_date_line = 80;  ///< a longer one says more than by whom and when

/// Names of elements that have the date of an article, and of such as may have another.
constexpr auto published_names =
    std::to_array<std::string_view>({"published", "entry-date", "post-date", "postdate", "publish-date", "pubdate",
                                     "article-date", "date-published", "article__date", "datepublished"});
constexpr auto date_names =
    std::to_array<std::string_view>({"date", "datum", "date-header", "dateline", "timestamp", "fecha", "data", "time"});

class DateFinder {
 public:
  DateFinder(const HtmlPage& page, const std::string& url, const std::string& lang)
      : page_(page), tree_(page.tree), url_(url), lang_(lang), host_(host_of(url)) {}

  PageDates find(std::size_t title) {
    look_at_url();
    look_at_metas();
    look_at_linked_data();
    look_at_elements();
    look_beside(title != 0 ? title : first_heading());
    look_for_lines();
    decide();
    return std::move(dates_);
  }

 private:
  // ---- Candidates

  void offer(Rank rank, bool change, std::string_view value, std::string_view origin, std::size_t node,
             bool inside = false) {
    if (value.empty() || value.size() > 400 || dates_.candidates.size() > 500) return;
    FieldCandidate one;
    one.value = value;
    one.origin = (change ? "updated " : "") + std::string(origin);
    one.node = node;
    auto reading = inside ? find_date(value, lang_, DayOrder::unknown, origin) : read(value, origin);
    const bool is_shown = rank == Rank::visible || rank == Rank::named;
    if (is_shown && reading.why == "the year has two digits")
      reading = find_date(with_century(value), lang_, DayOrder::unknown, origin);
    if (reading.shows != DayOrder::unknown) shows_ = reading.shows;
    if (reading.date && reading.date->precision < Precision::day) {
      one.why = "not so precise as a day";
    } else if (reading.date && rank >= Rank::visible && rank < Rank::alone && says_other(value)) {
      one.why = "of something else";
    } else if (reading.date && !inside && is_default_day(*reading.date)) {
      one.why = "what programs write where they know no date";
    } else if (!reading.date) {
      one.why = reading.why;
      if (!change && rank != Rank::none && reading.why != "it is not written as a date" &&
          reading.why != "it is too long for a date" &&
          (refused_.text.empty() || (reading.swappable && !refused_.swappable)) &&
          reading.why != "no date stands in it")
        refused_ = {std::string(value), std::string(origin), reading.why, reading.swappable};
    } else {
      (change ? changed_ : found_).push_back({rank, *reading.date, dates_.candidates.size()});
    }
    dates_.candidates.push_back(std::move(one));
  }

  DateReading read(std::string_view value, std::string_view origin) {
    double stamp = 0;
    const auto end = value.data() + value.size();
    if ((value.size() == 10 || value.size() == 13) && std::from_chars(value.data(), end, stamp).ptr == end)
      return date_of_stamp(stamp, origin);
    // The language of a page says in which order people write 02/03/2020, not in which its program does.
    const bool by_program = origin.starts_with("meta ") && value.find('/') != value.npos;
    auto reading = read_date(value, by_program ? std::string_view() : lang_, DayOrder::unknown, origin);
    // A label may stand before it.
    if (!reading.date && !reading.swappable && value.size() <= longest_line) {
      auto found = find_date(value, lang_, DayOrder::unknown, origin);
      if (found.date || found.swappable) return found;
    }
    return reading;
  }

  void look_at_url() {
    for (const auto& url : {url_, page_.canonical, std::string(page_.meta({"og:url"})), page_.data.url}) {
      const auto day = day_in_url(url);
      if (day.empty()) continue;
      return offer(Rank::url, false, day, "url", 0);
    }
  }

  void look_at_metas() {
    for (const std::string_view name : {"article:published_time",
                                        "og:published_time",
                                        "og:article:published_time",
                                        "article:published",
                                        "datepublished",
                                        "dc.date.issued",
                                        "dcterms.issued",
                                        "dcterms.date.issued",
                                        "parsely-pub-date",
                                        "sailthru.date",
                                        "pubdate",
                                        "publish-date",
                                        "publish_date",
                                        "publishdate",
                                        "published_time",
                                        "publication_date",
                                        "date.issued",
                                        "article_date_original",
                                        "cxenseparse:recs:publishtime",
                                        "bt:pubdate",
                                        "originalpublicationdate",
                                        "article.published",
                                        "published-date",
                                        "citation_online_date",
                                        "rnews:datepublished"}) {
      const auto value = page_.meta({name});
      if (!value.empty()) offer(Rank::stamp, false, value, "meta " + std::string(name), 0);
    }
    for (const std::string_view name : {"date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created",
                                        "citation_publication_date", "displaydate"}) {
      const auto value = page_.meta({name});
      if (!value.empty()) offer(Rank::time, false, value, "meta " + std::string(name), 0);
    }
    for (const std::string_view name : {"article:modified_time", "og:updated_time", "datemodified", "article:modified",
                                        "dcterms.modified", "dc.date.modified", "updated_time", "lastmod", "revised"}) {
      const auto value = page_.meta({name});
      if (!value.empty()) offer(Rank::stamp, true, value, "meta " + std::string(name), 0);
    }
  }

  void look_at_linked_data() {
    // Programs stamp every page; of one that is no article the stamp says when the program was set up.
    if (page_.data.is_article || page_.meta({"og:type"}) == "article")
      offer(Rank::stamp, false, page_.data.page_published, "json-ld WebPage", 0);
    offer(Rank::article, false, page_.data.published, "json-ld", 0);
    offer(Rank::article, true, page_.data.modified, "json-ld", 0);
  }

  /// The value of a time element or of one with an itemprop: its attribute, else its text.
  std::string value_of(std::size_t node) const {
    for (const std::string_view name : {"datetime", "content", "title"}) {
      const auto value = clean_line(tree_.attribute(node, name));
      if (!value.empty() && (name != "title" || find_date(value, lang_, DayOrder::unknown, {}).date)) return value;
    }
    return short_text(node);
  }

  /// `itemPostDate`, `artikeldatum`; not `update` and `candidate`.
  bool has_date_name(std::size_t node) const {
    const std::string_view names = page_.names[node];
    for (const std::string_view end : {"date ", "datum ", "fecha "}) {
      for (auto at = names.find(end); at != names.npos; at = names.find(end, at + 1)) {
        const auto before = names.substr(0, at);
        if (before.ends_with(' ') || before.ends_with("up") || before.ends_with("candi") || before.ends_with("vali") ||
            before.ends_with("man"))
          continue;
        return true;
      }
    }
    return false;
  }

  std::string short_text(std::size_t node) const {
    return page_.text_bytes(node) < 4 * longest_line ? tree_.text(node) : std::string();
  }

  void look_at_elements() {
    for (std::size_t i = 0; i < tree_.size(); ++i) {
      if (tree_[i].is_text() || tree_[i].tag == GUMBO_TAG_META || page_.places[i] != HtmlPage::Place::page) continue;
      const auto prop = tree_.attribute(i, "itemprop");
      const bool is_time = tree_[i].tag == GUMBO_TAG_TIME;
      const bool small = tree_[i].end - i < 30;
      if (prop.find("datePublished") != prop.npos || (is_time && tree_.has_attribute(i, "pubdate"))) {
        offer(Rank::article, false, value_of(i), "itemprop datePublished", i);
      } else if (prop.find("dateModified") != prop.npos ||
                 (is_time && page_.is_named(i, {"updated", "modified"}) && !page_.is_named(i, {"published"}))) {
        offer(Rank::article, true, value_of(i), "itemprop dateModified", i);
      } else if (small && (page_.is_named(i, published_names) || has_date_name(i))) {
        const auto text = short_text(i);
        offer(Rank::named, says_change(text), is_time ? value_of(i) : text, "class date", i);
      } else if (is_time) {
        offer(is_of_this_page(tree_.above(i, GUMBO_TAG_A)) ? Rank::time : Rank::none, says_change(short_text(i)),
              value_of(i), "time", i);
      } else if (small && page_.is_named(i, date_names)) {
        const auto text = short_text(i);
        offer(Rank::time, says_change(text), text, "class date", i);
      }
    }
  }

  /// A date in a link is of what the link leads to; articles link to themselves too.
  bool is_of_this_page(std::size_t link) const {
    if (link == 0) return true;
    const auto to = resolved_address(tree_.attribute(link, "href"), url_);
    return !url_.empty() && to.substr(0, to.find('#')) == url_.substr(0, url_.find('#'));
  }

  /// `27.1.2022 - The mayor said …`: a day set off at the beginning of running text.
  void offer_dateline(std::string_view text, std::string_view origin, std::size_t node) {
    constexpr std::size_t longest = 50;
    const auto offer_head = [&](std::string_view head) {
      const bool is_date = read_date(head, lang_, DayOrder::unknown, origin).date.has_value();
      if (is_date) offer(Rank::time, false, head, origin, node);
      return is_date;
    };
    for (const std::string_view mark : {" - ", " – ", " — ", " | ", ": "}) {
      const auto end = text.find(mark);
      if (end > longest) continue;
      const auto head = text.substr(0, end);
      if (offer_head(head)) return;
      if (const auto place = head.find(", "); place != head.npos && offer_head(head.substr(place + 2))) return;
    }
    // `Karlsruhe (12.11.2021). The mayor said …`
    const auto open = text.find('('), close = text.find(')');
    if (open < longest && close < longest && open < close && text.find(". ") > open)
      offer_head(text.substr(open + 1, close - open - 1));
  }

  /// Where the article may begin when its headline is not on the page.
  std::size_t first_heading() const {
    for (const auto tag : {GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_ARTICLE, GUMBO_TAG_BODY}) {
      for (std::size_t i = 0; i < tree_.size(); ++i) {
        if (tree_[i].tag == tag && page_.places[i] == HtmlPage::Place::page && tree_[i].end > i + 1) return i;
      }
    }
    return 0;
  }

  /// Dates in short lines right behind and before the headline.
  void look_beside(std::size_t title) {
    std::size_t bytes = 0;
    std::string line;
    std::size_t line_node = 0;
    const auto end_line = [&](std::string_view origin) {
      auto text = clean_line(line);
      line.clear();
      if (text.empty()) return;
      bytes += text.size();
      if (text.find("©") != text.npos || says_other(text)) return;
      if (text.size() > longest_date_line) return offer_dateline(text, origin, line_node);
      offer(Rank::visible, says_change(text), text, origin, line_node, true);
    };
    const auto look = [&](std::size_t begin, std::size_t end, std::size_t most, std::string_view origin) {
      bytes = 0;
      for (std::size_t i = begin; i < end && bytes < most;) {
        const auto& node = tree_[i];
        if (node.is_text() && is_unread(tree_[node.parent].tag)) {
          ++i;
          continue;
        }
        if (!node.is_text() && (is_unread(node.tag) || page_.places[i] == HtmlPage::Place::comments)) {
          i = node.end;
          continue;
        }
        if (node.is_text()) {
          line += node.text;
          line_node = i;
        } else if (is_block(node.tag)) {
          end_line(origin);
        }
        ++i;
        // A block that has ended ends its line.
        if (i < end && !line.empty() && is_block(tree_[tree_[i].parent].tag) && tree_[i].parent != node.parent)
          end_line(origin);
      }
      end_line(origin);
    };
    const bool is_box = tree_[title].tag == GUMBO_TAG_ARTICLE || tree_[title].tag == GUMBO_TAG_BODY;
    if (!is_box) offer_dateline(tree_.text(title), "headline", title);
    look(is_box ? title + 1 : tree_[title].end, tree_.size(), beside_bytes, "visible");
    std::size_t before = title, seen = 0;
    while (before > 0 && seen < before_bytes) {
      --before;
      if (tree_[before].is_text()) seen += tree_[before].text.size();
    }
    look(before, title, 10 * before_bytes, "visible above");
  }

  /// Lines anywhere on the page that are a date and nothing more, or that say what their date is; each only where all
  /// of its kind are of one day.
  void look_for_lines() {
    struct OneDay {
      std::optional<Day> day;
      std::size_t node = 0;
      std::string text;
      bool several = false;
      void add(const Date& date, std::size_t at, const std::string& line) {
        several = several || (day && *day != date.first_day);
        if (day) return;
        day = date.first_day;
        node = at;
        text = line;
      }
    };
    OneDay alone, labelled, changed;
    std::string before;  // the text before this one, where it may be a label
    std::size_t lines = 0;
    for (std::size_t i = 0; i < tree_.size() && lines < 2000; ++i) {
      if (!tree_[i].is_text() || page_.places[i] == HtmlPage::Place::comments || is_unread(tree_[tree_[i].parent].tag))
        continue;
      const auto line = tree_[i].text.size() > longest_line ? std::string() : clean_line(tree_[i].text);
      if (line.empty() && tree_[i].text.size() <= longest_line) continue;
      const bool has_digit = line.find_first_of("0123456789") != line.npos;
      const auto label = std::exchange(before, has_digit ? std::string() : line);
      if (!has_digit) continue;
      ++lines;
      if (const auto reading = read_date(line, lang_, DayOrder::unknown, "visible"); is_day(reading.date)) {
        if (says_published(label))
          labelled.add(*reading.date, i, line);
        else if (says_change(label))
          changed.add(*reading.date, i, line);
        else if (page_.places[i] == HtmlPage::Place::page)
          alone.add(*reading.date, i, line);
      } else if (says_published(line) || says_change(line)) {
        const auto found = find_date(line, lang_, DayOrder::unknown, "visible");
        if (is_day(found.date)) (says_published(line) ? labelled : changed).add(*found.date, i, line);
      }
    }
    if (labelled.day && !labelled.several) offer(Rank::label, false, labelled.text, "label", labelled.node, true);
    if (changed.day && !changed.several) offer(Rank::label, true, changed.text, "label", changed.node, true);
    if (alone.day && !alone.several) offer(Rank::alone, false, alone.text, "visible", alone.node);
  }
  static bool is_day(const std::optional<Date>& date) { return date && date->precision >= Precision::day; }

  // ---- The decision

  const Dated* best_of(const std::vector<Dated>& all, std::initializer_list<Rank> ranks) const {
    for (const auto rank : ranks) {
      for (const auto& one : all) {
        if (one.rank == rank) return &one;
      }
    }
    return nullptr;
  }

  void win(const Dated& dated, std::optional<Date>& field, const char* why) {
    field = dated.date;
    auto& candidate = dates_.candidates[dated.candidate];
    candidate.won = true;
    candidate.why = why;
  }

  /// Where elements with datePublished are of several days, most are of other articles.
  void demote_teasers() {
    const auto is_itemprop = [&](const Dated& one) {
      return one.rank == Rank::article && dates_.candidates[one.candidate].origin == "itemprop datePublished";
    };
    const auto first = std::find_if(found_.begin(), found_.end(), is_itemprop);
    const bool several = std::any_of(first, found_.end(), [&](const Dated& one) {
      return is_itemprop(one) && std::abs(one.date.first_day - first->date.first_day) > 1;
    });
    for (auto& one : found_) {
      if (several && is_itemprop(one)) one.rank = Rank::time;
    }
  }

  void decide() {
    demote_teasers();
    const auto* best = best_of(found_, {Rank::url, Rank::stamp, Rank::article, Rank::visible, Rank::named, Rank::label,
                                        Rank::time, Rank::alone});
    const auto* visible = best_of(found_, {Rank::visible, Rank::named});
    const auto* changed =
        best_of(changed_, {Rank::stamp, Rank::article, Rank::visible, Rank::named, Rank::label, Rank::time});
    const char* why = "the most reliable place";
    if (best != nullptr && visible != nullptr && (best->rank == Rank::stamp || best->rank == Rank::article)) {
      const int apart = std::abs(best->date.first_day - visible->date.first_day);
      if (apart == 1) {
        best = visible;
        why = "a stamp in UTC is a day off; this is the day printed";
      } else if (visible->date.first_day > best->date.first_day) {
        dates_.warnings.push_back("date: the page prints " + visible->date.value.substr(0, 10) + ", its program says " +
                                  best->date.value.substr(0, 10));
        best = visible;
        why = "printed, and not as the date of a change, though a stamp is earlier";
      }
    }
    // The day in an address has no time; a stamp of the same day has.
    if (best != nullptr && best->date.precision == Precision::day) {
      for (const auto& one : found_) {
        if (one.rank <= Rank::article && one.date.first_day == best->date.first_day &&
            one.date.precision > Precision::day) {
          best = &one;
          why = "the most reliable day, with its time";
          break;
        }
      }
    }
    if (best != nullptr) win(*best, dates_.published, why);
    if (changed != nullptr && (best == nullptr || changed->date.value != best->date.value))
      win(*changed, dates_.updated, "the date of a change");
    tell_orders(best != nullptr);
  }

  void tell_orders(bool has_date) {
    NumericDate numeric;
    numeric.source = host_;
    numeric.shows = shows_;
    if (!has_date && !refused_.text.empty()) {
      dates_.warnings.push_back("date dropped: " + quote(refused_.text) + ": " + refused_.why);
      if (refused_.swappable) {
        numeric.text = refused_.text;
        numeric.origin = refused_.origin;
        numeric.warning = dates_.warnings.back();
      }
    }
    if (numeric.shows != DayOrder::unknown || !numeric.text.empty()) dates_.numeric.push_back(std::move(numeric));
  }

  struct Refused {
    std::string text, origin, why;
    bool swappable = false;
  };

  const HtmlPage& page_;
  const HtmlTree& tree_;
  const std::string& url_;
  const std::string& lang_;
  std::string host_;
  PageDates dates_;
  std::vector<Dated> found_, changed_;
  DayOrder shows_ = DayOrder::unknown;
  Refused refused_;
};

}  // namespace

PageDates find_dates(const HtmlPage& page, const std::string& url, const std::string& lang, std::size_t title) {
  return DateFinder(page, url, lang).find(title);
}

}  // namespace broadsheet
