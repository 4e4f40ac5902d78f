#include "indexer/story_finder.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

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
  std::span<const StoryOf> stories;  ///< as they were; of the fresh part none
  std::vector<bool> gone;
};

class Finder {
 public:
  Finder(const std::vector<const Part*>& parts, const Tables& fresh, std::uint32_t fresh_number,
         const std::vector<Gone>& gone) {
    for (const Part* part : parts) {
      add(part->tables(), part->number(), part->stories());
      for (std::uint32_t i = 0; i < part->articles(); ++i) members_.back().gone[i] = part->is_gone(i);
    }
    add(fresh, fresh_number, {});
    for (const Gone& one : gone)
      for (auto& member : members_)
        if (member.number == one.part && one.article < member.gone.size()) member.gone[one.article] = true;
    above_.resize(size_);
    std::iota(above_.begin(), above_.end(), 0U);
  }

  std::string find() {
    join_as_they_were();
    join_fresh();
    return print_stories(named());
  }

 private:
  void add(const Tables& tables, std::uint32_t number, std::span<const StoryOf> stories) {
    members_.push_back({&tables, number, size_, stories, std::vector<bool>(tables.articles())});
    size_ += tables.articles();
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

  void join_as_they_were() {
    std::unordered_map<std::uint64_t, std::uint32_t> first_of;  // of stories with copies
    for (const auto& member : members_)
      for (std::uint32_t i = 0; i < member.stories.size() && i < member.gone.size(); ++i) {
        if (!member.stories[i].has_copies() || member.gone[i]) continue;
        const auto [found, is_new] = first_of.try_emplace(member.stories[i].key(), member.first + i);
        if (!is_new) join(found->second, member.first + i);
      }
  }

  /// A fresh article and what it has in the bin that is looked at.
  struct Entry {
    std::uint32_t value;
    std::uint32_t article;
    auto operator<=>(const Entry&) const = default;
  };

  /// Bin by bin, so that the memory is that of one: articles that have the same in a bin may be copies.
  void join_fresh() {
    const Member& fresh = members_.back();
    const auto sketches = fresh.tables->sketches();
    std::vector<Entry> entries;
    for (std::size_t bin = 0; bin < no_sketch.size(); ++bin) {
      entries.clear();
      for (std::uint32_t i = 0; i < sketches.size(); ++i)
        if (!fresh.gone[i] && sketches[i] != no_sketch) entries.push_back({sketches[i][bin], i});
      if (entries.empty()) return;
      std::ranges::sort(entries);
      for (std::size_t i = 0; i < entries.size(); ++i) compare_with_neighbours(entries, i);
      for (const auto& member : members_)
        if (&member != &fresh) compare_with(member, bin, entries);
    }
  }

  void compare_with(const Member& member, std::size_t bin, const std::vector<Entry>& entries) {
    const auto others = member.tables->sketches();
    for (std::uint32_t i = 0; i < others.size(); ++i) {
      if (member.gone[i] || others[i] == no_sketch) continue;
      auto entry = std::lower_bound(entries.begin(), entries.end(), Entry{others[i][bin], 0});
      for (std::size_t tried = 0; entry != entries.end() && entry->value == others[i][bin] && tried < most_tried;
           ++entry, ++tried)
        compare(member, i, members_.back(), entry->article);
    }
  }

  /// What many share is of a form letter: each of it is compared with the nearest few, and copies among them are still
  /// joined in a chain.
  void compare_with_neighbours(const std::vector<Entry>& entries, std::size_t at) {
    const Member& fresh = members_.back();
    for (std::size_t other = at + 1;
         other < entries.size() && other <= at + most_tried && entries[other].value == entries[at].value; ++other)
      compare(fresh, entries[at].article, fresh, entries[other].article);
  }

  void compare(const Member& a, std::uint32_t i, const Member& b, std::uint32_t j) {
    const std::uint32_t left = a.first + i, right = b.first + j;
    if (left == right || root(left) == root(right)) return;
    const Apart distance = apart(a, i, b, j);
    if (common_bins(a.tables->sketches()[i], b.tables->sketches()[j]) < least_common_bins(distance)) return;
    // One after the other: what the first refers to may move.
    const StoryText text = text_of(a, i);
    if (are_copies(text, text_of(b, j), distance)) join(left, right);
  }

  /// Of 32 bins, so many that texts which are copies at that distance hardly ever have fewer.
  static unsigned least_common_bins(Apart distance) {
    return distance == Apart::more ? 22 : distance == Apart::unknown ? 12 : 4;
  }

  static Apart apart(const Member& a, std::uint32_t i, const Member& b, std::uint32_t j) {
    const ArticleDays one = a.tables->days(i), other = b.tables->days(j);
    if (!one.dated() || !other.dated()) return Apart::unknown;
    return one.first - other.last <= 1 && other.first - one.last <= 1 ? Apart::a_day_or_less : Apart::more;
  }

  const StoryText& text_of(const Member& member, std::uint32_t article) {
    if (remembered_.size() > most_remembered) remembered_.clear();
    const auto [found, is_new] = remembered_.try_emplace(member.first + article);
    if (!is_new) return found->second;
    member.tables->tokens(article, tokens_);
    std::vector<std::uint64_t> words, figures;
    for (const auto& token : tokens_.body) {
      const auto form = member.tables->word_form(token.word);
      words.push_back(hash64(form));
      if (form.find_first_of("0123456789") != form.npos) figures.push_back(words.back());
    }
    std::ranges::sort(figures);
    figures.erase(std::unique(figures.begin(), figures.end()), figures.end());
    found->second = {shingles_of(words), std::move(figures)};
    return found->second;
  }

  std::vector<std::pair<std::uint32_t, std::vector<StoryOf>>> named() {
    // The earliest of each story, then by id: the same whichever part it is in.
    struct First {
      std::uint32_t member = 0, article = 0;
      std::uint32_t count = 0;
    };
    std::unordered_map<std::uint32_t, First> firsts;
    const auto earlier = [&](std::uint32_t m, std::uint32_t i, const First& than) {
      const auto instant = [&](std::uint32_t member, std::uint32_t article) {
        const auto at = members_[member].tables->instants()[article];
        return at == no_instant ? INT64_MAX : at;
      };
      const auto a = instant(m, i), b = instant(than.member, than.article);
      return a != b ? a < b : members_[m].tables->id(i) < members_[than.member].tables->id(than.article);
    };
    const auto each = [&](auto use) {
      for (std::uint32_t m = 0; m < members_.size(); ++m)
        for (std::uint32_t i = 0; i < members_[m].gone.size(); ++i)
          if (!members_[m].gone[i]) use(m, i);
    };
    std::vector<std::uint32_t> sizes(size_);
    each([&](std::uint32_t m, std::uint32_t i) { ++sizes[root(members_[m].first + i)]; });
    each([&](std::uint32_t m, std::uint32_t i) {
      const auto story = root(members_[m].first + i);
      if (sizes[story] < 2) return;
      const auto [found, is_new] = firsts.try_emplace(story, First{m, i, sizes[story]});
      if (!is_new && earlier(m, i, found->second)) found->second = {m, i, sizes[story]};
    });
    std::vector<std::pair<std::uint32_t, std::vector<StoryOf>>> out;
    for (std::uint32_t m = 0; m < members_.size(); ++m) {
      std::vector<StoryOf> stories(members_[m].gone.size());
      for (std::uint32_t i = 0; i < stories.size(); ++i) {
        stories[i] = {members_[m].number, i};
        if (members_[m].gone[i]) continue;
        const auto found = firsts.find(root(members_[m].first + i));
        if (found != firsts.end())
          stories[i] = {members_[found->second.member].number, found->second.article | StoryOf::copied};
      }
      out.emplace_back(members_[m].number, std::move(stories));
    }
    return out;
  }

  static constexpr std::size_t most_tried = 16;
  static constexpr std::size_t most_remembered = 20'000;

  std::vector<Member> members_;
  std::uint32_t size_ = 0;
  std::vector<std::uint32_t> above_;
  std::unordered_map<std::uint32_t, StoryText> remembered_;
  StoredTokens tokens_;
};

}  // namespace

std::string find_stories(const std::vector<const Part*>& parts, const Tables& fresh, std::uint32_t fresh_number,
                         const std::vector<Gone>& gone) {
  return Finder(parts, fresh, fresh_number, gone).find();
}

}  // namespace broadsheet
