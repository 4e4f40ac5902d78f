#include "archive/bigrams.hpp"

#include <algorithm>

#include "archive/fold.hpp"

namespace broadsheet {

std::vector<std::string> accepted_exactly(const Word& word) {
  if (word.run) return {};
  const OwnLetters own = languages()[word.language].own;
  std::vector<std::string> out = {word.form, word.base, fold(word.form, own), fold(word.base, own)};
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// A small part has few forms, because a pair that stands in one article takes as much room as one in thirty.
BigramMaker::BigramMaker(std::uint64_t articles, std::function<std::string_view(std::uint32_t)> key_of,
                         Analyzer& analyzer)
    : articles_(articles),
      most_forms_(static_cast<std::size_t>(std::min<std::uint64_t>(articles / 100, 1024))),
      key_of_(std::move(key_of)),
      analyzer_(analyzer) {}

void BigramMaker::choose(const Word& word) {
  for (const auto& form : accepted_exactly(word))
    if (forms_.size() < most_forms_) forms_.insert(form);
}

std::vector<std::uint32_t> BigramMaker::forms_of(const Word& word) {
  if (numbers_.empty() && !forms_.empty()) {
    for (const auto& form : forms_) numbers_.emplace(form, static_cast<std::uint32_t>(numbers_.size()));
    lists_of_.assign(forms_.size() * forms_.size(), none);
  }
  std::vector<std::uint32_t> out;
  for (const auto& form : accepted_exactly(word))
    if (const auto number = numbers_.find(form); number != numbers_.end()) out.push_back(number->second);
  return out;
}

void BigramMaker::add(const Word& word) {
  for (const auto form : forms_of(word)) forms_of_words_.push_back(form);
  starts_.push_back(static_cast<std::uint32_t>(forms_of_words_.size()));
}

const std::vector<std::uint32_t>& BigramMaker::forms_of_pair(std::uint32_t first, std::uint32_t second,
                                                             LanguageId language) {
  const auto [known, is_new] =
      forms_of_pairs_.try_emplace(std::uint64_t{first} << 36 | std::uint64_t{second} << 8 | std::uint64_t{language});
  if (is_new) {
    Word left, right;
    if (analyzer_.word_of_key(key_of_(first), left) && analyzer_.word_of_key(key_of_(second), right))
      known->second = forms_of(analyzer_.joined(left, right, Gap::hyphen, language));
  }
  return known->second;
}

void BigramMaker::next(std::uint32_t article, LanguageId language, std::uint32_t word, std::uint32_t word_before,
                       Gap gap) {
  const auto forms = forms_of(word);
  here_.assign(forms.begin(), forms.end());
  note(article, last_, forms);
  if (gap == Gap::hyphen) {
    const auto& joined = forms_of_pair(word_before, word, language);
    note(article, before_last_, joined);
    here_.insert(here_.end(), joined.begin(), joined.end());
  }
  std::swap(before_last_, last_);
  std::swap(last_, here_);
}

void BigramMaker::note(std::uint32_t article, Forms before, Forms after) {
  for (const auto a : before) {
    for (const auto b : after) {
      std::uint32_t& number = lists_of_[a * forms_.size() + b];
      if (number == none) {
        number = static_cast<std::uint32_t>(lists_.size());
        lists_.emplace_back();
      }
      List& list = lists_[number];
      if (list.last == article) continue;
      std::uint32_t step = list.last == none ? article : article - list.last;
      for (; step >= 0x80; step >>= 7) list.bytes += static_cast<char>(step | 0x80);
      list.bytes += static_cast<char>(step);
      list.last = article;
    }
  }
}

void BigramMaker::unpack(const List& list, std::vector<std::uint32_t>& out) {
  out.clear();
  std::uint32_t article = 0, step = 0;
  int shift = 0;
  for (const char c : list.bytes) {
    const auto byte = static_cast<unsigned char>(c);
    step |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
    shift += 7;
    if (byte & 0x80) continue;
    article += step;
    out.push_back(article);
    step = 0;
    shift = 0;
  }
}

}  // namespace broadsheet
