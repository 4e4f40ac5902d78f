#pragma once

#include <string_view>

// All English of the pages, in the order in which a page says it. What people with screen readers and tests find
// things by stands here too: the names of landmarks, lists, fields and links.
namespace broadsheet::server::says {

using Words = std::string_view;

/// One thing, many things, as in `1 article`, `1,204 articles`.
struct Noun {
  Words one, many;
};
inline constexpr Noun article = {"article", "articles"};
inline constexpr Noun story = {"story", "stories"};
inline constexpr Noun source = {"source", "sources"};
inline constexpr Noun copy = {"copy", "copies"};
inline constexpr Noun more_copy = {"more copy", "more copies"};
inline constexpr Noun hit = {"hit", "hits"};
inline constexpr Noun more_value = {"more value", "more values"};

// Around every page.
inline constexpr Words product = "Broadsheet";
inline constexpr Words skip = "Skip to the content";
inline constexpr Words site_pages = "Pages of this site";
inline constexpr Words search = "Search";
inline constexpr Words explore = "Explore";
inline constexpr Words the_box = "The search box";
inline constexpr Words search_the_archive = "Search the archive";
inline constexpr Words title_between = " – ";
inline constexpr Words archive = "Archive";
inline constexpr Words revision = "revision";
inline constexpr Words milliseconds = "ms";

// What was found.
inline constexpr Words for_the_query = " for ";
inline constexpr Words quote_begins = "“";
inline constexpr Words quote_ends = "”";
inline constexpr Words at_least = "at least ";
inline constexpr Words at_least_first = "At least ";
inline constexpr Words in = "in ";
inline constexpr Words from = " from ";
inline constexpr Words exact_count = "exact count";
inline constexpr Words at_least_because = "counts are “at least”: ";
inline constexpr Words between = " · ";
inline constexpr Words understood_as = "Understood as ";
inline constexpr Words notes = "Notes on the query";
inline constexpr Words filters_in_force = "Filters in force";
inline constexpr Words remove_the_filter = "Remove the filter ";
inline constexpr Words removes = " ×";
inline constexpr Words partial = "The search was ended early: there may be more than is shown.";

// Timeline.
inline constexpr Words when_published = "When they were published";
inline constexpr Words timeline_as_table = "Timeline as a table";
inline constexpr Words period = "Period";
inline constexpr Words articles_column = "Articles";
inline constexpr Words all_of_them = "All";
inline constexpr Words without_a_date = "Without a date";
inline constexpr Words hatched = "Hatched: ";
inline constexpr Words not_drawn = "Not drawn: ";
inline constexpr Words week_of = "Week of ";

/// What is said of a timeline by its unit.
struct UnitWords {
  Words unit;
  Words each;       ///< behind the greatest number
  Words uncertain;  ///< behind `18 articles`, of those that are drawn spread
  Words only;       ///< behind a period in the table
};
inline constexpr UnitWords units[] = {
    {"day", " a day", " whose day is not known, spread over their month or year.", " (day not known)"},
    {"week", " a week", " whose week is not known, spread over their month or year.", " (week not known)"},
    {"month", " a month", " whose month is not known, spread over their year.", " (month not known)"},
    {"year", " a year", " whose year is not known, spread over their decade.", " (year not known)"},
};
inline constexpr Words dated_no_better = " dated too coarsely for this chart.";
inline constexpr Words undated = " without a date.";
inline constexpr Words months[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};

// The list.
inline constexpr Words order = "Order";
/// `sort` as the parameter has it; the first is the default.
struct Order {
  Words value, words;
};
inline constexpr Order orders[] = {{"relevance", "Best match"}, {"newest", "Newest"}, {"oldest", "Oldest"}};
inline constexpr Words articles = "Articles";
inline constexpr Words no_title = "(no title)";
inline constexpr Words read_with_hits = "Read with hits marked";
inline constexpr Words read = "Read the article";
inline constexpr Words at_this_passage = "At this passage on the publisher’s page";
inline constexpr Words on_the_publishers_page = "On the publisher’s page";
inline constexpr Words cut = " … ";
inline constexpr Words pages_of_results = "Pages of results";
inline constexpr Words previous = "Previous";
inline constexpr Words next = "Next";
inline constexpr Words no_more = "There is nothing on this page: the list is shorter.";
inline constexpr Words to_the_first_page = "To the first page";
inline constexpr Words deeper =
    "The list can be turned no further; narrow the results, or take all of them away as CSV.";
inline constexpr Words copies_stand_together = "Copies of one story stand together.";
inline constexpr Words show_every_copy = "Show every copy";
inline constexpr Words every_copy_is_shown = "Every copy is shown.";
inline constexpr Words show_stories = "Show one article of each story";
inline constexpr Words lacking = "Articles that lack some of the words";
inline constexpr Words not_counted_above = "; they are in no other number on this page.";

// Narrowing.
inline constexpr Words narrow_the_results = "Narrow the results";
inline constexpr Words narrow = "Narrow";
inline constexpr Words published = "Published";
inline constexpr Words from_field = "From";
inline constexpr Words until_field = "Until";
inline constexpr Words from_example = "2024-06";
inline constexpr Words until_example = "2025";
inline constexpr Words apply = "Apply";
inline constexpr Words and_more = "and ";
/// A filter: its parameter, and what it is called. The first four are facets too.
struct Filter {
  Words parameter, words;
};
inline constexpr Filter filters[] = {{"tag", "Tag"},       {"source", "Source"}, {"author", "Author"},
                                     {"lang", "Language"}, {"since", "From"},    {"until", "Until"},
                                     {"after", "After"},   {"before", "Before"}};
inline constexpr Words label_ends = ": ";

// Nothing found.
inline constexpr Words no_articles = "No articles";
inline constexpr Words nothing_has_all = "No article has all of this.";
inline constexpr Words each_part_alone = "Each part alone";
inline constexpr Words spelled_otherwise = "Spelled otherwise";
inline constexpr Words without_one_filter = "Without one filter";
inline constexpr Words without_the_filters = "Search without the filters";

// Foot.
inline constexpr Words this_query = "This query";
inline constexpr Words explore_this_query = "Explore this query";
inline constexpr Words feed = "Feed";
inline constexpr Words csv = "CSV";
inline constexpr Words cite = "Cite";

// First page.
inline constexpr Words archive_has = "The archive has ";
inline constexpr Words built = "as of ";
inline constexpr Words how_to_ask = "How to ask";
struct Example {
  Words query, meaning;
};
inline constexpr Example examples[] = {
    {"drought safety", "both words, in any of their forms"},
    {"\"water rationing\"", "these words side by side, as they stand"},
    {"drought -football", "the first word without the second"},
    {"drought OR flood", "one of the words, or both"},
    {"restrict*", "all words that begin so"},
    {"drought NEAR/5 harbour", "at most five words apart"},
    {"title:drought", "in the headline"},
    {"tag:economy since:2024", "with this tag, from 2024 on"},
};

// Reading an article, a story.
inline constexpr Words back_to_results = "Back to the results";
inline constexpr Words back_to_search = "Back to the search";
inline constexpr Words to_the_first_hit = "To the first hit";
inline constexpr Words marked = " marked.";
inline constexpr Words matches_unmarked = "The article matches; none of it stands in its text.";
inline constexpr Words does_not_match = "This article does not match the query.";
inline constexpr Words updated = "updated ";
inline constexpr Words tags = "Tags";
inline constexpr Words all_copies = "All copies of this story";
inline constexpr Words of_one_story = " of one story";
inline constexpr Words earliest_first = "The earliest first. Copies are found from the text.";
inline constexpr Words copies_list = "Copies";

// Citing.
inline constexpr Words cite_this_search = "Cite this search";
inline constexpr Words citation = "Citation";
inline constexpr Words address_of_search = "Address of the search";
inline constexpr Words what_was_counted = "What was counted";
inline constexpr Words query = "Query";
inline constexpr Words read_as = "Read as";
inline constexpr Words articles_row = "Articles";
inline constexpr Words stories_row = "Stories";
inline constexpr Words sources_row = "Sources";
inline constexpr Words archive_row = "Archive";
inline constexpr Words revision_row = "Revision";
inline constexpr Words committed_row = "Committed";
inline constexpr Words articles_in_all_row = "Articles in the archive";
inline constexpr Words query_hash_row = "Hash of the query";
inline constexpr Words result_hash_row = "Hash of the result";
inline constexpr Words program_row = "Program";
inline constexpr Words analyzer_row = "Analyzer, ICU";
inline constexpr Words cited_row = "Cited";
inline constexpr Words as_bibtex = "BibTeX";
inline constexpr Words run_again = "The same query on the same revision gives the same hashes.";

// The box.
inline constexpr Words box_is_here = "This is the box as another site would have it, without a script of its own.";
inline constexpr Words to_embed = "To embed it";
inline constexpr Words embed_this = "Put this into a page. Without script the form works alone.";
inline constexpr Words policy =
    "If the page has a Content-Security-Policy, it must allow the host of the search in "
    "script-src, connect-src and form-action.";
inline constexpr Words example_root = "https://search.example";

// Problems.
inline constexpr Words what_this_means = "What this means";
inline constexpr Words what_happened = "What happened";
inline constexpr Words what_to_do = "What to do";
inline constexpr Words problem_code = "Code";
inline constexpr Words problem_status = "HTTP status";
inline constexpr Words in_parameter = "Parameter";

}  // namespace broadsheet::server::says
