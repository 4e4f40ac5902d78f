#pragma once

#include <broadsheet/archive.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

/// What a query found in one state of an archive, so that a count can be cited, run again and compared.
struct Citation {
  std::string input;
  std::string canonical;  ///< with absolute dates: running it again asks the same
  std::string query_hash;
  std::size_t max_expansions = 0;  ///< as SearchOptions has it; a count cut by it is cut in the same place again
  Count articles, stories, sources;
  ArchiveInfo index;
  std::string program;  ///< `broadsheet 0.1.0`
  std::string cited;    ///< RFC 3339, UTC: QueryOptions::now, else the clock
  /// XXH3-128 over a line `id<TAB>content` for each article, ids ascending; content is the hash of what it says.
  std::string result_hash;
  std::vector<std::pair<std::string, std::string>> result;  ///< those ids and contents, where asked for
};

/// Runs the query; `list` fills Citation::result. Of the options it uses query, strict and max_expansions; errors as
/// Archive::search.
Citation cite(const Archive& archive, std::string_view query, const SearchOptions& options, bool list);

/// One sentence for a footnote; an entry of a reference manager; the document that `read_citation` takes:
///   format, text, query {input, canonical, hash, max_expansions}, total {articles, stories, sources},
///   result {hash, articles [[id, content]]}, index {…}, program, cited
std::string to_text(const Citation& citation);
std::string to_bibtex(const Citation& citation);
std::string to_csl_json(const Citation& citation);
std::string to_json(const Citation& citation);

/// Throws Error(source) where it is no such document; `name` is what to call it.
Citation read_citation(std::string_view json, const std::string& name);

/// A citation against an archive as it is now.
struct Verification {
  bool same_archive = false;                     ///< by its id
  bool same_result = false;                      ///< the same articles, saying the same
  bool listed = false;                           ///< the citation has its list, so the following are filled
  std::vector<std::string> came, went, changed;  ///< ids, ascending
  Citation now;
};
Verification verify(const Archive& archive, const Citation& citation);

/// `format`, `verdict` "same"|"changed"|"another archive", `same_result`, `cited` and `now` {articles, stories,
/// sources, result, revision, …}, `came`, `went`, `changed` where listed.
std::string to_json(const Verification& verification, const Citation& citation);

}  // namespace broadsheet
