// Sources made to do harm, or that came to some: each is rejected by name with a reason, in little memory and time, and
// the good source behind it goes in. The test makes them itself.

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <functional>

#include "archive/limits.hpp"
#include "packing.hpp"
#include "reading.hpp"

namespace broadsheet {
namespace {

constexpr std::size_t million = 1'000'000;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool measured = false;
#else
constexpr bool measured = true;
#endif

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (; times > 0; --times) out += text;
  return out;
}

/// The most memory that the process had since the last call with `reset`, in bytes.
std::uint64_t peak_memory(bool reset) {
  if (reset) std::ofstream("/proc/self/clear_refs") << "5";
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) << 10;
  return 0;
}

const std::string good = R"({"id": "good", "title": "Quay", "body": "The quay is open."})";
const std::string prose =
    "<h1>Quay</h1><p>The harbour board met on Tuesday and voted to repair the quay before the winter comes.</p>";

std::string spaces() { return std::string(std::size_t{64} << 20, ' '); }
std::string rss(const std::string& item, const std::string& before = {}) {
  return "<?xml version=\"1.0\"?>" + before + "<rss><channel><item><title>Quay</title>" + item +
         "</item></channel></rss>";
}
std::string html(const std::string& body) { return "<!DOCTYPE html><html><body>" + body + prose + "</body></html>"; }
std::string markdown(const std::string& text) { return "---\ntitle: Quay\n---\n" + text; }
std::string with_bit(std::string bytes, std::size_t at, int bit) {
  bytes.at(at) = static_cast<char>(bytes.at(at) | bit);
  return bytes;
}
std::string half(const std::string& bytes) { return bytes.substr(0, bytes.size() / 2); }
std::string entities(int depth) {
  std::string subset = "<!DOCTYPE rss [<!ENTITY a0 \"" + repeat("ha", 100) + "\">";
  for (int i = 1; i < depth; ++i)
    subset += "<!ENTITY a" + std::to_string(i) + " \"" + repeat("&a" + std::to_string(i - 1) + ";", 10) + "\">";
  return subset + "]>";
}

struct Hostile {
  const char* name;
  std::function<std::string()> make;
  const char* place;   ///< of the rejection that is looked at (the last), behind the name of the file
  const char* reason;  ///< how it begins; null: it is an article, and does no harm
};

const std::vector<Hostile>& hostile() {
  static const std::vector<Hostile> rows{
      // Bombs.
      {"gzip.jsonl.gz", [] { return gzip(spaces()); }, "", "unpacks to more than 1000 times its size"},
      {"zstd.jsonl.zst", [] { return zstd(spaces()); }, "", "unpacks to more than 1000 times its size"},
      {"xz.jsonl.xz", [] { return xz(spaces()); }, "", "unpacks to more than 1000 times its size"},
      {"bzip2.jsonl.bz2", [] { return bzip2(spaces()); }, "", "unpacks to more than 1000 times its size"},
      {"zip.zip",
       [] {
         return boxed({{"a.jsonl", spaces()}}, true);
       },
       "", "unpacks to more than 1000 times its size"},
      {"gzip in zip.zip",
       [] {
         return boxed({{"a.jsonl.gz", gzip(spaces())}}, true);
       },
       "", "unpacks to more than 1000 times its size"},
      {"gzip in zip in gzip.zip.gz",
       [] {
         return gzip(boxed({{"a.jsonl.gz", gzip(spaces())}}, true));
       },
       "", "unpacks to more than 1000 times its size"},
      {"hidden in zip.zip",
       [] {
         return boxed({{".hidden", spaces()}}, true);
       },
       "", "unpacks to more than 1000 times its size"},
      {"wire.warc",
       [] {
         const auto content = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" +
                              gzip(std::string(std::size_t{31} << 20, ' '));
         const auto record =
             "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://s.example/\r\nContent-Length: " +
             std::to_string(content.size()) + "\r\n\r\n" + content + "\r\n\r\n";
         return repeat(record, 3);
       },
       "", "unpacks to more than 1000 times its size"},
      {"dictionary.jsonl.xz", [] { return xz(repeat(good, 100), std::uint32_t{1} << 30); }, "",
       "was packed so that unpacking takes more than 128 MiB of memory"},
      {"lzma in zip.zip",
       [] {
         auto bytes = boxed({{"a.jsonl", good}}, true);
         bytes.at(8) = 14;
         return bytes;
       },
       "!a.jsonl", "packed in a way that is not read"},
      {"entries.zip",
       [] {
         return boxed(Entries(limit::box_entries + 1, {".x", ""}), true);
       },
       "", "has more than 100000 entries; the rest is not read"},
      {"zip in zip.zip",
       [] {
         return boxed({{"in.zip", boxed({{"a.jsonl", good}}, true)}}, true);
       },
       "!in.zip", "a box inside a box is not opened"},
      {"commas.csv", [] { return "title,body\n" + std::string(std::size_t{200} << 20, ','); }, "#2",
       "longer than 32 MiB"},
      {"quotes.csv", [] { return "title,body\n" + repeat("\"", std::size_t{70} << 20); }, "#2", "longer than 32 MiB"},
      // Names and locks.
      {"encrypted.zip",
       [] {
         return with_bit(boxed({{"a.jsonl", good}}, true), 6, 1);
       },
       "!a.jsonl", "encrypted"},
      {"climbs.tar",
       [] {
         return boxed({{"../../../a.jsonl", "{"}}, false);
       },
       "!../../../a.jsonl#1", "broken JSON"},
      {"from the root.tar",
       [] {
         return boxed({{"/etc/a.jsonl", "{"}}, false);
       },
       "!/etc/a.jsonl#1", "broken JSON"},
      // Damage.
      {"cut.jsonl.gz", [] { return half(gzip(good)); }, "", "the gzip data ends in the middle (the file is cut off)"},
      {"cut.jsonl.zst", [] { return half(zstd(good)); }, "", "the zstd data ends in the middle (the file is cut off)"},
      {"cut.jsonl.xz", [] { return half(xz(good)); }, "", "the xz data ends in the middle (the file is cut off)"},
      {"cut.jsonl.bz2", [] { return half(bzip2(good)); }, "", "cannot be unpacked: truncated bzip2 input"},
      {"flipped.jsonl.gz", [] { return with_bit(gzip(good), 20, 0xFF); }, "", "the gzip data is damaged"},
      {"flipped.jsonl.xz", [] { return with_bit(xz(good), 30, 0xFF); }, "", "the xz data is damaged"},
      {"flipped.jsonl.bz2", [] { return with_bit(bzip2(good), 20, 0xFF); }, "",
       "cannot be unpacked: bzip decompression failed"},
      {"cut.zip",
       [] {
         return half(boxed({{"a.jsonl", repeat(good + "\n", 1000)}}, true));
       },
       "", "damaged: "},
      {"cut.tar",
       [] {
         return half(boxed({{"a.jsonl", repeat(good + "\n", 1000)}}, false));
       },
       "", "damaged: "},
      {"cut.rss", [] { return half(rss("<description>The quay is open.</description>")); }, "",
       "not well-formed XML: unclosed token, line 1"},
      {"cut.json", [] { return "[" + good + ", {\"id\": \"b\""; }, "", "the list is not closed"},
      {"cut.jsonl", [] { return half(good); }, "#1", "broken JSON"},
      {"cut.warc",
       [] { return std::string("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5000\r\n\r\nHTTP/1.1 200 OK"); },
       "#0", "the record is cut off"},
      // Charsets.
      {"utf-16 without a mark.html",
       [] {
         std::string wide;
         for (const char c : html("")) (wide += c) += '\0';
         return wide;
       },
       "", "looks like a binary file"},
      {"zeros.html", [] { return std::string(5000, '\0'); }, "", "looks like a binary file"},
      {"zero.jsonl", [] { return std::string("{\"id\": \"a\", \"title\": \"a\0b\"}", 26); }, "",
       "looks like a binary file"},
      // Many and deep.
      {"laughs.rss", [] { return rss("<description>&a9;</description>", entities(10)); }, "",
       "its document type has an internal subset"},
      {"quadratic.rss",
       [] {
         return rss("<description>" + repeat("&a;", 50000) + "</description>",
                    "<!DOCTYPE rss [<!ENTITY a \"" + std::string(50000, 'a') + "\">]>");
       },
       "", "XML that declares entities of its own"},
      {"external.rss",
       [] {
         return rss("<description>&a;</description>", "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>");
       },
       "", "its document type has an internal subset"},
      {"tags.rss", [] { return rss(repeat("<a/>", million)); }, "", "a record is larger than 32 MiB"},
      {"tags.html", [] { return html(repeat("<i></i>", million + 1)); }, "", "the page has more than 1000000 tags"},
      {"deep.rss", [] { return rss(repeat("<a>", million)); }, "", "nested too deep"},
      {"deep.html", [] { return html(repeat("<div>", million)); }, "", "nested too deep"},
      {"deep.jsonl", [] { return "{\"title\":" + repeat("[", million); }, "#1", "broken JSON"},
      {"deep.json", [] { return "[" + repeat("[", million); }, "", "the list is not closed"},
      {"deep front matter.md", [] { return "---\ntitle: " + repeat("[", 50000) + "\n---\ntext\n"; }, "",
       "its front matter is no YAML: more than 500 brackets"},
      {"long front matter.md",
       [] { return "---\ndraft: true\n" + repeat("note: more and more of it\n", 4000) + "---\ntext\n"; }, "",
       "its front matter is longer than 60 KiB"},
      {"deep front matter too.md", [] { return "+++\ntitle = " + repeat("[", 50000) + "\n+++\ntext\n"; }, "",
       "its front matter is no TOML: more than 500 brackets"},
      {"nested front matter.md", [] { return "---\ntitle: &a\n" + repeat("- ", 25000) + "\n---\ntext\n"; }, "",
       nullptr},
      {"aliases.md",
       [] { return "---\na: &a [x,x]\n" + repeat("b: &b [*a,*a,*a]\n", 400) + "c: {*b : [}\n---\ntext\n"; }, "",
       "its front matter is no YAML: line 403"},
      {"quotes.md", [] { return markdown(repeat(">", million)); }, "", "nested too deep: a line opens more than 512"},
      {"lists.md", [] { return markdown(repeat("1. - ", 1000) + "a"); }, "",
       "nested too deep: a line opens more than 512"},
      {"stars.md", [] { return markdown(repeat("*a_", million)); }, "", nullptr},
      {"brackets.md", [] { return markdown(repeat("[", 2 * million) + repeat("](", million)); }, "", nullptr},
      {"ticks.md",
       [] {
         std::string ticks;
         for (int i = 1; i < 1400; ++i) ticks += "e" + std::string(static_cast<std::size_t>(i), '`');
         return markdown(ticks);
       },
       "", nullptr},
      {"parts.eml",
       [] {
         return "From: a@b.example\nDate: Mon, 27 Jan 2025 09:12:00 +0100\nMIME-Version: 1.0\nContent-Type: "
                "multipart/mixed; boundary=b\n\n" +
                repeat("--b\n\n", million);
       },
       "", "has neither title nor body"},
      {"addresses.md",
       [] {
         return markdown(repeat("[a] ", 100000) + "\n\n[a]: https://s.example/" + std::string(million, 'a') + "\n");
       },
       "", "the addresses of its links are more than 32 MiB"},
      {"attributes.html", [] { return html("<p " + repeat("a=1 ", 100000) + ">"); }, "",
       "a tag has more than 256 attributes"},
      {"attributes.rss",
       [] {
         std::string many;
         for (int i = 0; i < 100000; ++i) many += " a" + std::to_string(i) + "='1'";
         return rss("<a" + many + "/>");
       },
       "", "a tag has more than 256 attributes"},
  };
  return rows;
}

}  // namespace

TEST_CASE("a hostile source is rejected by name in little memory, and the good one behind it is read") {
  for (const auto& row : hostile()) {
    const std::string name = row.name;
    CAPTURE(name);
    const SampleFolder folder;
    const auto bad = folder.add(name, row.make());
    const auto next = folder.add("good.jsonl", good);
    const auto before = peak_memory(true);
    const auto began = std::clock();
    const auto reading = read_paths({bad, next});
    const auto seconds = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
    const auto memory = (peak_memory(false) - before) >> 20;
    if (measured) {
      CAPTURE(memory);
      CAPTURE(seconds);
      CHECK(memory < 320);
      CHECK(seconds < 20);
    }
    REQUIRE_FALSE(reading.articles.empty());
    CHECK(reading.articles.back().file == next + "#1");
    const auto last = std::find_if(reading.rejected.rbegin(), reading.rejected.rend(),
                                   [](const Outcome& one) { return one.kind == Outcome::Kind::rejected; });
    CHECK((last == reading.rejected.rend()) == (row.reason == nullptr));
    if (row.reason == nullptr || last == reading.rejected.rend()) continue;
    CHECK(last->file == bad + row.place);
    CAPTURE(last->reason);
    CHECK(last->reason.starts_with(row.reason));
  }
}

TEST_CASE("an empty file of any name is said to be empty") {
  const SampleFolder folder;
  for (const auto* suffix : {"json", "jsonl", "xml", "rss", "html", "warc", "warc.gz", "csv", "tsv", "md", "eml",
                             "mbox", "mhtml", "txt", "zip", "tar",  "gz",   "zst",     "xz",  "bz2", ""})
    folder.add(std::string("empty.") + suffix, "");
  const auto reading = read_paths({folder.path()});
  CHECK(reading.articles.empty());
  CHECK(reading.rejected.size() == 21);
  for (const auto& outcome : reading.rejected) CHECK(outcome.reason == "an empty file");
}

TEST_CASE("text in another charset than it says is read by what it is, and UTF-7 is never decoded") {
  const SampleFolder folder;
  const auto one = [&](const std::string& name, const std::string& bytes) {
    const auto reading = read_paths({folder.add(name, bytes)});
    CAPTURE(name);
    REQUIRE(reading.articles.size() == 1);
    return reading.articles[0].body;
  };
  CHECK(one("a.html",
            "<html><head><meta charset=utf-8></head><body><p>The caf\xE9 by the quay, \x93open again\x94, was "
            "full on Tuesday and on Wednesday as well.</p></body></html>")
            .starts_with("The café by the quay, “open again”,"));
  CHECK(one("b.html",
            "<html><head><meta charset=utf-7></head><body><p>The quay +ADw-script+AD4- was open on Tuesday and "
            "on Wednesday as well, we hear.</p></body></html>")
            .starts_with("The quay +ADw-script+AD4- was"));
}

TEST_CASE("what is no file, cannot be opened, leads in circles or out of the folder is named") {
  const SampleFolder outside, folder;
  namespace fs = std::filesystem;
  outside.add("secret.jsonl", good);
  fs::create_symlink(outside.path("secret.jsonl"), folder.path("out.jsonl"));
  fs::create_symlink(outside.path(), folder.path("out"));
  fs::create_symlink("b", folder.path("a"));
  fs::create_symlink("a", folder.path("b"));
  fs::create_symlink(".", folder.path("circle"));
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  folder.path("socket").copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  folder.add("locked.jsonl", good);
  fs::permissions(folder.path("locked.jsonl"), fs::perms::none);
  fs::permissions(folder.path(), fs::perms::all);
  folder.add("z.jsonl", good);
  const bool root = ::geteuid() == 0;
  if (root) REQUIRE(::seteuid(65534) == 0);
  const auto reading = read_paths({folder.path()});
  if (root) REQUIRE(::seteuid(0) == 0);
  ::close(socket);
  CHECK(reading.articles.size() == 1);
  auto reasons = reading.reasons();
  std::ranges::sort(reasons);
  std::vector<std::string> expected{
      "a: a link to nothing",
      "b: a link to nothing",
      "locked.jsonl: cannot be opened: Permission denied",
      "out.jsonl: a link that leads out of the folder; give its target as a source",
      "out: a link that leads out of the folder; give its target as a source",
      "pipe: this is a pipe, not a file; give it as standard input, with the source -",
      "socket: this is a socket, not a file",
  };
  for (auto& one : expected) one = folder.path(one);
  CHECK(reasons == expected);
}

}  // namespace broadsheet
