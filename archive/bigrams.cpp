#include "archive/bigrams.hpp"

#include <algorithm>

#include "archive/fold.hpp"
#include "archive/tables.hpp"

namespace broadsheet {

std::vector<std::string> accepted_exactly(const Word& word) {
  if (word.run) return {};
  const OwnLetters own = languages()[word.language].own;
  std::vector<std::string> out = {word.form, word.base, fold(word.form, own), fold(word.base, own)};
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::uint64_t pair_hash(std::uint32_t first_form, std::uint32_t second_form) {
  std::uint64_t out = (std::uint64_t{first_form} << 32 | second_form) * 0x9E3779B97F4A7C15;
  out = (out ^ out >> 32) * 0xD6E8FEB86659FD93;
  return out ^ out >> 32;
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

std::vector<BigramMaker::Form> BigramMaker::forms_of(const Word& word) {
  if (numbers_.empty() && !forms_.empty()) {
    for (const auto& form : forms_) numbers_.emplace(form, static_cast<std::uint32_t>(numbers_.size()));
    lists_of_.assign(forms_.size() * forms_.size(), none);
  }
  std::vector<Form> out;
  for (const auto& form : accepted_exactly(word)) {
    const auto number = numbers_.find(form);
    out.push_back({number == numbers_.end() ? none : number->second, word_key_hash(form)});
  }
  return out;
}

void BigramMaker::add(const Word& word) {
  for (const Form& form : forms_of(word)) forms_of_words_.push_back(form);
  starts_.push_back(static_cast<std::uint32_t>(forms_of_words_.size()));
}

const std::vector<BigramMaker::Form>& BigramMaker::forms_of_pair(std::uint32_t first, std::uint32_t second) {
  const auto [known, is_new] =
      forms_of_pairs_.try_emplace(std::uint64_t{first} << 36 | std::uint64_t{second} << 8 | std::uint64_t{language_});
  if (is_new) {
    Word left, right;
    if (analyzer_.word_of_key(key_of_(first), left) && analyzer_.word_of_key(key_of_(second), right))
      known->second = forms_of(analyzer_.joined(left, right, Gap::hyphen, language_));
  }
  return known->second;
}

void BigramMaker::begin_article(std::uint64_t begin, std::uint64_t end, LanguageId language) {
  ++article_;
  first_bit_ = begin * pair_bits_per_code - taken_;
  end_bit_ = end * pair_bits_per_code - taken_;
  language_ = language;
  bits_.resize((end_bit_ + 63) / 64);
}

std::vector<std::uint64_t> BigramMaker::take_bits(bool all) {
  std::vector<std::uint64_t> out = std::move(bits_);
  bits_.clear();
  if (!all && end_bit_ % 64 != 0) {  // the next article begins in the last 64
    bits_.push_back(out.back());
    out.pop_back();
  }
  taken_ += out.size() * 64;
  return out;
}

void BigramMaker::next(std::uint32_t word, std::uint32_t word_before, Gap gap) {
  const auto forms = forms_of(word);
  here_.assign(forms.begin(), forms.end());
  note(last_, forms);
  if (gap == Gap::hyphen) {
    const auto& joined = forms_of_pair(word_before, word);
    note(before_last_, joined);
    here_.insert(here_.end(), joined.begin(), joined.end());
  }
  std::swap(before_last_, last_);
  std::swap(last_, here_);
}

void BigramMaker::note(Forms before, Forms after) {
  for (const Form& a : before) {
    for (const Form& b : after) {
      if (a.number != none && b.number != none) {
        note_frequent(a.number, b.number);
        continue;
      }
      for (const auto bit : pair_bits(pair_hash(a.hash, b.hash), end_bit_ - first_bit_))
        bits_[(first_bit_ + bit) / 64] |= std::uint64_t{1} << ((first_bit_ + bit) % 64);
    }
  }
}

void BigramMaker::note_frequent(std::uint32_t before, std::uint32_t after) {
  std::uint32_t& number = lists_of_[before * forms_.size() + after];
  if (number == none) {
    number = static_cast<std::uint32_t>(lists_.size());
    lists_.emplace_back();
  }
  List& list = lists_[number];
  if (list.last == article_) return;
  std::uint32_t step = list.last == none ? article_ : article_ - list.last;
  for (; step >= 0x80; step >>= 7) list.bytes += static_cast<char>(step | 0x80);
  list.bytes += static_cast<char>(step);
  list.last = article_;
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
