#include "cli/query_options.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>

#include "output/terminal_text.hpp"

namespace broadsheet::cli {

OptionGroup filter_options() {
  OptionGroup group{"Which articles (each option narrows; those marked + may be repeated)", {}};
  group.options.add_options()                                                                    //
      ("tag", many("TAG"), "with this tag")                                                      //
      ("author", many("NAME"), "by this author: the words of the name in a row")                 //
      ("source", many("SOURCE"), "of this publication")                                          //
      ("lang", many("LANG"), "in this language: en also finds en-GB")                            //
      ("after", one("DATE"), "from the first day of DATE on: 2025, 2025-01, 2025-01-27, 7d, …")  //
      ("before", one("DATE"), "ended before DATE begins")                                        //
      ("since", one("DATE"), "the same as --after")                                              //
      ("until", one("DATE"), "to the last day of DATE");
  return group;
}

OptionGroup reading_options() {
  OptionGroup group{"How the query is read", {}};
  group.options.add_options()                                                                              //
      ("match", one("all|any"), "all (default): words side by side are all required; any: one is enough")  //
      ("words", flag(), "plain words only: no operators, quotes or fields")                                //
      ("prefix", flag(), "the last word is still being typed: saf at the end is saf*")                     //
      ("dialect", one("broadsheet|nexis|factiva"),                                                         //
       "nexis: OR binds before AND; factiva: w/5 is ordered")                                              //
      ("max-expansions", one("N"), "spellings that a wildcard or fuzzy word stands for; default 10000")    //
      ("strict", flag(), "refuse a query that could be misunderstood, instead of warning")                 //
      ("tz", one("ZONE"), "time zone of relative dates, as in Europe/Paris; default: the system's")        //
      ("now", one("TIME"), "what relative dates count from, as in 2025-01-27T12:00:00Z; default: the clock");
  return group;
}

OptionGroup page_options() {
  OptionGroup group{"Which page", {}};
  group.options.add_options()                                        //
      ("limit,n", one("N|all"), "hits shown; default 10")            //
      ("offset", one("N"), "hits skipped")                           //
      ("sort", one("relevance|newest|oldest"), "default relevance")  //
      ("collapse", one("story"), "one hit of each story; the totals are of all");
  return group;
}

OptionGroup offsets_options() {
  OptionGroup group{"Output", {}};
  group.options.add_options()("offsets", one("utf8|utf16|codepoint"), "unit of all places in JSON; default utf8");
  return group;
}

SearchOptions search_options(const Arguments& arguments) {
  using Sort = SearchOptions::Sort;
  SearchOptions options;
  options.limit = arguments.number("limit", options.limit);
  options.offset = arguments.number("offset", 0);
  const std::string sort = arguments.text("sort", "relevance");
  options.sort = sort == "newest" ? Sort::newest : sort == "oldest" ? Sort::oldest : Sort::relevance;
  options.collapse_stories = arguments.text("collapse") == "story";
  options.strict = arguments.has("strict");
  options.passages = arguments.number("passages", options.passages);
  options.passage_bytes = arguments.number("passage-bytes", options.passage_bytes);
  using Context = SearchOptions::Context;
  const std::string context = arguments.text("context", "bytes");
  options.context = context == "sentence"    ? Context::sentence
                    : context == "paragraph" ? Context::paragraph
                                             : Context::bytes;
  if (arguments.has("highlight-all")) options.context = Context::body;
  options.facets = arguments.list("facet");
  options.timeline = arguments.text("timeline");

  QueryOptions& query = options.query;
  if (arguments.text("match") == "any") query.match = QueryOptions::Match::any;
  const std::string dialect = arguments.text("dialect");
  if (dialect == "nexis") query.dialect = QueryOptions::Dialect::nexis;
  if (dialect == "factiva") query.dialect = QueryOptions::Dialect::factiva;
  options.max_expansions = arguments.number("max-expansions", options.max_expansions);
  if (options.max_expansions == 0)
    throw Error(ErrorKind::usage, "--max-expansions is how many spellings are searched: give 1 or more");
  query.words = arguments.has("words");
  query.prefix = arguments.has("prefix");
  query.tags = arguments.list("tag");
  query.authors = arguments.list("author");
  query.sources = arguments.list("source");
  query.langs = arguments.list("lang");
  query.after = arguments.text("after");
  query.before = arguments.text("before");
  query.since = arguments.text("since");
  query.until = arguments.text("until");
  query.now = arguments.text("now");
  query.tz = arguments.text("tz");
  return options;
}

Offsets offsets(const Arguments& arguments) {
  const std::string unit = arguments.text("offsets", "utf8");
  return unit == "utf16" ? Offsets::utf16 : unit == "codepoint" ? Offsets::codepoint : Offsets::utf8;
}

SearchOptions counting_options(const Arguments& arguments) {
  SearchOptions options = search_options(arguments);
  options.limit = 0;
  options.offset = 0;
  options.passages = 0;
  options.relaxed = false;
  return options;
}

void complain_about(const std::vector<Warning>& warnings) {
  for (const auto& warning : warnings)
    complain((warning.harmless ? "note: " : "warning: ") + warning.message + " (" + warning.code + ")");
}

}  // namespace broadsheet::cli
