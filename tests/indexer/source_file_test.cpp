#include "indexer/source_file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "archive/limits.hpp"
#include "packing.hpp"
#include "reading.hpp"

using namespace broadsheet;

namespace {

using List = std::vector<std::string>;

struct Unpacked {
  std::string text;
  std::string fault;
};
Unpacked unpack(std::string_view packed, std::size_t piece = 1000) {
  const auto stream = unpacked_stream(memory_stream(packed));
  Unpacked all;
  std::string buffer(piece, '\0');
  while (const auto count = stream->read(buffer.data(), buffer.size())) all.text.append(buffer, 0, count);
  all.fault = stream->fault();
  CHECK(stream->read(buffer.data(), buffer.size()) == 0);
  return all;
}

std::string sample() {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
  return text;
}

struct Walk {
  List places, reasons;
};
Walk walk(const List& sources) {
  Walk all;
  find_files(
      sources,
      [&](const FoundFile& found) {
        CHECK(static_cast<bool>(found.open()));
        all.places.push_back(found.place);
        return true;
      },
      [&](Outcome&& outcome) { all.reasons.push_back(outcome.file + ": " + outcome.reason); });
  return all;
}

}  // namespace

TEST_CASE("a stream can be looked at before it is read") {
  const auto stream = memory_stream("abcdef");
  CHECK(stream->peek(2) == "ab");
  CHECK(stream->peek(4) == "abcd");
  std::string buffer(3, '\0');
  CHECK(stream->read(buffer.data(), 3) == 3);
  CHECK(buffer == "abc");
  CHECK(stream->peek(100) == "def");
  CHECK(stream->read(buffer.data(), 3) == 3);
  CHECK(buffer == "def");
  CHECK(stream->peek(1).empty());
}

TEST_CASE("plain, gzip, zstd, xz and bzip2 bytes come out the same, in pieces of any size") {
  const auto text = sample();
  for (const std::size_t piece : {1UL, 7UL, 4096UL, 10'000'000UL}) {
    for (const auto& packed : {text, gzip(text), zstd(text), xz(text), bzip2(text)}) {
      const auto all = unpack(packed, piece);
      CHECK((all.text == text));
      CHECK(all.fault.empty());
    }
  }
}

TEST_CASE("all members of a gzip file and all frames of a zstd file are read") {
  const auto text = sample();
  CHECK((unpack(gzip(text) + gzip("") + gzip(text)).text == text + text));
  CHECK((unpack(zstd(text) + zstd("") + zstd(text)).text == text + text));
  const std::string skippable("\x50\x2A\x4D\x18\x03\0\0\0abc", 11);
  CHECK((unpack(skippable + zstd(text) + skippable + zstd(text)).text == text + text));
  CHECK((unpack(xz(text) + xz("") + std::string(8, '\0') + xz(text)).text == text + text));
  CHECK((unpack(bzip2(text) + bzip2(text)).text == text + text));
  CHECK(unpack(gzip(text) + std::string(1000, '\0')).fault.empty());
}

TEST_CASE("a damaged file gives what stood before the damage, and says what it is") {
  const auto text = sample();
  const auto g = gzip(text), z = zstd(text), x = xz(text), b = bzip2(text);
  auto crc = g;
  crc[crc.size() - 6] = static_cast<char>(crc[crc.size() - 6] ^ 1);
  auto check = z;
  check.back() = static_cast<char>(check.back() ^ 1);
  struct Row {
    std::string packed;
    const char* fault;
    bool whole;
  };
  for (const auto& row : {
           Row{g.substr(0, g.size() / 2), "the gzip data ends in the middle", false},
           Row{g.substr(0, g.size() - 1), "the gzip data ends in the middle", true},
           Row{g.substr(0, 5), "the gzip data ends in the middle", false},
           Row{crc, "the gzip data is damaged: its checksum is wrong", true},
           Row{g + "junk", "something that is not gzip follows the gzip data", true},
           Row{g + std::string(10, '\0') + "junk", "something that is not gzip follows the gzip data", true},
           Row{z.substr(0, z.size() / 2), "the zstd data ends in the middle", false},
           Row{check, "the zstd data is damaged", false},
           Row{x.substr(0, x.size() / 2), "the xz data ends in the middle", false},
           Row{x + "junk and more", "the xz data is damaged", true},
           Row{b.substr(0, b.size() / 2), "cannot be unpacked: truncated bzip2 input", false},
           Row{z + "junk and more", "something that is not zstd follows the zstd data", true},
       }) {
    const auto all = unpack(row.packed, 100);
    CAPTURE(all.fault);
    CHECK(all.fault.starts_with(row.fault));
    CHECK((text.starts_with(all.text)));
    if (row.whole) CHECK((all.text == text));
  }
}

TEST_CASE("flipped bits never do worse than a fault") {
  const auto text = sample();
  for (const auto& packed : {gzip(text), zstd(text), xz(text), bzip2(text)}) {
    for (std::size_t i = 0; i < packed.size(); i += packed.size() / 200 + 1) {
      auto flipped = packed;
      flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
      const auto all = unpack(flipped, 5000);
      // A header's time stamp or name may differ without harm; nothing else may.
      CHECK((!all.fault.empty() || all.text == text || i < 20));
    }
  }
}

TEST_CASE("a file that unpacks to a thousand times its size is stopped") {
  const std::string zeros(std::size_t{100} << 20, ' ');
  for (const auto& packed : {gzip(zeros), zstd(zeros)}) {
    const auto all = unpack(packed, 1 << 20);
    CHECK(all.fault == "unpacks to more than 1000 times its size");
    CHECK(all.text.size() < zeros.size());
    CHECK(all.text.size() >= std::size_t{9} << 20);
  }
  CHECK(unpack(gzip(std::string(std::size_t{9} << 20, ' ')), 1 << 20).fault.empty());
}

TEST_CASE("packing within packing counts against one limit of the whole source") {
  const std::string zeros(std::size_t{40} << 20, ' ');
  const auto packed = gzip(gzip(zeros));
  const auto both = unpacked_stream(unpacked_stream(memory_stream(packed)));
  std::string buffer(1 << 16, '\0');
  std::size_t size = 0;
  while (const auto count = both->read(buffer.data(), buffer.size())) size += count;
  CHECK(both->fault() == "unpacks to more than 1000 times its size");
  CHECK(size <= std::size_t{10} << 20);
}

TEST_CASE("after a fault a stream can go on at the next member or frame, and nothing stands twice") {
  const auto text = sample();
  for (const auto& [one, magic_size] : {std::pair{gzip(text), 3}, {zstd(text), 4}}) {
    auto damaged = one;
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
    for (const auto& first : {damaged, one.substr(0, one.size() / 2), one.substr(0, one.size() - 3)}) {
      const std::string packed = first + one + one;
      const auto stream = unpacked_stream(memory_stream(packed));
      std::string after, buffer(1000, '\0');
      std::size_t faults = 0;
      do {
        after.clear();
        while (const auto count = stream->read(buffer.data(), buffer.size())) after.append(buffer, 0, count);
        if (!stream->fault().empty()) ++faults;
      } while (!stream->fault().empty() && stream->resume());
      CHECK(faults >= 1);
      CHECK((after == text + text));
      CHECK_FALSE(stream->resume());
    }
  }
}

TEST_CASE("what takes too much memory to unpack is refused") {
  CHECK(unpack(xz(sample(), std::uint32_t{256} << 20))
            .fault.starts_with("was packed so that unpacking takes more than 128 MiB"));
  CHECK((unpack(xz(sample(), std::uint32_t{64} << 20)).text == sample()));
}

TEST_CASE("a folder is walked in the order of names, hidden ones passed over") {
  const SampleFolder folder;
  for (const auto* name : {"b.txt", "a/2", "a/10", "a.txt", ".hidden/x", "a/.hidden", "Z", "é"}) folder.add(name, "x");
  const auto all = walk({folder.path() + "//"});
  List expected;
  for (const auto* name : {"Z", "a/10", "a/2", "a.txt", "b.txt", "é"}) expected.push_back(folder.path(name));
  CHECK(all.places == expected);
  CHECK(all.reasons ==
        List{folder.path(".hidden: a hidden file or folder"), folder.path("a/.hidden: a hidden file or folder")});
}

TEST_CASE("a link inside the folder is followed once, one that leads out is named") {
  const SampleFolder outside, folder;
  outside.add("secret", "x");
  folder.add("real/file", "x");
  folder.add(".hidden/file", "x");
  namespace fs = std::filesystem;
  fs::create_symlink("real", folder.path("again"));
  fs::create_symlink("real/file", folder.path("same"));
  fs::create_directory_symlink(folder.path(), folder.path("real/loop"));
  fs::create_symlink(outside.path("secret"), folder.path("out"));
  fs::create_symlink("nowhere", folder.path("dangling"));
  fs::create_symlink(".hidden/file", folder.path("annexed"));
  const auto all = walk({folder.path()});
  CHECK(all.places == List{folder.path("real/file"), folder.path("annexed")});
  CHECK(all.reasons == List{folder.path(".hidden: a hidden file or folder"), folder.path("dangling: a link to nothing"),
                            folder.path("out: a link that leads out of the folder; give its target as a source")});
  // Named by a person, it is followed.
  CHECK(walk({folder.path("out")}).places == List{folder.path("out")});
}

TEST_CASE("a file is read once, by whatever names it is given") {
  const SampleFolder folder;
  const auto path = folder.add("a", "x");
  std::filesystem::create_hard_link(path, folder.path("b"));
  const auto all = walk({path, folder.path()});
  CHECK(all.places == List{path});
  CHECK(all.reasons == List{path + ": this file has been read by another name",
                            folder.path("b: this file has been read by another name")});
}

TEST_CASE("what is no file is named and not waited for") {
  const SampleFolder folder;
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  folder.add("a", "x");
  const auto all = walk({folder.path(), "/dev/null", folder.path("a/below"), ""});
  CHECK(all.places == List{folder.path("a")});
  REQUIRE(all.reasons.size() == 4);
  CHECK(all.reasons[0] ==
        folder.path("pipe: this is a pipe, not a file; give it as standard input, with the source -"));
  CHECK(all.reasons[1].starts_with("/dev/null: this is a device"));
  CHECK(all.reasons[2] == folder.path("a/below: no such file or folder"));
  CHECK(all.reasons[3] == ".: no such file or folder");
}

TEST_CASE("folders deeper than the limit are named") {
  const SampleFolder folder;
  std::string path;
  for (std::size_t i = 0; i < limit::folder_depth + 2; ++i) path += "d/";
  folder.add(path + "file", "x");
  folder.add("top", "x");
  const auto all = walk({folder.path()});
  CHECK(all.places == List{folder.path("top")});
  REQUIRE(all.reasons.size() == 1);
  CHECK(all.reasons[0].ends_with("more than 64 folders deep"));
}

TEST_CASE("a name that is not UTF-8 is a place that is") {
  const SampleFolder folder;
  folder.add("a\xFF\nb", "x");
  CHECK(walk({folder.path()}).places == List{folder.path("a\uFFFD?b")});
}

TEST_CASE("a size is said with a unit") {
  CHECK(print_bytes(0) == "0 bytes");
  CHECK(print_bytes(1023) == "1023 bytes");
  CHECK(print_bytes(1536) == "1.5 KiB");
  CHECK(print_bytes(std::uint64_t{2} << 30) == "2 GiB");
}
