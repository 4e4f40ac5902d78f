#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// What a query text is made of before it means anything. Places are half-open bytes of the text.
struct QueryItem {
  enum class Kind : unsigned char {
    chunk,   ///< characters up to white space, a quote mark, a bracket, `|` or `&&`
    quote,   ///< what stands between two quote marks
    open,    ///< (
    close,   ///< )
    either,  ///< | or ||
    both,    ///< &&
    sign,    ///< a run of - and !, or one of + ~ =, that touches what follows
    scope,   ///< a known name and `:` (or `=`, or a bracket that opens), touching what follows; `atleast5`
    range,   ///< the value of a scope that takes dates or numbers, as typed
  };
  Kind kind = Kind::chunk;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;      ///< chunk, quote: without escapes; sign: one character; scope: the name in lower case
  std::string raw;       ///< chunk, quote, range: as typed
  bool escaped = false;  ///< some character was taken literally because of `\`
  std::vector<std::size_t> wild = {};  ///< chunk, quote: bytes of `text` that are a `*` or `?` without `\`
  bool unclosed = false;               ///< quote: its end was not there
  std::string suffix = {};             ///< quote, close, chunk: `^2`, `~`, `~5`, `/F50/` behind it
};

/// The wildcard signs between two bytes of an item's text, counted from the first.
std::vector<std::size_t> wild_within(const QueryItem& item, std::size_t begin, std::size_t end);

/// Cuts a text. Gives items for any bytes (valid UTF-8); nothing is lost but white space.
std::vector<QueryItem> query_items(std::string_view text);

/// Chunks between white space, with no syntax at all.
std::vector<QueryItem> plain_items(std::string_view text);

/// A name that a scope may have, in lower case: fields, their aliases, dates, and names kept for later.
bool is_scope_name(std::string_view name);

/// Those of them that work today, to suggest one.
std::vector<std::string_view> scope_names();

/// A name that will be a scope, and is a plain word until then.
bool is_kept_for_later(std::string_view name);

/// A scope that asks something of words: zones, capitals, synonyms; in lower case.
bool is_text_scope(std::string_view name);

/// The number of `atleast5` or `first50`, in lower case; nothing for other names. Not bounded.
std::optional<std::uint64_t> number_behind(std::string_view name, std::string_view front);

/// ASCII letters in lower case.
std::string lower(std::string_view text);

/// The bytes of a quote mark at `at`, 0 if there is none: " “ ” „ « »
std::size_t quote_mark_at(std::string_view text, std::size_t at);

bool is_white_space(std::string_view text, std::size_t at, std::size_t* length);

}  // namespace broadsheet
