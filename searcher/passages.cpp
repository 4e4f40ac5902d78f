#include "searcher/passages.hpp"

#include <algorithm>
#include <bit>

#include "archive/sentences.hpp"

namespace broadsheet {
namespace {

/// Marks beyond these do not take part in the choice; an article that says a word a thousand times has said it.
constexpr std::size_t spans_considered = 500;

struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t first_span = 0;
  std::size_t end_span = 0;  ///< half-open
  std::uint64_t leaves = 0;
};

class Chooser {
 public:
  Chooser(std::string_view body, std::string_view lang, const std::vector<Span>& spans,
          const std::vector<std::uint64_t>& leaves, const SearchOptions& options)
      : body_(body),
        lang_(lang),
        spans_(spans),
        leaves_(leaves),
        bytes_(options.passage_bytes),
        context_(options.context) {}

  std::vector<Window> windows() {
    const std::size_t considered = std::min(spans_.size(), spans_considered);
    std::size_t span = 0;
    for (const Stretch& paragraph : paragraphs(body_)) {
      if (span >= considered) break;
      if (spans_[span].begin >= paragraph.end) continue;
      if (context_ == SearchOptions::Context::paragraph) {
        put_whole(paragraph, span);
        while (span < considered && spans_[span].begin < paragraph.end) ++span;
        continue;
      }
      const auto in_paragraph = sentences(body_, paragraph, lang_);
      for (std::size_t i = 0; i < in_paragraph.size() && span < considered; ++i) {
        if (spans_[span].begin >= in_paragraph[i].end) continue;
        if (context_ == SearchOptions::Context::sentence)
          put_whole(in_paragraph[i], span);
        else
          from_sentence(in_paragraph, i, span);
        while (span < considered && spans_[span].begin < in_paragraph[i].end) ++span;
      }
    }
    return std::move(windows_);
  }

 private:
  void put(std::size_t begin, std::size_t end, std::size_t first) {
    Window window{begin, end, first, first, 0};
    while (window.end_span < spans_.size() && spans_[window.end_span].end <= end) {
      window.leaves |= leaves_[window.end_span];
      ++window.end_span;
    }
    windows_.push_back(window);
  }

  /// All of it, and of marks that reach over its ends.
  void put_whole(const Stretch& stretch, std::size_t span) {
    std::size_t end = stretch.end;
    for (std::size_t i = span; i < spans_.size() && spans_[i].begin < stretch.end; ++i)
      end = std::max(end, spans_[i].end);
    put(std::min(stretch.begin, spans_[span].begin), end, span);
  }

  /// The sentence and those after it while they fit; a mark may reach over the end of a sentence (`Yahoo! Inc`).
  void from_sentence(const std::vector<Stretch>& all, std::size_t i, std::size_t span) {
    const std::size_t begin = std::min(all[i].begin, spans_[span].begin);
    std::size_t end = std::max(all[i].end, spans_[span].end);
    if (end - begin > bytes_) return from_long_sentence({begin, end}, span);
    for (std::size_t j = i + 1; j < all.size() && all[j].end - begin <= bytes_; ++j) end = std::max(end, all[j].end);
    if (!cuts_a_span(end))
      put(begin, end, span);
    else
      put(begin, std::max(all[i].end, spans_[span].end), span);
  }

  bool cuts_a_span(std::size_t at) const {
    const auto next = std::ranges::lower_bound(spans_, at, {}, &Span::end);
    return next != spans_.end() && next->begin < at && next->end > at;
  }

  void from_long_sentence(Stretch sentence, std::size_t span) {
    for (; span < spans_.size() && spans_[span].begin < sentence.end; ++span) {
      const std::size_t before = bytes_ / 4;
      std::size_t begin = sentence.begin;
      if (spans_[span].begin > sentence.begin + before)
        begin = good_cut(body_, sentence.begin, spans_[span].begin - before);
      if (span > 0 && spans_[span - 1].end > begin)
        begin = std::max(begin, std::min(spans_[span - 1].end, spans_[span].begin));
      std::size_t end = sentence.end;
      if (end - begin > bytes_) end = good_cut(body_, begin, begin + bytes_);
      end = std::max(end, spans_[span].end);
      const auto cut = std::ranges::find_if(spans_, [&](const Span& s) { return s.begin < end && s.end > end; });
      if (cut != spans_.end()) end = cut->begin;
      put(begin, end, span);
    }
  }

  std::string_view body_, lang_;
  const std::vector<Span>& spans_;
  const std::vector<std::uint64_t>& leaves_;
  std::size_t bytes_;
  SearchOptions::Context context_;
  std::vector<Window> windows_;
};

/// What is new to the reader counts most, then how much is marked.
std::size_t worth(const Window& window, std::uint64_t shown) {
  return static_cast<std::size_t>(std::popcount(window.leaves & ~shown)) * 1000 +
         static_cast<std::size_t>(std::popcount(window.leaves)) * 100 +
         std::min<std::size_t>(window.end_span - window.first_span, 9);
}

std::vector<Window> choose(std::vector<Window> windows, std::size_t count) {
  std::vector<Window> chosen;
  std::uint64_t shown = 0;
  while (chosen.size() < count) {
    std::erase_if(windows, [&](const Window& w) {
      return std::ranges::any_of(chosen, [&](const Window& c) { return w.begin < c.end && c.begin < w.end; });
    });
    const auto best = std::ranges::max_element(windows, [&](const Window& a, const Window& b) {
      const auto left = worth(a, shown), right = worth(b, shown);
      return left != right ? left < right : a.begin > b.begin;
    });
    if (best == windows.end()) break;
    shown |= best->leaves;
    chosen.push_back(*best);
  }
  std::ranges::sort(chosen, {}, &Window::begin);
  return chosen;
}

Passage cut_passage(std::string_view body, Window window, const std::vector<Span>& spans) {
  while (window.end > window.begin && (body[window.end - 1] == ' ' || body[window.end - 1] == '\n')) --window.end;
  while (window.begin < window.end && (body[window.begin] == ' ' || body[window.begin] == '\n')) ++window.begin;
  Passage passage;
  passage.start = window.begin;
  for (const char c : body.substr(0, window.begin)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80) continue;
    ++passage.start_codepoint;
    passage.start_utf16 += byte >= 0xF0 ? 2 : 1;
  }
  passage.text = body.substr(window.begin, window.end - window.begin);
  for (std::size_t i = window.first_span; i < window.end_span; ++i)
    passage.spans.push_back({spans[i].begin - window.begin, spans[i].end - window.begin});
  return passage;
}

Window beginning(std::string_view body, std::string_view lang, const SearchOptions& options) {
  const auto all = paragraphs(body);
  if (all.empty()) return {};
  if (options.context == SearchOptions::Context::paragraph) return {all[0].begin, all[0].end, 0, 0, 0};
  const std::size_t bytes = options.passage_bytes;
  Window window{all[0].begin, all[0].begin, 0, 0, 0};
  for (const auto& sentence : sentences(body, all[0], lang)) {
    if (options.context == SearchOptions::Context::sentence) return {sentence.begin, sentence.end, 0, 0, 0};
    if (sentence.end - window.begin > bytes) break;
    window.end = sentence.end;
  }
  if (window.end == window.begin) window.end = std::min(all[0].end, good_cut(body, window.begin, window.begin + bytes));
  return window;
}

}  // namespace

std::vector<Passage> best_passages(std::string_view body, std::string_view lang, const std::vector<Span>& spans,
                                   const std::vector<std::uint64_t>& leaves, const SearchOptions& options) {
  std::vector<Passage> out;
  if (options.passages == 0) return out;
  if (options.context == SearchOptions::Context::body) return {{std::string(body), 0, 0, 0, spans}};
  if (spans.empty()) {
    if (const Window window = beginning(body, lang, options); window.end > window.begin)
      out.push_back(cut_passage(body, window, spans));
    return out;
  }
  for (const auto& window : choose(Chooser(body, lang, spans, leaves, options).windows(), options.passages))
    out.push_back(cut_passage(body, window, spans));
  return out;
}

}  // namespace broadsheet
