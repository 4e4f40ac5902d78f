#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// A part as the stub names it: its number, and the XXH3-128 of its seal file, so that the stub's own hash covers every
/// file of the archive and no part can stand in another's place.
struct NamedPart {
  std::uint32_t number = 0;
  std::string seal;
  bool operator==(const NamedPart&) const = default;
};

/// What the stub file `XAPIANDB` says: the stamp of the archive and its parts. The rename of this one file is the
/// commit.
struct Stamp {
  int format = 1;
  int schema = 0;
  int analyzer = 0;
  std::string icu;               ///< `72.1`
  std::string languages;         ///< codes by which words were analysed, with commas; `-`: none
  std::string id;                ///< UUID of the archive
  std::uint64_t revision = 0;    ///< of the last commit; 0: none yet
  std::uint64_t articles = 0;    ///< that can be found
  double reference_length = 0;   ///< that impacts were made with (archive/impact.hpp)
  std::uint32_t next_part = 1;   ///< number never used for a part
  std::string built;             ///< RFC 3339, UTC
  std::vector<NamedPart> parts;  ///< in order

  bool operator==(const Stamp&) const = default;
};

inline constexpr int stub_format = 1;
inline constexpr std::uint64_t stub_bytes_most = 1 << 20;

/// The ICU that words are cut with here: `72.1`.
std::string running_icu();

/// `part.000017`
std::string part_name(std::uint32_t number);

/// The bytes of a stub:
///   # broadsheet format=1 schema=… analyzer=… icu=… languages=… id=… revision=… articles=… reference=… next=… built=…
///   glass part.000017
///   # seal <XXH3-128 of that part's seal>      these two for each part
///   # xxh3 <32 hexadecimal digits: XXH3-128 of all bytes before this line>
/// Xapian ignores the lines with `#`.
std::string print_stub(const Stamp& stamp);

/// The stamp of a stub, read strictly: nothing is accepted that print_stub would not write, because a line of a stub
/// can make Xapian start a program or open any path. Throws Error(archive) that begins with `name`.
Stamp parse_stub(std::string_view bytes, const std::string& name);

/// Reads the stub of the archive in `folder` and refuses what this program cannot read. Before the first commit it has
/// revision 0 and no parts. Throws Error(archive).
Stamp read_stub(const std::filesystem::path& folder);

/// True if `folder` holds a stub file.
bool has_stub(const std::filesystem::path& folder);

/// The seal of a part: a file that lists the others with size and hash.
struct Seal {
  struct File {
    std::string name;
    std::uint64_t bytes = 0;
    std::string xxh3;
    bool operator==(const File&) const = default;
  };
  std::uint64_t revision = 0;
  std::uint64_t articles = 0;
  std::vector<File> files;
  bool operator==(const Seal&) const = default;
};

/// The bytes of a seal:
///   # broadsheet seal=1 revision=… articles=…
///   <name> <bytes> <XXH3-128>    one a file
///   # xxh3 <XXH3-128 of all bytes before>
std::string print_seal(const Seal& seal);
Seal parse_seal(std::string_view bytes, const std::string& name);

}  // namespace broadsheet
