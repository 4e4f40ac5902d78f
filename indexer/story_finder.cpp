#include "indexer/story_finder.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "archive/hash.hpp"
#include "archive/sketch.hpp"
#include "archive/stories.hpp"

namespace broadsheet {
namespace {

/// The articles of one part among all that are looked at: places begin at `first`.
struct Member {
  const Tables* tables;
  std::uint32_t number;
  std::uint32_t first;
  std::span<const StoryOf> stories;  ///< as they were; empty: never looked at
  std::vector<bool> gone;
  mutable std::vector<std::uint64_t> word_hashes;  ///< by word; 0: not made yet
};

/// Articles by what they have in each bin of their sketches. They are given in the order of their dates.
class Bins {
 public:
  explicit Bins(const std::vector<const Sketch*>& sketches) {
    std::size_t bits = 1024;
    while (bits < sketches.size() * no_sketch.size() * 8) bits *= 2;
    shift_ = static_cast<unsigned>(64 - std::countr_zero(bits));
    seen_.resize(bits / 64);
    for (std::size_t bin = 0; bin < no_sketch.size(); ++bin) {
      for (std::uint32_t i = 0; i < sketches.size(); ++i) {
        const auto value = (*sketches[i])[bin];
        bins_[bin].push_back({value, i});
        seen_[slot(bin, value) / 64] |= std::uint64_t{1} << (slot(bin, value) % 64);
      }
      std::ranges::sort(bins_[bin]);
    }
  }

  struct Entry {
    std::uint32_t value;
    std::uint32_t article;
    auto operator<=>(const Entry&) const = default;
  };

  /// The articles that have this in the bin, in the order in which they were given.
  std::span<const Entry> with(std::size_t bin, std::uint32_t value) const {
    // Nearly always there is none, and one look says so.
    if (!(seen_[slot(bin, value) / 64] >> (slot(bin, value) % 64) & 1)) return {};
    const auto first = std::ranges::lower_bound(bins_[bin], value, {}, &Entry::value),
               last = std::ranges::upper_bound(bins_[bin], value, {}, &Entry::value);
    return {first, last};
  }

 private:
  std::size_t slot(std::size_t bin, std::uint32_t value) const {
    return static_cast<std::size_t>((std::uint64_t{value} << 5 | bin) * 0x9E3779B97F4A7C15 >> shift_);
  }

  std::array<std::vector<Entry>, no_sketch.size()> bins_;
  std::vector<std::uint64_t> seen_;  ///< a bit for each slot
  unsigned shift_ = 0;
};

class CopyFinder {
 public:
  CopyFinder(const std::vector<const Part*>& parts, const FreshPart& fresh, const std::vector<Gone>& gone) {
    for (const Part* part : parts) {
      add(part->tables(), part->number(), part->stories());
      for (std::uint32_t i = 0; i < part->articles(); ++i) members_.back().gone[i] = part->is_gone(i);
    }
    add(fresh.tables, fresh.number, fresh.stories);
    for (const Gone& one : gone)
      for (auto& member : members_)
        if (member.number == one.part && one.article < member.gone.size()) member.gone[one.article] = true;
    above_.resize(size_);
    std::iota(above_.begin(), above_.end(), 0U);
    is_fresh_.resize(size_);
  }

  std::string find() {
    join_as_they_were();
    std::vector<Place> block;
    for (const Member& member : members_) {
      for (std::uint32_t i = 0; i < member.gone.size(); ++i) {
        if (is_fresh_[member.first + i]) block.push_back({&member, i});
        if (block.size() < block_articles) continue;
        join_block(block);
        block.clear();
      }
    }
    if (!block.empty()) join_block(block);
    return print_stories(named());
  }

 private:
  struct Place {
    const Member* member;
    std::uint32_t article;

    std::uint32_t number() const { return member->first + article; }
    const Sketch& sketch() const { return member->tables->sketches()[article]; }
    /// Without a date: last.
    std::int64_t instant() const {
      const auto at = member->tables->instants()[article];
      return at == no_instant ? INT64_MAX : at;
    }
    bool is_before(const Place& other) const {
      if (instant() != other.instant()) return instant() < other.instant();
      return member->tables->id(article) < other.member->tables->id(other.article);
    }
  };

  void add(const Tables& tables, std::uint32_t number, std::span<const StoryOf> stories) {
    members_.push_back({&tables, number, size_, stories, std::vector<bool>(tables.articles()),
                        std::vector<std::uint64_t>(tables.words().size())});
    size_ += tables.articles();
  }

  template <typename Use>
  void each_living(Use use) const {
    for (const Member& member : members_)
      for (std::uint32_t i = 0; i < member.gone.size(); ++i)
        if (!member.gone[i]) use(Place{&member, i});
  }

  std::uint32_t root(std::uint32_t place) {
    while (above_[place] != place) place = above_[place] = above_[above_[place]];
    return place;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    above_[std::max(a, b)] = std::min(a, b);
  }

  /// A story that loses an article may come apart: those who stay are looked at afresh, like new ones.
  void join_as_they_were() {
    std::unordered_set<std::uint64_t> broken;
    for (const Member& member : members_)
      for (std::uint32_t i = 0; i < member.stories.size(); ++i)
        if (member.gone[i] && member.stories[i].has_copies()) broken.insert(member.stories[i].key());
    std::unordered_map<std::uint64_t, std::uint32_t> first_of;  // of stories with copies
    each_living([&](const Place& place) {
      const auto& stories = place.member->stories;
      const auto story = stories.empty() ? StoryOf{} : stories[place.article];
      if (stories.empty() || (story.has_copies() && broken.contains(story.key()))) {
        is_fresh_[place.number()] = place.sketch() != no_sketch;
      } else if (story.has_copies()) {
        const auto [found, is_new] = first_of.try_emplace(story.key(), place.number());
        if (!is_new) join(found->second, place.number());
      }
    });
  }

  /// Compares fresh articles with all others. Block by block, so that the memory is that of one.
  void join_block(std::vector<Place>& block) {
    std::ranges::sort(block, &Place::is_before);
    std::vector<const Sketch*> sketches;
    for (const Place& place : block) sketches.push_back(&place.sketch());
    const Bins bins(sketches);
    met_.assign(block.size(), 0);
    each_living([&](const Place& place) {
      if (is_fresh_[place.number()] || place.sketch() == no_sketch) return;  // its block comes, or this is it
      compare_with(place, block, [&](std::size_t bin) {
        auto same = bins.with(bin, place.sketch()[bin]);
        if (same.size() <= most_tried) return same;
        const auto by_date = [&](const Bins::Entry& entry) { return block[entry.article].is_before(place); };
        const auto near = static_cast<std::size_t>(std::ranges::partition_point(same, by_date) - same.begin());
        const std::size_t from = near - std::min(near, most_tried / 2);
        return same.subspan(from, std::min(same.size() - from, most_tried));
      });
    });
    for (std::uint32_t i = 0; i < block.size(); ++i) {
      compare_with(block[i], block, [&](std::size_t bin) {
        const auto same = bins.with(bin, block[i].sketch()[bin]);
        const auto later = std::ranges::upper_bound(same, i, {}, &Bins::Entry::article);
        const auto count = std::min(static_cast<std::size_t>(same.end() - later), most_tried);
        return std::span(later, count);
      });
    }
    for (const Place& place : block) is_fresh_[place.number()] = false;
  }

  /// Compares an article with those of the block that `with_same` gives for each bin.
  template <typename WithSame>
  void compare_with(const Place& place, const std::vector<Place>& block, WithSame with_same) {
    candidates_.clear();
    for (std::size_t bin = 0; bin < no_sketch.size(); ++bin)
      for (const auto& entry : with_same(bin))
        if (met_[entry.article]++ == 0) candidates_.push_back(entry.article);
    std::optional<StoryText> text;
    for (const auto candidate : candidates_) {
      const auto bins = std::exchange(met_[candidate], 0);
      if (bins < least_common_bins(Apart::a_day_or_less)) continue;  // most: without a look at the article
      const Place& other = block[candidate];
      const Apart distance = apart(place, other);
      if (bins < least_common_bins(distance) || root(place.number()) == root(other.number())) continue;
      if (!text) text = text_of(place);
      if (are_copies(*text, text_of(other), distance)) join(place.number(), other.number());
    }
  }

  static Apart apart(const Place& a, const Place& b) {
    const ArticleDays one = a.member->tables->days(a.article), other = b.member->tables->days(b.article);
    if (!one.dated() || !other.dated()) return Apart::unknown;
    return one.first - other.last <= 1 && other.first - one.last <= 1 ? Apart::a_day_or_less : Apart::more;
  }

  /// Of a word's form, with a bit that tells whether it has a digit; made once for each word of a part.
  static std::uint64_t hash_of(const Member& member, std::uint32_t word) {
    auto& hash = member.word_hashes.at(word);
    if (hash == 0) {
      const auto form = member.tables->word_form(word);
      const bool is_figure = form.find_first_of("0123456789") != form.npos;
      hash = (hash64(form) & ~figure_bit) | (is_figure ? figure_bit : 0);
    }
    return hash;
  }

  const StoryText& text_of(const Place& place) {
    const auto known = remembered_.find(place.number());
    if (known != remembered_.end()) return known->second;
    place.member->tables->tokens(place.article, tokens_);
    std::vector<std::uint64_t> words, figures;
    words.reserve(tokens_.body.size());
    for (const auto& token : tokens_.body) {
      words.push_back(hash_of(*place.member, token.word));
      if (words.back() & figure_bit) figures.push_back(words.back());
    }
    std::ranges::sort(figures);
    figures.erase(std::unique(figures.begin(), figures.end()), figures.end());
    if (remembered_words_ > most_remembered_words) {
      remembered_.clear();
      remembered_words_ = 0;
    }
    remembered_words_ += words.size() + 16;
    return remembered_.emplace(place.number(), StoryText{shingles_of(words), std::move(figures)}).first->second;
  }

  std::vector<std::pair<std::uint32_t, std::vector<StoryOf>>> named() {
    std::vector<std::uint32_t> sizes(size_);
    each_living([&](const Place& place) { ++sizes[root(place.number())]; });
    // The earliest of each story, then by id: the same whichever part it is in.
    std::unordered_map<std::uint32_t, Place> firsts;
    each_living([&](const Place& place) {
      const auto story = root(place.number());
      if (sizes[story] < 2) return;
      const auto [found, is_new] = firsts.try_emplace(story, place);
      if (!is_new && place.is_before(found->second)) found->second = place;
    });
    std::vector<std::pair<std::uint32_t, std::vector<StoryOf>>> out;
    for (const Member& member : members_) {
      auto& stories = out.emplace_back(member.number, std::vector<StoryOf>(member.gone.size())).second;
      for (std::uint32_t i = 0; i < stories.size(); ++i) {
        const auto story = root(member.first + i);
        const auto first = member.gone[i] || sizes[story] < 2 ? firsts.end() : firsts.find(story);
        stories[i] = first == firsts.end()
                         ? StoryOf{member.number, i}
                         : StoryOf{first->second.member->number, first->second.article | StoryOf::copied};
      }
    }
    return out;
  }

  static constexpr std::size_t block_articles = 16'384;
  /// What so many share is of a form letter: compared are those of about the same date.
  static constexpr std::size_t most_tried = 512;
  static constexpr std::uint64_t figure_bit = 1;
  static constexpr std::size_t most_remembered_words = 4'000'000;  // 32 MB

  std::vector<Member> members_;
  std::uint32_t size_ = 0;
  std::vector<std::uint32_t> above_;
  std::vector<bool> is_fresh_;  ///< still to be compared with all others
  std::unordered_map<std::uint32_t, StoryText> remembered_;
  std::size_t remembered_words_ = 0;
  StoredTokens tokens_;
  std::vector<std::uint8_t> met_;  ///< by number in the block: bins in common with the article that is looked at
  std::vector<std::uint32_t> candidates_;
};

}  // namespace

std::string find_stories(const std::vector<const Part*>& parts, const FreshPart& fresh, const std::vector<Gone>& gone) {
  return CopyFinder(parts, fresh, gone).find();
}

}  // namespace broadsheet
