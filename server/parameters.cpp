#include "server/parameters.hpp"

#include <array>
#include <charconv>

namespace broadsheet::server::parameters {
namespace {

using Kind = ParameterRow::Kind;
using Sort = SearchOptions::Sort;
using Context = SearchOptions::Context;

constexpr std::string_view fields = "tag|author|source|section|lang";
constexpr std::string_view units = "day|week|month|year";
constexpr std::size_t most_bytes = 4096;

std::size_t number(const std::string& value) {
  std::size_t out = 0;
  std::from_chars(value.data(), value.data() + value.size(), out);
  return out;
}

bool on(const std::string& value) { return value == "1"; }

void sort(SearchRequest& to, const std::string& value) {
  to.options.sort = value == "newest" ? Sort::newest : value == "oldest" ? Sort::oldest : Sort::relevance;
}

constexpr ParameterRow q{.name = "q",
                         .about = "the query; any text is one",
                         .most = most_bytes,
                         .apply = [](SearchRequest& to, const std::string& value) { to.text = value; }};

constexpr ParameterRow limit_row{
    .name = "limit",
    .kind = Kind::number,
    .about = "hits in the answer",
    .fallback = "10",
    .least = 0,
    .most = 100,
    .apply = [](SearchRequest& to, const std::string& value) { to.options.limit = number(value); }};

constexpr ParameterRow collapse_row{
    .name = "collapse",
    .kind = Kind::choice,
    .about = "story: one hit of each story; the totals are of all",
    .allowed = "none|story",
    .fallback = "none",
    .apply = [](SearchRequest& to, const std::string& value) { to.options.collapse_stories = value == "story"; }};

constexpr ParameterRow with_default(ParameterRow row, std::string_view fallback) {
  row.fallback = fallback;
  return row;
}

constexpr ParameterRow sort_row{.name = "sort",
                                .kind = Kind::choice,
                                .about = "order of the hits",
                                .allowed = "relevance|newest|oldest",
                                .fallback = "relevance",
                                .apply = sort};

constexpr std::array query_rows{q};

constexpr std::array two_query_rows{ParameterRow{
    .name = "q", .about = "one query and another; with periods one is enough", .most = most_bytes, .repeated = true}};

constexpr ParameterRow list_row(std::string_view name, std::string_view about,
                                void (*apply)(SearchRequest&, const std::string&)) {
  return {.name = name, .about = about, .most = most_bytes, .repeated = true, .apply = apply};
}

constexpr ParameterRow date_row(std::string_view name, std::string_view about,
                                void (*apply)(SearchRequest&, const std::string&)) {
  return {.name = name, .kind = Kind::date, .about = about, .most = 100, .apply = apply};
}

constexpr std::array filter_rows{
    list_row("tag", "with this tag",
             [](SearchRequest& to, const std::string& v) { to.options.query.tags.push_back(v); }),
    list_row("source", "of this publication",
             [](SearchRequest& to, const std::string& v) { to.options.query.sources.push_back(v); }),
    list_row("author", "by this author: the words of the name in a row",
             [](SearchRequest& to, const std::string& v) { to.options.query.authors.push_back(v); }),
    list_row("lang", "in this language: en also finds en-GB",
             [](SearchRequest& to, const std::string& v) { to.options.query.langs.push_back(v); }),
    date_row("since", "from the first day of 2025, 2025-02, 2025-02-03, 7d on",
             [](SearchRequest& to, const std::string& v) { to.options.query.since = v; }),
    date_row("until", "to its last day", [](SearchRequest& to, const std::string& v) { to.options.query.until = v; }),
    date_row("after", "the same as since", [](SearchRequest& to, const std::string& v) { to.options.query.after = v; }),
    date_row("before", "ended before it begins",
             [](SearchRequest& to, const std::string& v) { to.options.query.before = v; }),
};

constexpr std::array reading_rows{
    ParameterRow{.name = "match",
                 .kind = Kind::choice,
                 .about = "all: words side by side are all required; any: one is enough",
                 .allowed = "all|any",
                 .fallback = "all",
                 .apply =
                     [](SearchRequest& to, const std::string& v) {
                       to.options.query.match = v == "any" ? QueryOptions::Match::any : QueryOptions::Match::all;
                     }},
    ParameterRow{.name = "words",
                 .kind = Kind::flag,
                 .about = "plain words only: no operators, quotes or fields",
                 .fallback = "0",
                 .apply = [](SearchRequest& to, const std::string& v) { to.options.query.words = on(v); }},
    ParameterRow{.name = "prefix",
                 .kind = Kind::flag,
                 .about = "the last word is still being typed: saf at the end is saf*",
                 .fallback = "0",
                 .apply = [](SearchRequest& to, const std::string& v) { to.options.query.prefix = on(v); }},
    ParameterRow{.name = "dialect",
                 .kind = Kind::choice,
                 .about = "nexis: OR binds before AND; factiva: w/5 is ordered",
                 .allowed = "broadsheet|nexis|factiva",
                 .fallback = "broadsheet",
                 .apply =
                     [](SearchRequest& to, const std::string& v) {
                       using Dialect = QueryOptions::Dialect;
                       to.options.query.dialect = v == "nexis"     ? Dialect::nexis
                                                  : v == "factiva" ? Dialect::factiva
                                                                   : Dialect::broadsheet;
                     }},
    ParameterRow{.name = "strict",
                 .kind = Kind::flag,
                 .about = "refuse a query that could be misunderstood, instead of warning",
                 .fallback = "0",
                 .apply = [](SearchRequest& to, const std::string& v) { to.options.strict = on(v); }},
    ParameterRow{.name = "max-expansions",
                 .kind = Kind::number,
                 .about = "spellings that a wildcard or fuzzy word stands for",
                 .fallback = "10000",
                 .least = 1,
                 .most = 10'000,
                 .apply = [](SearchRequest& to, const std::string& v) { to.options.max_expansions = number(v); }},
    ParameterRow{.name = "tz",
                 .about = "time zone of relative dates, as in Europe/Paris",
                 .most = 100,
                 .apply = [](SearchRequest& to, const std::string& v) { to.options.query.tz = v; }},
    ParameterRow{.name = "now",
                 .about = "what relative dates count from, as in 2025-01-27T12:00:00Z",
                 .most = 100,
                 .apply = [](SearchRequest& to, const std::string& v) { to.options.query.now = v; }},
};

constexpr std::array place_rows{
    ParameterRow{.name = "offsets",
                 .kind = Kind::choice,
                 .about = "unit of all places",
                 .allowed = "utf16|utf8|codepoint",
                 .fallback = "utf16",
                 .apply = [](SearchRequest& to, const std::string& v) {
                   to.offsets = v == "utf8" ? Offsets::utf8 : v == "codepoint" ? Offsets::codepoint : Offsets::utf16;
                 }}};

constexpr std::array page_rows{
    limit_row,
    ParameterRow{.name = "offset",
                 .kind = Kind::number,
                 .about = "hits skipped; go further with cursor",
                 .fallback = "0",
                 .least = 0,
                 .most = 10'000,
                 .apply = [](SearchRequest& to, const std::string& v) { to.options.offset = number(v); }},
    ParameterRow{.name = "cursor", .about = "where the page before ended: its `cursor`", .most = 100},
    sort_row,
};

constexpr ParameterRow facets_row{.name = "facets",
                                  .kind = Kind::choices,
                                  .about = "count the values of these fields",
                                  .allowed = fields,
                                  .apply = [](SearchRequest& to, const std::string& v) {
                                    for (std::size_t begin = 0; begin < v.size();) {
                                      const std::size_t end = std::min(v.find(',', begin), v.size());
                                      to.options.facets.push_back(v.substr(begin, end - begin));
                                      begin = end + 1;
                                    }
                                  }};

constexpr ParameterRow timeline_row{.name = "timeline",
                                    .kind = Kind::choice,
                                    .about = "count the articles by period",
                                    .allowed = units,
                                    .apply = [](SearchRequest& to, const std::string& v) { to.options.timeline = v; }};

constexpr std::array shown_rows{
    collapse_row,
    facets_row,
    timeline_row,
    ParameterRow{.name = "fields",
                 .kind = Kind::choices,
                 .about = "only these parts of each hit, beside its id",
                 .allowed = "score|title|url|passage_url|date|source|authors|tags|lang|section|words|story|passages"},
    ParameterRow{.name = "explain", .kind = Kind::flag, .about = "add the tree of the query", .fallback = "0"},
    ParameterRow{.name = "passages",
                 .kind = Kind::number,
                 .about = "at most so many for each hit",
                 .fallback = "2",
                 .least = 0,
                 .most = 10,
                 .apply = [](SearchRequest& to, const std::string& v) { to.options.passages = number(v); }},
    ParameterRow{.name = "passage-bytes",
                 .kind = Kind::number,
                 .about = "about so long",
                 .fallback = "240",
                 .least = 40,
                 .most = 4000,
                 .apply = [](SearchRequest& to, const std::string& v) { to.options.passage_bytes = number(v); }},
    ParameterRow{.name = "context",
                 .kind = Kind::choice,
                 .about = "what a passage is",
                 .allowed = "bytes|sentence|paragraph",
                 .fallback = "bytes",
                 .apply =
                     [](SearchRequest& to, const std::string& v) {
                       to.options.context = v == "sentence"    ? Context::sentence
                                            : v == "paragraph" ? Context::paragraph
                                                               : Context::bytes;
                     }},
};

constexpr std::array page_shown_rows{with_default(collapse_row, "story")};

constexpr std::array suggest_rows{with_default(limit_row, "10")};

constexpr std::array trend_rows{
    ParameterRow{.name = "by",
                 .kind = Kind::choice,
                 .about = "what a row is",
                 .allowed = "day|week|month|year|tag|author|source|section|lang",
                 .fallback = "month"},
    ParameterRow{.name = "series",
                 .kind = Kind::choice,
                 .about = "divide each period by the values of this field",
                 .allowed = fields},
    ParameterRow{.name = "top",
                 .kind = Kind::number,
                 .about = "so many values get a series of their own",
                 .fallback = "5",
                 .least = 0,
                 .most = 100},
};

constexpr std::array facet_rows{
    ParameterRow{.name = "field",
                 .kind = Kind::choice,
                 .about = "whose values are counted",
                 .allowed = fields,
                 .required = true},
    ParameterRow{
        .name = "limit", .kind = Kind::number, .about = "so many values; default all", .least = 0, .most = 1'000'000},
};

constexpr std::array terms_rows{
    ParameterRow{.name = "kind",
                 .kind = Kind::choices,
                 .about = "what is looked for",
                 .allowed = "words|names|tags",
                 .fallback = "words,names,tags"},
    ParameterRow{.name = "min",
                 .kind = Kind::number,
                 .about = "in at least so many of the articles found",
                 .fallback = "3",
                 .least = 1,
                 .most = 1'000'000},
    ParameterRow{.name = "limit",
                 .kind = Kind::number,
                 .about = "so many of each kind",
                 .fallback = "20",
                 .least = 1,
                 .most = 500},
};

constexpr std::array compare_rows{
    ParameterRow{.name = "period",
                 .about = "twice: compare one query in these two periods, written as after date:",
                 .most = 100,
                 .repeated = true},
    ParameterRow{.name = "by", .kind = Kind::choice, .about = "both by period too", .allowed = units},
};

constexpr std::array kwic_rows{
    ParameterRow{.name = "sort",
                 .kind = Kind::choices,
                 .about = "what lines are ordered by, the first before the next; none: as the articles rank",
                 .allowed = "left|right|match|date|source"},
    ParameterRow{.name = "width",
                 .kind = Kind::number,
                 .about = "characters on each side",
                 .fallback = "60",
                 .least = 1,
                 .most = 500},
    ParameterRow{.name = "limit", .kind = Kind::number, .about = "lines", .fallback = "20", .least = 0, .most = 500},
    ParameterRow{.name = "offset",
                 .kind = Kind::number,
                 .about = "lines skipped",
                 .fallback = "0",
                 .least = 0,
                 .most = 1'000'000},
    ParameterRow{.name = "sample",
                 .kind = Kind::number,
                 .about = "so many lines, drawn by lot; 0: all",
                 .fallback = "0",
                 .least = 0,
                 .most = 1'000'000},
    ParameterRow{.name = "seed",
                 .kind = Kind::number,
                 .about = "another draw",
                 .fallback = "1",
                 .least = 0,
                 .most = 1'000'000'000},
};

constexpr std::array export_rows{
    ParameterRow{.name = "format",
                 .kind = Kind::choice,
                 .about = "how articles are written",
                 .allowed = "jsonl|csv|tsv|ris|bibtex|csl-json|ids|html",
                 .fallback = "jsonl"},
    ParameterRow{.name = "raw",
                 .kind = Kind::flag,
                 .about = "csv, tsv: leave alone what a spreadsheet may take for a formula",
                 .fallback = "0"},
    sort_row,
    collapse_row,
};

constexpr std::array cite_rows{
    ParameterRow{
        .name = "ids", .kind = Kind::flag, .about = "list the articles found, each with a hash", .fallback = "0"},
    ParameterRow{.name = "format",
                 .kind = Kind::choice,
                 .about = "the document, or an entry of a reference manager",
                 .allowed = "json|text|bibtex|csl-json",
                 .fallback = "json"},
};

constexpr std::array explain_rows{
    ParameterRow{.name = "id", .about = "why this article is found, or which part fails", .most = most_bytes}};

}  // namespace

std::span<const ParameterRow> query() { return query_rows; }
std::span<const ParameterRow> two_queries() { return two_query_rows; }
std::span<const ParameterRow> filters() { return filter_rows; }
std::span<const ParameterRow> reading() { return reading_rows; }
std::span<const ParameterRow> places() { return place_rows; }
std::span<const ParameterRow> page() { return page_rows; }
std::span<const ParameterRow> shown() { return shown_rows; }
std::span<const ParameterRow> shown_on_page() { return page_shown_rows; }
std::span<const ParameterRow> suggest() { return suggest_rows; }
std::span<const ParameterRow> trend() { return trend_rows; }
std::span<const ParameterRow> facets() { return facet_rows; }
std::span<const ParameterRow> terms() { return terms_rows; }
std::span<const ParameterRow> compare() { return compare_rows; }
std::span<const ParameterRow> kwic() { return kwic_rows; }
std::span<const ParameterRow> exported() { return export_rows; }
std::span<const ParameterRow> cite() { return cite_rows; }
std::span<const ParameterRow> explain() { return explain_rows; }

}  // namespace broadsheet::server::parameters
