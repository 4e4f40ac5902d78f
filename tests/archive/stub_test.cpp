// A stub that somebody sent can make Xapian start a program or open any path, so nothing may be accepted but what
// print_stub writes; and a damaged one must be said to be damaged.

#include "archive/stub.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <broadsheet/error.hpp>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "archive/analyzer.hpp"
#include "archive/durable_file.hpp"
#include "archive/hash.hpp"
#include "archive/schema.hpp"
#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

const std::string hash_of_nothing = hex128(hash128(""));

Stamp small_stamp() {
  Stamp stamp;
  stamp.format = stub_format;
  stamp.schema = schema_version;
  stamp.analyzer = analyzer_version;
  stamp.icu = running_icu();
  stamp.languages = "de,en";
  stamp.id = "0b9d6f5e-3a55-4c1c-9c8e-0f6f4f1f2a3b";
  stamp.revision = 42;
  stamp.articles = 1204;
  stamp.reference_length = 300;
  stamp.next_part = 18;
  stamp.built = "2026-11-24T09:12:00Z";
  stamp.parts = {{3, hash_of_nothing}, {16, std::string(32, '0')}, {17, std::string(32, 'f')}};
  return stamp;
}

Seal small_seal() {
  return {42,
          1204,
          {{"gone", 16, std::string(32, '0')},
           {"iamglass", 113, "0123456789abcdef0123456789abcdef"},
           {"tables", 1 << 20, std::string(32, 'f')}}};
}

/// `text` with the hash line that fits it, as an attacker would write it.
std::string sealed(std::string text) { return text + "# xxh3 " + hex128(hash128(text)) + "\n"; }

/// The bytes without their hash line.
std::string unsealed(const std::string& bytes) { return bytes.substr(0, bytes.rfind("# xxh3 ")); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// What the refusal says; nothing if `bytes` are accepted.
std::optional<std::string> refusal(const std::function<void()>& parse) {
  try {
    parse();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::archive);
    return error.what();
  }
  return {};
}
std::optional<std::string> refused_stub(const std::string& bytes) {
  return refusal([&] { parse_stub(bytes, "news/XAPIANDB"); });
}
std::optional<std::string> refused_seal(const std::string& bytes) {
  return refusal([&] { parse_seal(bytes, "part.000001/seal"); });
}

}  // namespace

TEST_CASE("a stub is read as it was printed") {
  Stamp none = small_stamp();
  none.parts.clear();
  none.languages = "-";
  none.articles = 0;
  Stamp huge = small_stamp();
  huge.revision = huge.articles = UINT64_MAX;
  huge.next_part = UINT32_MAX;
  huge.parts.clear();
  for (const std::uint32_t number : {1U, 999'999U, 1'000'000U, UINT32_MAX - 1})
    huge.parts.push_back({number, hash_of_nothing});
  huge.reference_length = 12345.67;
  for (const Stamp& stamp : {small_stamp(), none, huge}) {
    const std::string bytes = print_stub(stamp);
    CAPTURE(bytes);
    CHECK(parse_stub(bytes, "stub") == stamp);
    CHECK(print_stub(parse_stub(bytes, "stub")) == bytes);
  }
}

TEST_CASE("a seal is read as it was printed") {
  for (const Seal& seal :
       {small_seal(), Seal{}, Seal{UINT64_MAX, UINT64_MAX, {{"x", UINT64_MAX, std::string(32, 'a')}}}}) {
    const std::string bytes = print_seal(seal);
    CAPTURE(bytes);
    CHECK(parse_seal(bytes, "seal") == seal);
    CHECK(print_seal(parse_seal(bytes, "seal")) == bytes);
  }
}

TEST_CASE("a stub cut at any byte is refused by name") {
  const std::string bytes = print_stub(small_stamp());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto message = refused_stub(bytes.substr(0, size));
    CAPTURE(size);
    REQUIRE(message);
    CHECK(message->starts_with("'news/XAPIANDB' "));
  }
}

TEST_CASE("a seal cut at any byte is refused by name") {
  const std::string bytes = print_seal(small_seal());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto message = refused_seal(bytes.substr(0, size));
    CAPTURE(size);
    REQUIRE(message);
    CHECK(message->starts_with("'part.000001/seal' is damaged"));
  }
}

TEST_CASE("a stub or seal with any one bit flipped is refused") {
  for (const bool stub : {true, false}) {
    const std::string whole = stub ? print_stub(small_stamp()) : print_seal(small_seal());
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
      std::string bytes = whole;
      bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
      CAPTURE(bit);
      REQUIRE((stub ? refused_stub(bytes) : refused_seal(bytes)));
    }
  }
}

TEST_CASE("a stub with bytes before or behind it is refused") {
  const std::string bytes = print_stub(small_stamp());
  for (const std::string& more : {std::string("\n"), std::string(" "), std::string("\0", 1), std::string("# \n"),
                                  std::string("glass part.000001\n"), bytes, std::string(4096, '\0')}) {
    CAPTURE(more);
    CHECK(refused_stub(bytes + more));
    CHECK(refused_stub(more + bytes));
    CHECK(refused_seal(print_seal(small_seal()) + more));
  }
}

TEST_CASE("a stub with a right checksum is still refused unless this program would write it") {
  Stamp without_parts = small_stamp();
  without_parts.parts.clear();
  const std::string stamp = unsealed(print_stub(without_parts));
  const std::string seal = "# seal " + hash_of_nothing + "\n";
  REQUIRE_FALSE(refused_stub(sealed(stamp + "glass part.000003\n" + seal)));
  const std::string text = unsealed(print_stub(small_stamp()));
  REQUIRE_FALSE(refused_stub(sealed(stamp)));
  REQUIRE_FALSE(refused_stub(sealed(text)));
  struct Row {
    std::string what;
    std::string text;
  };
  for (const Row& row : {
           Row{"a program to start", stamp + "remote :touch /tmp/owned\n" + seal},
           Row{"a remote part", stamp + "remote example.com:9000\n" + seal},
           Row{"any kind of database", stamp + "auto part.000001\n" + seal},
           Row{"any kind of database elsewhere", stamp + "auto ../..\n" + seal},
           Row{"an old kind", stamp + "chert part.000001\n" + seal},
           Row{"a database in memory", stamp + "inmemory\n" + seal},
           Row{"a path upwards", stamp + "glass ../other.archive/part.000001\n" + seal},
           Row{"a path below", stamp + "glass part.000001/x\n" + seal},
           Row{"a path from the root", stamp + "glass /etc\n" + seal},
           Row{"a dot", stamp + "glass .\n" + seal},
           Row{"a path without a kind", stamp + "part.000001\n" + seal},
           Row{"no number", stamp + "glass part.\n" + seal},
           Row{"a number too short", stamp + "glass part.17\n" + seal},
           Row{"a number too long", stamp + "glass part.0000017\n" + seal},
           Row{"a number with a sign", stamp + "glass part.-00001\n" + seal},
           Row{"part zero, whose number is never given", stamp + "glass part.000000\n" + seal},
           Row{"a part that is still to come", stamp + "glass part.000018\n" + seal},
           Row{"a number beyond 32 bits", stamp + "glass part.4294967296\n" + seal},
           Row{"a number beyond 64 bits", stamp + "glass part.99999999999999999999\n" + seal},
           Row{"a part twice", stamp + "glass part.000003\n" + seal + "glass part.000003\n" + seal},
           Row{"two blanks", stamp + "glass  part.000003\n" + seal},
           Row{"a blank behind", stamp + "glass part.000003 \n" + seal},
           Row{"a line with a return", stamp + "glass part.000003\r\n" + seal},
           Row{"a tab", stamp + "glass\tpart.000003\n" + seal},
           Row{"a zero byte", stamp + std::string("glass part.000003\0\n", 19) + seal},
           Row{"a part without a seal", stamp + "glass part.000003\n"},
           Row{"a part without a seal before another", stamp + "glass part.000003\nglass part.000004\n" + seal},
           Row{"a seal without a part", stamp + seal},
           Row{"two seals", stamp + "glass part.000003\n" + seal + seal},
           Row{"a seal that is cut", stamp + "glass part.000003\n" + seal.substr(0, seal.size() - 2) + "\n"},
           Row{"a seal that is too long", stamp + "glass part.000003\n" + seal.substr(0, seal.size() - 1) + "0\n"},
           Row{"a seal in capitals", stamp + "glass part.000003\n# seal " + std::string(32, 'A') + "\n"},
           Row{"a seal that is none", stamp + "glass part.000003\n# seal " + std::string(32, 'g') + "\n"},
           Row{"a program in place of a seal", stamp + "glass part.000003\nremote :touch /tmp/owned\n"},
           Row{"an empty line", stamp + "\nglass part.000003\n" + seal},
           Row{"a comment", stamp + "# note\nglass part.000003\n" + seal},
           Row{"a second stamp", stamp + stamp},
           Row{"a second stub inside", sealed(text) + "glass part.000001\n"},
           Row{"no line break before the checksum", text.substr(0, text.size() - 1)},
           Row{"a revision below zero", replaced(text, "revision=42", "revision=-1")},
           Row{"a revision of 65 bits", replaced(text, "revision=42", "revision=18446744073709551616")},
           Row{"a revision with a zero before", replaced(text, "revision=42", "revision=042")},
           Row{"a revision with a plus", replaced(text, "revision=42", "revision=+42")},
           Row{"a revision in hexadecimal", replaced(text, "revision=42", "revision=0x2a")},
           Row{"no revision", replaced(text, "revision=42", "revision=")},
           Row{"no revision at all", replaced(text, " revision=42", "")},
           Row{"the revision twice", replaced(text, "revision=42", "revision=42 revision=42")},
           Row{"another order", replaced(text, "revision=42 articles=1204", "articles=1204 revision=42")},
           Row{"more than is known", replaced(text, "Z\n", "Z more=1\n")},
           Row{"a blank behind the stamp", replaced(text, "Z\n", "Z \n")},
           Row{"two blanks in the stamp", replaced(text, " revision", "  revision")},
           Row{"a next part beyond 32 bits", replaced(text, "next=18", "next=4294967296")},
           Row{"no reference length", replaced(text, "reference=300.00", "reference=")},
           Row{"a reference length of letters", replaced(text, "reference=300.00", "reference=many")},
           Row{"a reference length that is endless", replaced(text, "reference=300.00", "reference=inf")},
           Row{"a reference length that is none", replaced(text, "reference=300.00", "reference=nan")},
           Row{"a reference length of zero", replaced(text, "reference=300.00", "reference=0.00")},
           Row{"a reference length below zero", replaced(text, "reference=300.00", "reference=-300.00")},
           Row{"a reference length too long to print",
               replaced(text, "reference=300.00", "reference=" + std::string(300, '9') + ".00")},
           Row{"a format below zero", replaced(text, "format=1", "format=-1")},
           Row{"format 0", replaced(text, "format=1", "format=0")},
           Row{"a format with a zero before", replaced(text, "format=1", "format=01")},
           Row{"an id that is no UUID but escapes", replaced(text, "id=0b9d6f5e", "id=\x1b[2J\xff")},
           Row{"a time with escapes", replaced(text, "built=2026", "built=\x1b]0;owned\x07")},
           Row{"languages with escapes", replaced(text, "languages=de", "languages=\x1b[31m\xff")},
       }) {
    CAPTURE(row.what);
    CAPTURE(row.text);
    CHECK(refused_stub(sealed(row.text)));
  }
}

TEST_CASE("a checksum line is accepted in one spelling only") {
  const std::string text = unsealed(print_stub(small_stamp()));
  const std::string hash = hex128(hash128(text));
  std::string capitals = hash;
  for (char& c : capitals)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 0x20);
  REQUIRE_FALSE(refused_stub(text + "# xxh3 " + hash + "\n"));
  for (const std::string& line :
       {"# xxh3 " + hash, "# xxh3 " + hash + "\r\n", "# xxh3 " + hash + " \n", "#xxh3 " + hash + "\n",
        "# xxh3  " + hash + "\n", "# xxh3 " + hash.substr(1) + "\n", "# xxh3 " + hash + "0\n",
        "# xxh3 " + capitals + "\n", std::string("# xxh3 \n"), std::string("\n"), std::string()}) {
    if (line == "# xxh3 " + hash + "\n") continue;  // a hash without letters
    CAPTURE(line);
    CHECK(refused_stub(text + line));
  }
}

TEST_CASE("a stub of a newer format is said to be newer, whatever stands behind") {
  const std::string text = unsealed(print_stub(small_stamp()));
  for (const std::string& bytes :
       {sealed(replaced(text, "format=1", "format=2")), replaced(text, "format=1", "format=2"),
        std::string("# broadsheet format=2"), std::string("# broadsheet format=7 no longer key=value\n{}\n"),
        sealed(replaced(text, "format=1", "format=2147483647"))}) {
    const auto message = refused_stub(bytes);
    REQUIRE(message);
    CAPTURE(*message);
    CHECK(message->find("newer broadsheet") != std::string::npos);
  }
}

TEST_CASE("a stub that is not ours is said not to be ours") {
  for (const char* bytes : {"auto part.000001\n", "glass db\n", "remote :xapian-progsrv db\n", "\n",
                            "# a comment\nglass x\n", "<html>", "# broadsheets format=1\n", "#broadsheet format=1\n"}) {
    const auto message = refused_stub(bytes);
    CAPTURE(bytes);
    REQUIRE(message);
    CHECK(message->find("was not made by broadsheet") != std::string::npos);
  }
  const auto empty = refused_stub("");
  REQUIRE(empty);
  CHECK(empty->find("is damaged (it is empty)") != std::string::npos);
}

TEST_CASE("random bytes are never a stub or a seal, and never crash") {
  const std::string stub = print_stub(small_stamp()), seal = print_seal(small_seal());
  std::uint64_t state = 1;
  const auto next = [&] { return (state = state * 6364136223846793005U + 1442695040888963407U) >> 33; };
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = i % 2 ? stub : seal;
    for (auto edits = next() % 4 + 1; edits > 0; --edits) {
      const auto at = next() % bytes.size();
      switch (next() % 4) {
        case 0:
          bytes[at] = static_cast<char>(next());
          break;
        case 1:
          bytes.erase(at, next() % 20);
          break;
        case 2:
          bytes.insert(at, bytes.substr(next() % bytes.size(), next() % 20));
          break;
        default:
          std::swap(bytes[at], bytes[next() % bytes.size()]);
      }
      if (bytes.empty()) bytes = "x";
    }
    if (bytes == stub || bytes == seal) continue;
    CAPTURE(bytes);
    REQUIRE(refused_stub(bytes));
    REQUIRE(refused_seal(bytes));
    // The same with a checksum that fits: accepted only if it prints back to the same bytes.
    const std::string forged = sealed(bytes.substr(0, bytes.rfind("# xxh3 ")));
    if (!refused_stub(forged)) REQUIRE(print_stub(parse_stub(forged, "x")) == forged);
    if (!refused_seal(forged)) REQUIRE(print_seal(parse_seal(forged, "x")) == forged);
  }
}

TEST_CASE("a seal with a right checksum is still refused unless this program would write it") {
  const std::string text = unsealed(print_seal(small_seal()));
  const std::string hash(32, '0');
  REQUIRE_FALSE(refused_seal(sealed(text)));
  struct Row {
    std::string what;
    std::string text;
  };
  for (const Row& row : {
           Row{"a path upwards", text + "../seal 1 " + hash + "\n"},
           Row{"a path from the root", text + "/etc/passwd 1 " + hash + "\n"},
           Row{"a path below", text + "a/b 1 " + hash + "\n"},
           Row{"the folder itself", text + ". 1 " + hash + "\n"},
           Row{"a hidden file", text + ".x 1 " + hash + "\n"},
           Row{"no name", text + " 1 " + hash + "\n"},
           Row{"no size", text + "x " + hash + "\n"},
           Row{"a size below zero", text + "x -1 " + hash + "\n"},
           Row{"a size of 65 bits", text + "x 18446744073709551616 " + hash + "\n"},
           Row{"a size with a zero before", text + "x 01 " + hash + "\n"},
           Row{"a short hash", text + "x 1 00\n"},
           Row{"a long hash", text + "x 1 " + hash + "0\n"},
           Row{"a hash that is none", text + "x 1 " + std::string(32, 'z') + "\n"},
           Row{"a file twice", text + "tables 1 " + hash + "\n"},
           Row{"two blanks", text + "x  1 " + hash + "\n"},
           Row{"an empty line", text + "\n"},
           Row{"a comment", text + "# note\n"},
           Row{"another kind", replaced(text, "seal=1", "seal=2")},
           Row{"no kind", replaced(text, " seal=1", "")},
           Row{"no revision", replaced(text, " revision=42", "")},
           Row{"another order", replaced(text, "revision=42 articles=1204", "articles=1204 revision=42")},
           Row{"more than is known", replaced(text, "articles=1204\n", "articles=1204 more=1\n")},
           Row{"a stub", unsealed(print_stub(small_stamp()))},
       }) {
    CAPTURE(row.what);
    CHECK(refused_seal(sealed(row.text)));
  }
  CHECK(refused_seal(""));
}

TEST_CASE("an archive made with other words is refused with what differs and what to do") {
  struct Row {
    std::string what;
    void (*change)(Stamp&);
    const char* says;
  };
  for (const Row& row : {
           Row{"schema", [](Stamp& stamp) { ++stamp.schema; }, "schema"},
           Row{"analyzer", [](Stamp& stamp) { ++stamp.analyzer; }, "analyzer"},
           Row{"older analyzer", [](Stamp& stamp) { --stamp.analyzer; }, "analyzer"},
           Row{"ICU", [](Stamp& stamp) { stamp.icu = "73.1"; }, "ICU 73.1"},
       }) {
    const TemporaryFolder folder;
    Stamp stamp = small_stamp();
    row.change(stamp);
    write_durable_file(folder / "XAPIANDB", print_stub(stamp));
    CAPTURE(row.what);
    const auto message = refusal([&] { read_stub(folder.path()); });
    REQUIRE(message);
    CHECK(message->find(row.says) != std::string::npos);
    CHECK(message->find("index its sources into a new archive") != std::string::npos);
  }
}

TEST_CASE("a stub that is no regular file, or larger than any stub, is refused") {
  const TemporaryFolder folder;
  const auto path = folder / "XAPIANDB";
  SUBCASE("a pipe does not make the reader wait") {
    REQUIRE(::mkfifo(path.c_str(), 0666) == 0);
    CHECK(refusal([&] { read_stub(folder.path()); }));
  }
  SUBCASE("a folder") {
    std::filesystem::create_directory(path);
    CHECK(refusal([&] { read_stub(folder.path()); }));
  }
  SUBCASE("a device without end") {
    std::filesystem::create_symlink("/dev/zero", path);
    CHECK(refusal([&] { read_stub(folder.path()); }));
  }
  SUBCASE("one byte over the limit") {
    std::ofstream(path, std::ios::binary) << std::string(stub_bytes_most + 1, '#');
    const auto message = refusal([&] { read_stub(folder.path()); });
    REQUIRE(message);
    CHECK(message->find("larger than the 1048576 bytes") != std::string::npos);
  }
}

TEST_CASE("part names have at least six digits and stand in order") {
  CHECK(part_name(1) == "part.000001");
  CHECK(part_name(999'999) == "part.999999");
  CHECK(part_name(1'000'000) == "part.1000000");
  CHECK(part_name(UINT32_MAX) == "part.4294967295");
}

}  // namespace broadsheet
