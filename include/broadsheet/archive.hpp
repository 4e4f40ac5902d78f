#pragma once

#include <broadsheet/query.hpp>
#include <broadsheet/results.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

struct SearchOptions {
  enum class Sort : std::uint8_t { relevance, newest, oldest };
  /// What a passage is: sentences of about `passage_bytes`, one sentence, a paragraph, or one passage with all of the
  /// body.
  enum class Context : std::uint8_t { bytes, sentence, paragraph, body };
  static constexpr std::size_t no_limit = static_cast<std::size_t>(-1);

  std::size_t limit = 10;  ///< hits shown; no_limit for all
  std::size_t offset = 0;  ///< hits skipped
  Sort sort = Sort::relevance;
  QueryOptions query = {};
  std::size_t max_expansions = 10'000;   ///< spellings that a wildcard or fuzzy word stands for; beyond, counts are gte
  bool strict = false;                   ///< a warning that is not harmless is an Error(query)
  bool relaxed = true;                   ///< fill Results::relaxed where the page is not full
  bool help = true;                      ///< fill Results::help where next to nothing is found
  std::size_t passages = 2;              ///< at most, for each hit
  std::size_t passage_bytes = 240;       ///< about, for each passage
  Context context = Context::bytes;      ///< what a passage is
  bool body = false;                     ///< keep the body in Hit::article
  std::vector<std::string> facets = {};  ///< of tag author source section lang
  std::string timeline = {};             ///< day week month year; empty: none
  bool collapse_stories = false;         ///< one hit of each story; totals are of all
  bool dates = false;                    ///< fill Results::first_date and last_date
  bool shares = false;                   ///< fill the bases of facets and timeline
};

/// One committed state of an archive on disk, open for reading: a snapshot that later writers do not change.
/// May be used by one thread at a time; make one for each thread (opening takes about a millisecond).
class Archive {
 public:
  /// Throws Error(archive) where the folder is missing, foreign, newer or damaged.
  explicit Archive(const std::filesystem::path& folder);
  ~Archive();
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;

  /// Ranked articles with marked passages and exact totals. Every text is a query; throws Error(query) over a
  /// limit or, if strict, on a warning; Error(usage) for an option that is none.
  Results search(std::string_view query, const SearchOptions& options = {}) const;

  /// The ids of the articles that search() would show, `options.limit` and `offset` as there, without reading them.
  std::vector<std::string> ids(std::string_view query, const SearchOptions& options = {}) const;

  /// How a query is understood: as search() without hits, with a count for each node in Results::explained; with an
  /// `id`, also which nodes hold in that article and what each adds to its score. Throws Error(usage) for an id that
  /// is not there.
  Results explain(std::string_view query, const SearchOptions& options = {}, std::string_view id = {}) const;

  /// One article with the marks of `query` (none if it is empty). Nothing where there is no such id.
  struct Reading {
    Article article;
    MarkedText title, body;
    bool matches = true;
  };
  std::optional<Reading> show(std::string_view id, std::string_view query = {},
                              const SearchOptions& options = {}) const;

  /// Words, values and titles of the archive that continue the last word of `prefix`, most articles first. Of the
  /// options it uses limit and query; a count is what searching the suggestion with the same options finds.
  std::vector<Suggestion> suggest(std::string_view prefix, const SearchOptions& options = {}) const;

  ArchiveInfo info() const;
  ArchiveStats stats() const;
  /// Reads every article of the archive.
  DateStats date_stats() const;

  /// True if since it was opened another revision has been committed, or the table of synonyms changed; costs two
  /// stat calls.
  bool outdated() const;

  struct State;  ///< ours
  State& state() const { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet
