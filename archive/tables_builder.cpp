#include "archive/tables_builder.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>
#include <cerrno>
#include <cstring>
#include <numeric>

#include "archive/bigrams.hpp"
#include "archive/clock.hpp"
#include "archive/durable_file.hpp"
#include "archive/fold.hpp"
#include "archive/hash.hpp"
#include "archive/tables_format.hpp"

namespace broadsheet {

using namespace tables_file;

namespace {

constexpr std::uint32_t sign_base = 0xFFFF0000;  ///< codes of a batch are 32 bits wide
constexpr std::uint32_t sign(std::uint16_t code) { return sign_base + code; }

}  // namespace

std::uint32_t TablesBatch::local_word(std::string_view key) {
  const auto [number, is_new] = words_.insert(key);
  if (is_new) {
    articles_with_.push_back(0);
    occurrences_.push_back(0);
    pairs_.push_back(0);
    counted_for_.push_back(UINT32_MAX);
  }
  return number;
}

void TablesBatch::count_word(std::uint32_t word) {
  ++occurrences_[word];
  const auto article = static_cast<std::uint32_t>(rows_.size());
  if (counted_for_[word] == article) return;
  counted_for_[word] = article;
  ++articles_with_[word];
}

/// The two words as the one that they also are: in the vocabulary, so that wildcards find it there.
void TablesBatch::count_pair(std::uint32_t first, std::uint32_t second, Gap gap, LanguageId language,
                             Analyzer& analyzer) {
  const std::uint64_t both = std::uint64_t{first} << 36 | std::uint64_t{second} << 8 | std::uint64_t{language} << 1 |
                             (gap == Gap::ampersand ? 1U : 0U);
  const auto [known, is_new] = words_of_pairs_.try_emplace(both);
  if (is_new) {
    Word left, right;
    analyzer.word_of_key(words_.key(first), left);
    analyzer.word_of_key(words_.key(second), right);
    known->second = local_word(analyzer.joined(left, right, gap, language).key());
  }
  ++pairs_[known->second];
}

void TablesBatch::end_row(Row row) {
  row.tokens_end = codes_.size();
  rows_.push_back(row);
}

std::size_t TablesBatch::bytes() const {
  return words_.bytes() + codes_.size() * 4 + rows_.size() * sizeof(Row) + values_.size() * 4;
}

void TablesBatch::add(const Article& article, std::span<const Token> title, std::span<const Token> body,
                      Analyzer& analyzer) {
  const LanguageId language = language_of(article.lang);
  if (known_analyzer_ != &analyzer) {
    known_words_.clear();
    known_hashes_.clear();
    known_analyzer_ = &analyzer;
  }
  const auto text = [&](std::span<const Token> tokens) {
    bool last_run = false, first = true;
    std::uint32_t last = 0;
    for (const Token& token : tokens) {
      if (token.word >= known_words_.size()) {
        known_words_.resize(analyzer.words(), WordTable::none);
        known_hashes_.resize(analyzer.words());
      }
      std::uint32_t& number = known_words_[token.word];
      const Word& word = analyzer.word(token.word);
      if (number == WordTable::none) {
        const auto key = word.key();
        number = local_word(key);
        known_hashes_[token.word] = hash64(form_in_key(key));
      }
      const Gap usual = word.run && last_run && !first ? Gap::touching : Gap::other;
      const Gap gap = token.gap == Gap::touching && usual != Gap::touching ? Gap::other : token.gap;
      if (gap != usual)
        codes_.push_back(sign(gap == Gap::hyphen      ? code::hyphen
                              : gap == Gap::ampersand ? code::ampersand
                                                      : code::apart));
      codes_.push_back(number);
      count_word(number);
      if (gap == Gap::hyphen || gap == Gap::ampersand) count_pair(last, number, gap, language, analyzer);
      last = number;
      last_run = word.run;
      first = false;
    }
  };
  text(title);
  codes_.push_back(sign(code::title_end));
  text(body);

  Row row;
  if (article.date) {
    row.days = {article.date->first_day, article.date->last_day};
    row.precision = article.date->precision;
  }
  row.language = language;
  row.body_words = static_cast<std::uint32_t>(body.size());
  if (article.date) row.instant = utc_seconds(*article.date);
  ids_ += article.id;
  row.id_end = static_cast<std::uint32_t>(ids_.size());
  row.content = content_of(article);
  row.text = text_of(article);
  std::vector<std::uint64_t> hashes;
  hashes.reserve(body.size());
  for (const Token& token : body) hashes.push_back(known_hashes_[token.word]);
  row.sketch = sketch_of(hashes);
  const auto column = [&](Column which, std::span<const std::string> values) {
    const auto c = static_cast<std::size_t>(which);
    std::vector<std::string> keys;  // a value in two spellings counts once
    for (const auto& value : values) {
      auto key = value_key(value);
      if (key.empty() || std::ranges::find(keys, key) != keys.end()) continue;
      keys.push_back(std::move(key));
      values_.push_back(spellings_[c].insert(value).first);
    }
    row.value_ends[c] = static_cast<std::uint32_t>(values_.size());
    return !keys.empty();
  };
  const auto has = [&](Has field, bool there) {
    if (there) row.has |= static_cast<std::uint16_t>(field);
  };
  const auto one = [](const std::string& value) { return std::span<const std::string>(&value, value.empty() ? 0 : 1); };
  has(Has::tag, column(Column::tag, article.tags));
  has(Has::author, column(Column::author, article.authors));
  has(Has::source, column(Column::source, one(article.source)));
  has(Has::section, column(Column::section, one(article.section)));
  has(Has::lang, column(Column::lang, one(article.lang)));
  has(Has::title, !article.title.empty());
  has(Has::body, !article.body.empty());
  has(Has::url, !article.url.empty());
  has(Has::date, article.date.has_value());
  end_row(row);
}

void TablesBatch::add(const Tables& tables, std::uint32_t article, Analyzer& analyzer) {
  StoredTokens tokens;
  tables.tokens(article, tokens);
  const auto text = [&](const std::vector<StoredToken>& words) {
    bool last_run = false, first = true;
    std::uint32_t last = 0;
    for (const StoredToken& token : words) {
      const bool run = tables.is_run(token.word);
      if (token.gap != (run && last_run && !first ? Gap::touching : Gap::other))
        codes_.push_back(sign(token.gap == Gap::hyphen      ? code::hyphen
                              : token.gap == Gap::ampersand ? code::ampersand
                                                            : code::apart));
      const std::uint32_t number = local_word(tables.word_key(token.word));
      codes_.push_back(number);
      count_word(number);
      if (token.gap == Gap::hyphen || token.gap == Gap::ampersand)
        count_pair(last, number, token.gap, tables.languages()[article], analyzer);
      last = number;
      last_run = run;
      first = false;
    }
  };
  text(tokens.title);
  codes_.push_back(sign(code::title_end));
  text(tokens.body);
  Row row;
  row.days = tables.days(article);
  row.precision = static_cast<Precision>(tables.precisions()[article]);
  row.language = tables.languages()[article];
  row.has = tables.has()[article];
  row.body_words = tables.body_words()[article];
  row.content = tables.content(article);
  row.sketch = tables.sketches()[article];
  row.text = tables.texts()[article];
  for (std::size_t c = 0; c < column_count; ++c) {
    for (const auto number : tables.values(static_cast<Column>(c), article))
      values_.push_back(spellings_[c].insert(tables.value(static_cast<Column>(c), number)).first);
    row.value_ends[c] = static_cast<std::uint32_t>(values_.size());
  }
  row.instant = tables.instants()[article];
  ids_ += tables.id(article);
  row.id_end = static_cast<std::uint32_t>(ids_.size());
  end_row(row);
}

struct TablesBuilder::State {
  struct Batch {
    std::vector<TablesBatch::Row> rows;
    std::vector<std::uint32_t> values;  ///< numbers in `spellings`
    std::string ids;
    std::uint64_t spill_begin = 0, codes = 0;
  };
  std::filesystem::path folder;
  std::FILE* spill = nullptr;
  std::uint64_t spilled = 0;
  WordTable words;
  std::vector<std::uint64_t> articles_with, occurrences, pairs;
  std::array<WordTable, column_count> spellings;
  std::vector<Batch> batches;
  std::uint64_t articles = 0, held = 0;

  [[noreturn]] void fail(const char* doing) const {
    throw Error(ErrorKind::archive, std::string("cannot ") + doing + " a temporary file in '" + folder.string() +
                                        "': " + std::strerror(errno) + "; make room or free the folder");
  }
  void spill_bytes(std::string_view bytes) {
    if (bytes.empty()) return;
    if (std::fseek(spill, static_cast<long>(spilled), SEEK_SET) != 0 ||
        std::fwrite(bytes.data(), 1, bytes.size(), spill) != bytes.size())
      fail("write");
    spilled += bytes.size();
  }
  void read_spilled(std::uint64_t from, std::uint64_t to, const std::function<void(std::string_view)>& out) const {
    std::string bytes;
    for (; from < to; from += bytes.size()) {
      bytes.resize(std::min<std::uint64_t>(to - from, 1 << 20));
      if (std::fseek(spill, static_cast<long>(from), SEEK_SET) != 0 ||
          std::fread(bytes.data(), 1, bytes.size(), spill) != bytes.size())
        fail("read");
      out(bytes);
    }
  }
  std::vector<std::uint32_t> read_codes(const Batch& batch) const;
};

TablesBuilder::TablesBuilder(const std::filesystem::path& folder) : state_(std::make_unique<State>()) {
  state_->folder = folder.empty() ? std::filesystem::temp_directory_path() : folder;
  state_->spill = open_unnamed_file(state_->folder);
}

TablesBuilder::~TablesBuilder() { std::fclose(state_->spill); }

std::uint64_t TablesBuilder::articles() const { return state_->articles; }

std::size_t TablesBuilder::bytes() const {
  std::size_t out = state_->words.bytes() + state_->words.size() * 16 + state_->held;
  for (const auto& column : state_->spellings) out += column.bytes();
  return out;
}

void TablesBuilder::add(std::size_t place, TablesBatch&& batch) {
  State& s = *state_;
  std::vector<std::uint32_t> words(batch.words_.size());
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    const auto [number, is_new] = s.words.insert(batch.words_.key(i));
    if (is_new) {
      s.articles_with.push_back(0);
      s.occurrences.push_back(0);
      s.pairs.push_back(0);
    }
    words[i] = number;
    s.articles_with[number] += batch.articles_with_[i];
    s.occurrences[number] += batch.occurrences_[i];
    s.pairs[number] += batch.pairs_[i];
  }
  for (auto& c : batch.codes_)
    if (c < sign_base) c = words[c];

  if (s.batches.size() <= place) s.batches.resize(place + 1);
  State::Batch& kept = s.batches[place];
  kept.spill_begin = s.spilled;
  kept.codes = batch.codes_.size();
  s.spill_bytes(bytes_of(batch.codes_));

  std::size_t at = 0;
  for (const auto& row : batch.rows_)
    for (std::size_t c = 0; c < column_count; ++c)
      for (; at < row.value_ends[c]; ++at)
        batch.values_[at] = s.spellings[c].insert(batch.spellings_[c].key(batch.values_[at])).first;
  kept.values = std::move(batch.values_);
  kept.ids = std::move(batch.ids_);
  kept.rows = std::move(batch.rows_);
  s.articles += kept.rows.size();
  s.held += kept.ids.size() + kept.values.size() * 4 + kept.rows.size() * sizeof(TablesBatch::Row);
}

std::vector<std::uint32_t> TablesBuilder::State::read_codes(const Batch& batch) const {
  std::vector<std::uint32_t> codes(batch.codes);
  if (codes.empty()) return codes;
  if (std::fseek(spill, static_cast<long>(batch.spill_begin), SEEK_SET) != 0 ||
      std::fread(codes.data(), 4, codes.size(), spill) != codes.size())
    fail("read");
  return codes;
}

namespace {

/// Positions 0, 1, … in the order that `before` puts them.
template <typename Before>
std::vector<std::uint32_t> order_of(std::size_t size, Before before) {
  std::vector<std::uint32_t> order(size);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, before);
  return order;
}

std::vector<std::uint32_t> inverse(const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> out(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) out[order[i]] = i;
  return out;
}

struct PlannedSection {
  std::string name;
  std::uint32_t item_bytes;
  std::uint64_t bytes;
  std::function<void(const std::function<void(std::string_view)>&)> write;
};

void write_sections(const std::vector<PlannedSection>& sections, std::uint64_t articles,
                    const std::function<void(std::string_view)>& write) {
  const auto aligned = [](std::uint64_t at) { return (at + alignment - 1) / alignment * alignment; };
  std::string front(tables_magic);
  const auto put = [&](const auto& value) { front.append(reinterpret_cast<const char*>(&value), sizeof value); };
  put(tables_format);
  put(static_cast<std::uint32_t>(sections.size()));
  put(articles);
  front.resize(header_bytes, '\0');
  std::uint64_t at = aligned(header_bytes + sections.size() * sizeof(DirectoryEntry));
  for (const auto& section : sections) {
    DirectoryEntry entry;
    std::ranges::copy(section.name, entry.name.begin());
    entry.offset = at;
    entry.bytes = section.bytes;
    entry.item_bytes = section.item_bytes;
    put(entry);
    at = aligned(at + section.bytes);
  }
  front.resize(aligned(front.size()), '\0');
  write(front);
  for (const auto& section : sections) {
    section.write(write);
    write(std::string(aligned(section.bytes) - section.bytes, '\0'));
  }
}

}  // namespace

void TablesBuilder::finish(const std::function<void(std::string_view)>& write, const EachList& each_list) {
  State& s = *state_;
  std::vector<PlannedSection> sections;
  const auto plan = [&](std::string name, std::uint32_t item_bytes, std::string_view bytes) {
    sections.push_back({std::move(name), item_bytes, bytes.size(), [bytes](const auto& out) { out(bytes); }});
  };
  const auto row = [](Section which) -> const SectionRow& { return section_rows[static_cast<std::size_t>(which)]; };
  const auto plan_row = [&](Section which, std::string_view bytes) {
    plan(std::string(row(which).name), row(which).item_bytes, bytes);
  };
  const auto plan_spilled = [&](Section which, std::uint64_t begin, std::uint64_t end) {
    sections.push_back({std::string(row(which).name), row(which).item_bytes, end - begin,
                        [&s, begin, end](const auto& out) { s.read_spilled(begin, end, out); }});
  };

  // Words by falling frequency, so that the frequent ones have the short codes; equal ones by their keys.
  const auto by_frequency = order_of(s.words.size(), [&](std::uint32_t a, std::uint32_t b) {
    if (s.occurrences[a] != s.occurrences[b]) return s.occurrences[a] > s.occurrences[b];
    return s.words.key(a) < s.words.key(b);
  });
  const auto final_word = inverse(by_frequency);
  std::vector<WordEntry> words;
  std::string word_text;
  std::vector<WordKey> word_keys;
  Analyzer analyzer;
  const auto key_of = [&](std::uint32_t number) {
    return std::string_view(word_text).substr(words[number].key_begin, words[number].key_bytes);
  };
  BigramMaker bigrams(s.articles, key_of, analyzer);
  Word word;
  for (const auto old : by_frequency)
    if (bigrams.is_frequent(s.articles_with[old]) && analyzer.word_of_key(s.words.key(old), word)) bigrams.choose(word);
  for (std::uint32_t number = 0; number < by_frequency.size(); ++number) {
    const std::uint32_t old = by_frequency[number];
    const auto key = s.words.key(old);
    words.push_back({word_text.size(), static_cast<std::uint32_t>(key.size()),
                     static_cast<std::uint32_t>(s.articles_with[old]),
                     static_cast<std::uint32_t>(std::min<std::uint64_t>(s.occurrences[old], UINT32_MAX)),
                     static_cast<std::uint32_t>(std::min<std::uint64_t>(s.pairs[old], UINT32_MAX))});
    word_text += key;
    word = {};
    if (analyzer.word_of_key(key, word))
      for (const auto& compared : compared_by(word)) word_keys.push_back({word_key_hash(compared), number});
    bigrams.add(word);  // also what no key stands for, so that numbers agree
  }
  std::ranges::sort(word_keys);
  const auto by_form = order_of(words.size(), [&](std::uint32_t a, std::uint32_t b) {
    const auto left = form_in_key(key_of(a)), right = form_in_key(key_of(b));
    return left != right ? left < right : a < b;
  });
  plan_row(Section::words, bytes_of(words));
  plan_row(Section::word_text, word_text);
  plan_row(Section::word_keys, bytes_of(word_keys));
  plan_row(Section::words_by_form, bytes_of(by_form));
  std::vector<std::uint64_t> runs;
  for (std::uint32_t number = 0; number < words.size(); ++number) {
    if (!(key_of(number)[1] & 1)) continue;
    runs.resize((words.size() + 63) / 64);
    runs[number / 64] |= std::uint64_t{1} << (number % 64);
  }
  plan_row(Section::runs, bytes_of(runs));

  // Rows in order.
  std::vector<std::uint64_t> token_starts = {0};
  std::vector<std::uint32_t> wide, wide_starts = {0};
  std::vector<ArticleDays> days;
  std::vector<std::uint8_t> precisions;
  std::vector<std::uint32_t> body_words;
  std::vector<std::uint16_t> has;
  std::vector<LanguageId> language;
  std::vector<Hash128> contents;
  std::vector<Sketch> sketches;
  std::vector<Hash128> text_hashes;
  std::vector<std::uint32_t> id_ends;
  std::string id_text;
  std::vector<std::int64_t> instants;
  std::array<std::vector<std::uint32_t>, column_count> starts, lists;
  std::array<std::vector<std::uint32_t>, column_count> value_order, final_value;
  for (std::size_t c = 0; c < column_count; ++c) {
    value_order[c] = order_of(s.spellings[c].size(), [&](std::uint32_t a, std::uint32_t b) {
      return s.spellings[c].key(a) < s.spellings[c].key(b);
    });
    final_value[c] = inverse(value_order[c]);
    starts[c].push_back(0);
  }
  const std::uint64_t pair_bits_begin = s.spilled;
  for (const auto& batch : s.batches) {
    const std::uint64_t before = token_starts.back();
    std::size_t at = 0;
    for (const auto& r : batch.rows) {
      token_starts.push_back(before + r.tokens_end);
      days.push_back(r.days);
      precisions.push_back(static_cast<std::uint8_t>(r.precision));
      body_words.push_back(r.body_words);
      has.push_back(r.has);
      language.push_back(r.language);
      contents.push_back(r.content);
      sketches.push_back(r.sketch);
      text_hashes.push_back(r.text);
      id_ends.push_back(static_cast<std::uint32_t>(id_text.size() + r.id_end));
      instants.push_back(r.instant);
      for (std::size_t c = 0; c < column_count; ++c) {
        for (; at < r.value_ends[c]; ++at) lists[c].push_back(final_value[c][batch.values[at]]);
        starts[c].push_back(static_cast<std::uint32_t>(lists[c].size()));
      }
    }
    id_text += batch.ids;
    const auto codes = s.read_codes(batch);
    std::uint64_t from = 0;
    for (const auto& r : batch.rows) {
      const auto article = static_cast<std::uint32_t>(wide_starts.size() - 1);
      const auto each_word = [&](const auto& visit) {
        for (Gap gap = Gap::other; from < r.tokens_end && codes[from] != sign(code::title_end); ++from) {
          if (codes[from] >= sign_base) {
            gap = codes[from] == sign(code::hyphen) ? Gap::hyphen : Gap::other;
            continue;
          }
          const std::uint32_t number = final_word[codes[from]];
          if (number >= code::first_sign) wide.push_back(number);
          visit(number, gap);
          gap = Gap::other;
        }
      };
      bigrams.begin_article(token_starts[article], token_starts[article + 1], r.language);
      bigrams.look_at_text(each_word);
      ++from;  // the end of the title
      bigrams.look_at_text(each_word);
      wide_starts.push_back(static_cast<std::uint32_t>(wide.size()));
    }
    s.spill_bytes(bytes_of(bigrams.take_bits(&batch == &s.batches.back())));
  }
  const std::uint64_t pair_bits_end = s.spilled;
  const auto id_of = [&](std::uint32_t i) {
    return std::string_view(id_text).substr(i ? id_ends[i - 1] : 0, id_ends[i] - (i ? id_ends[i - 1] : 0));
  };
  const auto by_id = order_of(id_ends.size(), [&](std::uint32_t a, std::uint32_t b) {
    const auto left = id_of(a), right = id_of(b);
    return left != right ? left < right : a < b;
  });
  const auto id_ranks = inverse(by_id);
  const auto by_text = order_of(text_hashes.size(), [&](std::uint32_t a, std::uint32_t b) {
    return text_hashes[a] != text_hashes[b] ? text_hashes[a] < text_hashes[b] : a < b;
  });
  sections.push_back({std::string(row(Section::tokens).name), row(Section::tokens).item_bytes, token_starts.back() * 2,
                      [&](const auto& out) {
                        std::vector<std::uint16_t> narrow;
                        for (const auto& batch : s.batches) {
                          narrow.clear();
                          for (const auto c : s.read_codes(batch)) {
                            if (c >= sign_base)
                              narrow.push_back(static_cast<std::uint16_t>(c & 0xFFFF));
                            else if (final_word[c] >= code::first_sign)
                              narrow.push_back(code::wide);
                            else
                              narrow.push_back(static_cast<std::uint16_t>(final_word[c]));
                          }
                          out(bytes_of(narrow));
                        }
                      }});
  plan_row(Section::token_starts, bytes_of(token_starts));
  plan_row(Section::wide, bytes_of(wide));
  plan_row(Section::wide_starts, bytes_of(wide_starts));
  plan_row(Section::days, bytes_of(days));
  plan_row(Section::precisions, bytes_of(precisions));
  plan_row(Section::body_words, bytes_of(body_words));
  plan_row(Section::has, bytes_of(has));
  plan_row(Section::languages, bytes_of(language));
  plan_row(Section::contents, bytes_of(contents));
  plan_row(Section::id_ends, bytes_of(id_ends));
  plan_row(Section::id_text, id_text);
  plan_row(Section::by_id, bytes_of(by_id));
  plan_row(Section::id_ranks, bytes_of(id_ranks));
  plan_row(Section::instants, bytes_of(instants));
  plan_row(Section::sketches, bytes_of(sketches));
  plan_row(Section::texts, bytes_of(text_hashes));
  plan_row(Section::by_text, bytes_of(by_text));

  std::array<std::vector<std::uint32_t>, column_count> ends;
  std::array<std::string, column_count> texts;
  for (std::size_t c = 0; c < column_count; ++c) {
    for (const auto value : value_order[c]) {
      texts[c] += s.spellings[c].key(value);
      ends[c].push_back(static_cast<std::uint32_t>(texts[c].size()));
    }
    const std::array<std::string_view, 4> parts = {bytes_of(ends[c]), texts[c], bytes_of(starts[c]),
                                                   bytes_of(lists[c])};
    for (std::size_t p = 0; p < parts.size(); ++p)
      plan(std::string(column_names[c]).append(column_parts[p]), column_item_bytes[p], parts[p]);
  }

  std::vector<ListEntry> posting_lists;
  std::string list_text;
  const std::uint64_t lists_begin = s.spilled;
  std::string packed;
  if (each_list)
    each_list([&](std::string_view term, std::span<const std::uint32_t> in, std::span<const std::uint8_t> impacts) {
      packed.clear();
      pack_articles(in, static_cast<std::uint32_t>(s.articles), packed);
      list_text += term;
      posting_lists.push_back({s.spilled - lists_begin, static_cast<std::uint32_t>(list_text.size()),
                               static_cast<std::uint32_t>(in.size()), static_cast<std::uint32_t>(packed.size()),
                               static_cast<std::uint32_t>(impacts.size())});
      packed.append(reinterpret_cast<const char*>(impacts.data()), impacts.size());
      packed.resize((packed.size() + 7) / 8 * 8);
      s.spill_bytes(packed);
    });
  const std::uint64_t lists_end = s.spilled;
  std::vector<std::uint32_t> form_ends;
  std::string form_text;
  for (const auto& form : bigrams.forms()) {
    form_text += form;
    form_ends.push_back(static_cast<std::uint32_t>(form_text.size()));
  }
  std::vector<BigramEntry> bigram_entries;
  bigrams.each([&](std::uint32_t first, std::uint32_t second, std::span<const std::uint32_t> in) {
    packed.clear();
    pack_articles(in, static_cast<std::uint32_t>(s.articles), packed);
    bigram_entries.push_back({first << 16 | second, static_cast<std::uint32_t>(in.size()), s.spilled - lists_end});
    s.spill_bytes(packed);
  });
  const std::uint64_t bigrams_end = s.spilled;
  plan_row(Section::lists, bytes_of(posting_lists));
  plan_row(Section::list_text, list_text);
  plan_spilled(Section::list_data, lists_begin, lists_end);
  plan_row(Section::bigram_form_ends, bytes_of(form_ends));
  plan_row(Section::bigram_text, form_text);
  plan_row(Section::bigrams, bytes_of(bigram_entries));
  plan_spilled(Section::bigram_data, lists_end, bigrams_end);
  plan_spilled(Section::pair_bits, pair_bits_begin, pair_bits_end);
  write_sections(sections, s.articles, write);
}

}  // namespace broadsheet
