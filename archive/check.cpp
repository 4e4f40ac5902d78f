#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <broadsheet/error.hpp>
#include <broadsheet/upkeep.hpp>
#include <set>

#include "archive/durable_file.hpp"
#include "archive/hash.hpp"
#include "archive/snapshot.hpp"
#include "archive/stub.hpp"

namespace broadsheet {
namespace {

std::string restore(const std::filesystem::path& what) {
  return ": restore '" + what.string() + "' from a copy, or index the sources into a new archive";
}

/// Files against the seal: there, of the size and, unless quick, of the hash that it says; and no others.
void check_files(const std::filesystem::path& folder, const std::string& named, bool quick,
                 std::vector<std::string>& problems) {
  Seal seal;
  try {
    const std::string bytes = read_whole_file(folder / "seal", stub_bytes_most);
    if (hex128(hash128(bytes)) != named) {
      problems.push_back("'" + (folder / "seal").string() + "' is not the one that XAPIANDB names" + restore(folder));
      return;
    }
    seal = parse_seal(bytes, (folder / "seal").string());
  } catch (const Error& error) {
    problems.push_back(error.what());
    return;
  }
  std::set<std::string> listed = {"seal", "flintlock"};
  for (const auto& file : seal.files) {
    listed.insert(file.name);
    const auto path = folder / file.name;
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error) {
      problems.push_back("'" + path.string() + "' is missing" + restore(folder));
    } else if (size != file.bytes) {
      problems.push_back("'" + path.string() + "' has " + std::to_string(size) + " bytes instead of " +
                         std::to_string(file.bytes) + restore(folder));
    } else if (!quick && hash_file(path).xxh3 != file.xxh3) {
      problems.push_back("'" + path.string() + "' is not what was written (its hash differs)" + restore(folder));
    }
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (!listed.contains(entry.path().filename().string()))
      problems.push_back("'" + entry.path().string() + "' is no file of this part: remove it");
}

/// Xapian's own look at the structure, in a child: a damaged table can make it crash. The child makes the tables
/// again, too, and compares. Exit status: 0 well, 1 structure, 2 tables.
int check_structure(const std::filesystem::path& folder) {
  const pid_t child = ::fork();
  if (child < 0) return -1;
  if (child == 0) {
    int status = 0;
    try {
      if (Xapian::Database::check(folder.string(), 0, nullptr) != 0)
        status = 1;
      else if (make_tables(Xapian::Database(folder.string(), Xapian::DB_BACKEND_GLASS)) !=
               read_whole_file(folder / "tables", UINT64_MAX))
        status = 2;
    } catch (...) {
      status = 1;
    }
    ::_exit(status);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::vector<std::string> check_archive(const std::filesystem::path& archive, const CheckOptions& options) {
  return with_our_errors(archive, [&] {
    const Stamp stamp = read_stub(archive);
    std::vector<std::string> problems;
    std::set<std::string> named = {"XAPIANDB", "lock", "synonyms", "synonyms.new"};
    for (const auto& [number, seal] : stamp.parts) {
      const auto folder = archive / part_name(number);
      named.insert(part_name(number));
      const std::size_t before = problems.size();
      std::error_code error;
      if (!std::filesystem::is_directory(folder, error)) {
        problems.push_back("'" + folder.string() + "' is missing" + restore(folder));
        continue;
      }
      check_files(folder, seal, options.quick, problems);
      if (options.quick || problems.size() > before) continue;  // what is known to be damaged is not opened
      switch (check_structure(folder)) {
        case 0:
          break;
        case 2:
          problems.push_back("'" + (folder / "tables").string() + "' is not what its articles make" + restore(folder));
          break;
        default:
          problems.push_back("'" + folder.string() + "' has a damaged structure" + restore(folder));
      }
    }
    for (const auto& entry : std::filesystem::directory_iterator(archive)) {
      const auto name = entry.path().filename().string();
      if (named.contains(name) || name.starts_with("work.") || name == "XAPIANDB.new") continue;
      if (name.starts_with("part.")) continue;  // left by a writer that was killed; the next one removes it
      problems.push_back("'" + entry.path().string() + "' does not belong to the archive: remove it");
    }
    if (problems.empty()) {
      try {
        const Snapshot snapshot(archive);
        read_synonyms(archive);
      } catch (const Error& error) {
        problems.push_back(error.what());
      }
    }
    return problems;
  });
}

}  // namespace broadsheet
