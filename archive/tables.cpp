#include "archive/tables.hpp"

#include <algorithm>
#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>
#include <cstring>

#include "archive/bigrams.hpp"
#include "archive/fold.hpp"
#include "archive/hash.hpp"
#include "archive/tables_format.hpp"

namespace broadsheet {

using namespace tables_file;

std::uint32_t word_key_hash(std::string_view compared) { return static_cast<std::uint32_t>(hash64(compared)); }

std::vector<std::string> compared_by(const Word& word) {
  if (word.run) return {};
  const OwnLetters own = languages()[word.language].own;
  std::vector<std::string> out = {word.form, word.base, word.stem, fold(word.form, own), fold(word.base, own)};
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string_view column_name(Column column) { return column_names[static_cast<std::size_t>(column)]; }

std::optional<Column> column_of(std::string_view name) {
  const auto at = std::ranges::find(column_names, name);
  if (at == column_names.end()) return {};
  return static_cast<Column>(at - column_names.begin());
}

std::optional<Has> has_of(std::string_view field) {
  constexpr std::array<std::string_view, 9> names = {"title",   "body", "tag", "author", "source",
                                                     "section", "lang", "url", "date"};
  const auto at = std::ranges::find(names, field);
  if (at == names.end()) return {};
  return static_cast<Has>(1U << (at - names.begin()));
}

Hash128 content_of(const Article& article) {
  Article plain = article;
  plain.file.clear();
  plain.warnings.clear();
  plain.words = 0;
  return hash128(to_article_line(plain));
}

Hash128 text_of(const Article& article) {
  const std::array<Hash128, 3> parts = {hash128(article.title), hash128(article.body),
                                        hash128(value_key(article.source))};
  return hash128({reinterpret_cast<const char*>(parts.data()), sizeof parts});
}

Tables::Tables(const std::filesystem::path& file) : name_(file.string()), file_(file) { read(file_.bytes()); }

Tables::Tables(std::string bytes, const std::string& name)
    : name_(name), memory_(std::make_shared<const std::string>(std::move(bytes))) {
  read(*memory_);
}

void Tables::damaged(const std::string& what) const {
  throw Error(ErrorKind::archive, "'" + name_ + "' is damaged (" + what +
                                      "): run 'broadsheet check', then restore the part or index again");
}

void Tables::read(std::string_view bytes) {
  std::uint32_t format = 0, count = 0;
  std::uint64_t articles = 0;
  if (bytes.size() < header_bytes || !bytes.starts_with(tables_magic)) damaged("it is no tables file");
  std::memcpy(&format, bytes.data() + 8, 4);
  std::memcpy(&count, bytes.data() + 12, 4);
  std::memcpy(&articles, bytes.data() + 16, 8);
  if (format > tables_format) damaged("its format is " + std::to_string(format));
  if (count > 1000 || bytes.size() < header_bytes + count * sizeof(DirectoryEntry) || articles > UINT32_MAX)
    damaged("its directory is cut short");
  articles_ = static_cast<std::uint32_t>(articles);

  if (format < tables_format) return;  // made again, as if all sections were missing
  complete_ = true;
  const auto section = [&]<typename Item>(std::string_view wanted, std::span<const Item>& out) {
    for (std::uint32_t i = 0; i < count; ++i) {
      DirectoryEntry entry;
      std::memcpy(&entry, bytes.data() + header_bytes + i * sizeof entry, sizeof entry);
      if (std::string_view(entry.name.data(), strnlen(entry.name.data(), entry.name.size())) != wanted) continue;
      if (entry.item_bytes != sizeof(Item) || entry.offset % alignment || entry.offset > bytes.size() ||
          entry.bytes > bytes.size() - entry.offset)
        damaged("section " + std::string(wanted) + " does not fit");
      out = items_of<Item>(bytes.substr(entry.offset, entry.bytes));
      return;
    }
    complete_ = false;
  };
  const auto named = [&]<typename Item>(Section which, std::span<const Item>& out) {
    section(section_rows[static_cast<std::size_t>(which)].name, out);
  };
  std::span<const char> text;
  named(Section::words, words_);
  named(Section::word_text, text);
  word_text_ = {text.data(), text.size()};
  named(Section::word_keys, word_keys_);
  named(Section::words_by_form, by_form_);
  named(Section::runs, runs_);
  named(Section::tokens, tokens_);
  named(Section::token_starts, token_starts_);
  named(Section::wide, wide_);
  named(Section::wide_starts, wide_starts_);
  named(Section::days, days_);
  named(Section::precisions, precisions_);
  named(Section::body_words, body_words_);
  named(Section::has, has_);
  named(Section::languages, languages_);
  named(Section::contents, contents_);
  named(Section::id_ends, id_ends_);
  named(Section::id_text, text);
  id_text_ = {text.data(), text.size()};
  named(Section::by_id, by_id_);
  named(Section::id_ranks, id_ranks_);
  named(Section::instants, instants_);
  named(Section::sketches, sketches_);
  named(Section::texts, texts_);
  named(Section::by_text, by_text_);
  named(Section::lists, lists_);
  named(Section::list_text, text);
  list_text_ = {text.data(), text.size()};
  named(Section::list_data, text);
  list_data_ = {text.data(), text.size()};
  named(Section::bigram_form_ends, bigram_form_ends_);
  named(Section::bigram_text, text);
  bigram_text_ = {text.data(), text.size()};
  named(Section::bigrams, bigrams_);
  named(Section::bigram_data, text);
  bigram_data_ = {text.data(), text.size()};
  named(Section::pair_bits, pair_bits_);
  for (std::size_t c = 0; c < column_count; ++c) {
    const auto part = [&](std::size_t p) { return std::string(column_names[c]).append(column_parts[p]); };
    section(part(0), columns_[c].ends);
    section(part(1), text);
    columns_[c].text = {text.data(), text.size()};
    section(part(2), columns_[c].starts);
    section(part(3), columns_[c].list);
  }
  if (!complete_) return;
  const std::size_t n = articles_;
  bool fits = token_starts_.size() == n + 1 && wide_starts_.size() == n + 1 && days_.size() == n &&
              precisions_.size() == n && body_words_.size() == n && has_.size() == n && languages_.size() == n &&
              contents_.size() == n && id_ends_.size() == n && by_id_.size() == n && id_ranks_.size() == n &&
              pair_bits_.size() == (tokens_.size() * pair_bits_per_code + 63) / 64 && instants_.size() == n &&
              sketches_.size() == n && texts_.size() == n && by_text_.size() == n;
  for (const auto& column : columns_) fits = fits && column.starts.size() == n + 1;
  if (!fits) damaged("its sections do not agree on the number of articles");
  // What is used as an index or an end of a loop is looked at once, here.
  constexpr Day first_day = -719'162, last_day = 2'932'896;  // of the years 1 to 9999
  for (std::size_t i = 0; i < n; ++i) {
    const ArticleDays& d = days_[i];
    if (languages_[i] >= broadsheet::languages().size()) damaged("an article has a language that is none");
    if (precisions_[i] > static_cast<std::uint8_t>(Precision::second)) damaged("a date has a precision that is none");
    if (d.dated() && (d.first < first_day || d.last > last_day || d.first > d.last))
      damaged("a date is in no calendar");
  }
}

std::string_view Tables::word_key(std::uint32_t word) const {
  if (word >= words_.size()) damaged("a word has no entry");
  const WordEntry& entry = words_[word];
  if (entry.key_bytes < 4 || entry.key_begin > word_text_.size() ||
      entry.key_bytes > word_text_.size() - entry.key_begin)
    damaged("a word has no text");
  return word_text_.substr(entry.key_begin, entry.key_bytes);
}

std::span<const std::uint16_t> Tables::codes(std::uint32_t article) const {
  const std::uint64_t begin = token_starts_[article], end = token_starts_[article + 1];
  if (begin > end || end > tokens_.size()) damaged("an article has no tokens");
  return tokens_.subspan(begin, end - begin);
}

std::span<const std::uint32_t> Tables::wide_words(std::uint32_t article) const {
  const std::uint32_t begin = wide_starts_[article], end = wide_starts_[article + 1];
  if (begin > end || end > wide_.size()) damaged("a rare word is missing");
  return wide_.subspan(begin, end - begin);
}

void Tables::tokens(std::uint32_t article, StoredTokens& out) const {
  out.title.clear();
  out.body.clear();
  auto* text = &out.title;
  const auto wide = wide_words(article);
  std::size_t wide_at = 0;
  Gap gap = Gap::other;
  bool said = false, last_run = false;
  for (const std::uint16_t c : codes(article)) {
    if (c == code::title_end) {
      text = &out.body;
      last_run = said = false;
      continue;
    }
    if (c >= code::first_sign && c != code::wide) {
      gap = c == code::hyphen ? Gap::hyphen : c == code::ampersand ? Gap::ampersand : Gap::other;
      said = true;
      continue;
    }
    if (c == code::wide && wide_at >= wide.size()) damaged("a rare word is missing");
    const std::uint32_t number = c == code::wide ? wide[wide_at++] : c;
    if (number >= words_.size()) damaged("a word has no entry");
    const bool run = is_run(number);
    if (!said) gap = run && last_run && !text->empty() ? Gap::touching : Gap::other;
    text->push_back({number, gap});
    last_run = run;
    said = false;
  }
}

std::string_view Tables::value(Column column, std::uint32_t number) const {
  const auto& view = columns_[static_cast<std::size_t>(column)];
  if (number >= view.ends.size()) damaged("a value has no spelling");
  const std::uint32_t begin = number == 0 ? 0 : view.ends[number - 1];
  if (begin > view.ends[number] || view.ends[number] > view.text.size()) damaged("a spelling has no text");
  return view.text.substr(begin, view.ends[number] - begin);
}

std::optional<Tables::List> Tables::list(std::string_view term) const {
  const auto term_of = [&](const ListEntry& entry) {
    const std::uint32_t begin = &entry == lists_.data() ? 0 : (&entry - 1)->text_end;
    if (begin > entry.text_end || entry.text_end > list_text_.size()) damaged("a list has no term");
    return list_text_.substr(begin, entry.text_end - begin);
  };
  const auto entry = std::ranges::lower_bound(lists_, term, {}, term_of);
  if (entry == lists_.end() || term_of(*entry) != term) return {};
  if (entry->begin > list_data_.size() || entry->bytes > list_data_.size() - entry->begin ||
      entry->impacts > list_data_.size() - entry->begin - entry->bytes ||
      (entry->impacts != 0 && entry->impacts != entry->articles))
    damaged("a list has no articles");
  return List{{list_data_.substr(entry->begin, entry->bytes), articles_, entry->articles},
              items_of<std::uint8_t>(list_data_.substr(entry->begin + entry->bytes, entry->impacts))};
}

std::optional<PackedArticles> Tables::bigram(std::string_view first, std::string_view second) const {
  const auto text_of = [&](const std::uint32_t& end) {
    const std::uint32_t begin = &end == bigram_form_ends_.data() ? 0 : *(&end - 1);
    if (begin > end || end > bigram_text_.size()) damaged("a frequent form has no text");
    return bigram_text_.substr(begin, end - begin);
  };
  const auto number_of = [&](std::string_view form) -> std::optional<std::uint32_t> {
    const auto at = std::ranges::lower_bound(bigram_form_ends_, form, {}, text_of);
    if (at == bigram_form_ends_.end() || text_of(*at) != form) return {};
    return static_cast<std::uint32_t>(at - bigram_form_ends_.begin());
  };
  const auto left = number_of(first), right = number_of(second);
  if (!left || !right) return {};
  const std::uint32_t forms = *left << 16 | *right;
  const auto entry = std::ranges::lower_bound(bigrams_, forms, {}, &BigramEntry::forms);
  if (entry == bigrams_.end() || entry->forms != forms) return PackedArticles({}, articles_, 0);
  const std::uint64_t end = entry + 1 == bigrams_.end() ? bigram_data_.size() : (entry + 1)->begin;
  if (entry->begin > end || end > bigram_data_.size()) damaged("two frequent words have no articles");
  return PackedArticles(bigram_data_.substr(entry->begin, end - entry->begin), articles_, entry->articles);
}

void Tables::keep_with_pairs(std::span<const std::uint64_t> pairs, std::vector<std::uint32_t>& articles) const {
  constexpr std::size_t ahead = 16;  // articles: what they need is fetched meanwhile, first where it is, then it
  std::size_t kept = 0;
  for (std::size_t at = 0; at < articles.size(); ++at) {
    if (at + 2 * ahead < articles.size()) __builtin_prefetch(token_starts_.data() + articles[at + 2 * ahead]);
    if (at + ahead < articles.size())
      __builtin_prefetch(pair_bits_.data() + token_starts_[articles[at + ahead]] * pair_bits_per_code / 64);
    const std::uint64_t bits = codes(articles[at]).size() * pair_bits_per_code;
    const std::uint64_t first = token_starts_[articles[at]] * pair_bits_per_code;
    const auto is_set = [&](std::uint64_t bit) {
      return (pair_bits_[(first + bit) / 64] >> ((first + bit) % 64) & 1) != 0;
    };
    const auto may_stand = [&](std::uint64_t pair) { return std::ranges::all_of(pair_bits(pair, bits), is_set); };
    if (bits > 0 && std::ranges::all_of(pairs, may_stand)) articles[kept++] = articles[at];
  }
  articles.resize(kept);
}

bool Tables::in_date_order() const {
  if (!in_date_order_) in_date_order_ = std::ranges::is_sorted(instants_);
  return *in_date_order_;
}

std::span<const std::uint32_t> Tables::words_with_front(std::string_view front) const {
  const auto front_of = [&](std::uint32_t word) { return word_form(word).substr(0, front.size()); };
  const auto first = std::ranges::lower_bound(by_form_, front, {}, front_of),
             last = std::ranges::upper_bound(by_form_, front, {}, front_of);
  return {first, last};
}

std::span<const std::uint32_t> Tables::words_to_fold() const {
  if (!words_to_fold_) {
    words_to_fold_.emplace();
    for (std::uint32_t word = 0; word < words_.size(); ++word)
      if (const auto form = word_form(word); !is_ascii(form) || form.find_first_of("'.,") != std::string_view::npos)
        words_to_fold_->push_back(word);
  }
  return *words_to_fold_;
}

std::span<const std::uint32_t> Tables::value_articles(Column column) const {
  auto& counts = value_articles_[static_cast<std::size_t>(column)];
  if (counts.size() != value_count(column)) {
    counts.assign(value_count(column), 0);
    for (std::uint32_t article = 0; article < articles_; ++article)
      for (const auto number : values(column, article)) {
        if (number >= counts.size()) damaged("a value has no spelling");
        ++counts[number];
      }
  }
  return counts;
}

std::string_view Tables::id(std::uint32_t article) const {
  if (article >= id_ends_.size()) damaged("an article has no id");
  const std::uint32_t begin = article == 0 ? 0 : id_ends_[article - 1];
  if (begin > id_ends_[article] || id_ends_[article] > id_text_.size()) damaged("an id has no text");
  return id_text_.substr(begin, id_ends_[article] - begin);
}

std::span<const std::uint32_t> Tables::with_id(std::string_view id) const {
  const auto id_of = [&](std::uint32_t article) { return this->id(article); };
  const auto first = std::ranges::lower_bound(by_id_, id, {}, id_of),
             last = std::ranges::upper_bound(by_id_, id, {}, id_of);
  return {first, last};
}

std::span<const std::uint32_t> Tables::with_text(const Hash128& text) const {
  const auto text_of = [&](std::uint32_t article) {
    if (article >= texts_.size()) damaged("a text has no article");
    return texts_[article];
  };
  const auto first = std::ranges::lower_bound(by_text_, text, {}, text_of),
             last = std::ranges::upper_bound(by_text_, text, {}, text_of);
  return {first, last};
}

std::string_view Tables::word_form(std::uint32_t word) const { return form_in_key(word_key(word)); }

}  // namespace broadsheet
