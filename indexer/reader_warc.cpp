// ISO 28500: `WARC/1.0 CRLF`, header fields, an empty line, Content-Length bytes, two empty lines.
#include "indexer/reader_warc.hpp"

#include <charconv>
#include <map>
#include <string_view>

#include "archive/limits.hpp"
#include "indexer/clean.hpp"
#include "indexer/http_message.hpp"
#include "indexer/item.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {
namespace {

/// Where in `text` the first line of a record stands; npos: nowhere.
std::size_t record_in(std::string_view text) {
  for (auto at = text.find("WARC/1."); at != text.npos; at = text.find("WARC/1.", at + 1)) {
    const auto next = text.substr(at + 7);
    if (next.size() > 1 && next[0] >= '0' && next[0] <= '9' && (next[1] == '\r' || next[1] == '\n')) return at;
  }
  return text.npos;
}

/// `2025-01-27T09:12:00Z` as 20250127091200, so that later ones are greater; 0 where it is no time.
std::uint64_t capture_version(std::string_view time) {
  std::string digits;
  for (const char c : time)
    if (c >= '0' && c <= '9' && digits.size() < 14) digits += c;
  if (digits.size() < 4) return 0;
  digits.resize(14, '0');
  std::uint64_t version = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), version);
  return version;
}

bool is_html(std::string_view type) { return type == "text/html" || type == "application/xhtml+xml"; }

class Warc {
 public:
  Warc(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink)
      : place_(place), bytes_(bytes), cursor_(bytes), options_(options), sink_(sink) {}

  void read() {
    std::string line;
    const std::string& refused = bytes_.unpacking()->refused;
    while (!sink_.stop() && refused.empty()) {
      if (cursor_.at_end()) {
        if (bytes_.fault().empty()) break;
        if (!lost_) begin_ = cursor_.offset();
        lose(bytes_.fault() + "; read up to there: " + std::to_string(records_) + " records");
        if (!bytes_.resume()) break;
        continue;
      }
      const auto begin = cursor_.offset();
      cursor_.line(line);
      if (line == "\r\n" || line == "\n") continue;
      if (!line.starts_with("WARC/")) {
        if (!lost_) begin_ = begin;
        lose("no record begins where one should; looking for the next");
        if (const auto at = record_in(line); at != line.npos) cursor_.put_back(line.substr(at));
        continue;
      }
      lost_ = false;
      begin_ = begin;
      ++records_;
      record();
    }
    for (const auto& [kind, number] : others_)
      pass_over(sink_, place_, std::to_string(number) + (number == 1 ? " record" : " records") + ": " + kind);
    if (!refused.empty())
      reject_source(sink_, place_, refused + "; read up to there: " + std::to_string(records_) + " records");
    else if (records_ == 0 && !lost_ && !sink_.stop())
      reject_source(sink_, place_, "a web archive without records");
  }

 private:
  std::string where() const { return place_ + '#' + std::to_string(begin_); }

  /// Says it once, until a record begins again.
  void lose(const std::string& why) {
    if (!lost_) reject_source(sink_, where(), why);
    lost_ = true;
  }
  void cut_off() { lose("the record is cut off" + (bytes_.fault().empty() ? std::string() : ": " + bytes_.fault())); }

  void record() {
    std::string head, line;
    while (cursor_.line(line) && line != "\r\n" && line != "\n" && head.size() < (std::size_t{1} << 20)) head += line;
    if (line != "\r\n" && line != "\n") return cut_off();
    std::size_t ignored = 0;
    const HeaderFields fields = read_fields(head, &ignored);
    const auto typed = fields.value("content-length");
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), length);
    if (typed.empty() || error != std::errc() || end != typed.data() + typed.size())
      return lose("the record does not say how long it is");
    const std::string type(fields.value("warc-type"));
    const bool page = type == "response" || type == "resource";
    if (length > limit::record_bytes) {
      if (page) reject_source(sink_, where(), "the record is longer than " + print_bytes(limit::record_bytes));
      if (!cursor_.skip(length)) return cut_off();
    }
    const std::string content = length > limit::record_bytes ? std::string() : cursor_.take(length);
    constexpr std::size_t line_ends = 64;  // two are usual
    const auto ahead = cursor_.peek(line_ends);
    const auto next = ahead.substr(std::min(ahead.find_first_not_of("\r\n"), ahead.size()));
    if (content.size() < length ? length <= limit::record_bytes : !next.empty() && !next.starts_with("WARC/")) {
      // The length is wrong, or the file was cut here and goes on with another record, which may begin in `content`.
      const std::string read = content + std::string(ahead);
      const auto other = record_in(read);
      if (other < content.size()) cursor_.put_back(std::string_view(content).substr(other));
      if (other < content.size() || content.size() < length) return cut_off();
    }
    if (next.empty() && bytes_.is_damaged()) return lose("the record may be damaged: " + bytes_.fault());
    if (!page) return void(++others_[type.empty() ? "of no type" : quote(type)]);
    if (length > limit::record_bytes) return;
    PageOrigin origin;
    origin.url = fields.value("warc-target-uri");
    if (origin.url.starts_with('<') && origin.url.ends_with('>'))  // as WARC 1.0 printed it
      origin.url = origin.url.substr(1, origin.url.size() - 2);
    origin.version = capture_version(fields.value("warc-date"));
    if (type == "response") return response(content, origin);
    if (!is_html(fields.media_type())) return void(++others_["a resource that is no page"]);
    origin.charset = fields.parameter("content-type", "charset");
    read_html_bytes(where(), content, origin, options_, sink_);
  }

  void response(const std::string& content, PageOrigin& origin) {
    if (!origin.url.starts_with("http")) return void(++others_["a response of another protocol"]);
    const HttpResponse answer = read_response(content, bytes_);
    if (answer.status != 0 && answer.status != 200)
      return void(++others_["a response of status " + std::to_string(answer.status)]);
    if (answer.status == 0) return reject_source(sink_, where(), answer.fault);
    const std::string type = answer.fields.media_type();
    if (!type.empty() && !is_html(type)) return void(++others_["a response that is no page"]);
    if (!answer.fault.empty()) return reject_source(sink_, where(), answer.fault);
    origin.charset = answer.fields.parameter("content-type", "charset");
    read_html_bytes(where(), answer.content, origin, options_, sink_);
  }

  const std::string& place_;
  ByteStream& bytes_;
  ByteCursor cursor_;
  const ReadOptions& options_;
  ArticleSink& sink_;
  std::uint64_t begin_ = 0, records_ = 0;
  bool lost_ = false;                            ///< no record begins here; it has been said
  std::map<std::string, std::uint64_t> others_;  ///< records that hold no page, by what they are
};

}  // namespace

void read_warc(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink) {
  Warc(place, bytes, options, sink).read();
}

}  // namespace broadsheet
