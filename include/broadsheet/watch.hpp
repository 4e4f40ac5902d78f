#pragma once

#include <broadsheet/archive.hpp>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// A query that is asked again and again, for what is new.
struct Watch {
  std::string name;
  std::string query;  ///< as typed: relative dates move on
  QueryOptions::Match match = QueryOptions::Match::all;
  bool words = false;
  std::string tz;
  bool collapse_stories = false;  ///< of a story only its first article, and none if one was reported before
  std::string added, ran;         ///< RFC 3339, UTC; ran is empty before the first run
  std::uint64_t revision = 0;     ///< of the archive, when it was added or last ran
  std::size_t known = 0;          ///< articles that will not be reported (again)
};

/// The watches of one archive in a file. An article is reported once, by its id, for each watch: where a watch finds it
/// and has neither reported it before nor found it when it was added; a later version of it is not reported again.
/// The file keeps 8 bytes of hash, written as 16 digits, for each.
///
/// A change is on disk when commit() returns, whole or not at all. Report, then commit: who is killed between the two
/// reports again at the next run, and nothing is lost. Others that use the same file wait until this one is gone.
class WatchList {
 public:
  /// Reads the file; one that is not there has no watches. Throws Error(archive) where it cannot be read, is no such
  /// file, or is of another archive.
  WatchList(const std::filesystem::path& file, const Archive& archive);
  ~WatchList();

  std::vector<Watch> watches() const;

  /// Adds it; what it finds now is known, unless `backlog`. Throws Error(usage) where the name is taken or empty, and
  /// what Archive::search throws.
  void add(const Watch& watch, bool backlog);

  /// False if there is none of this name.
  bool remove(std::string_view name);

  /// Gives what is new to `report`, oldest first, with one passage each; all of it is known afterwards. Throws
  /// Error(usage) where there is no watch of this name. `now` is QueryOptions::now.
  std::size_t run(std::string_view name, const std::string& now, const std::function<void(const Hit&)>& report);

  /// Throws Error(archive) where it cannot be written; the file then is as before.
  void commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet
