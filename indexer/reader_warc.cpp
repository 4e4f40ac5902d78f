// ISO 28500: `WARC/1.0 CRLF`, header fields, an empty line, Content-Length bytes, two empty lines.
#include "indexer/reader_warc.hpp"

#include <charconv>
#include <map>
#include <vector>

#include "archive/limits.hpp"
#include "indexer/clean.hpp"
#include "indexer/http_message.hpp"
#include "indexer/item.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {
namespace {

/// A stream with its place, read by lines and by sizes.
class Cursor {
 public:
  explicit Cursor(ByteStream& bytes) : bytes_(bytes), buffer_(std::size_t{64} << 10) {}

  std::uint64_t offset() const { return offset_; }

  /// A line with its end; false at the end of the stream. Longer than `most`: cut off there.
  bool line(std::string& out, std::size_t most = 65536) {
    out.clear();
    for (char c = 0; out.size() < most && get(c);) {
      out += c;
      if (c == '\n') return true;
    }
    return !out.empty();
  }
  /// Fewer where the stream ends.
  std::string take(std::uint64_t size) {
    std::string out;
    for (char c = 0; out.size() < size && get(c);) out += c;
    return out;
  }
  bool skip(std::uint64_t size) {
    for (char c = 0; size > 0; --size)
      if (!get(c)) return false;
    return true;
  }

 private:
  bool get(char& c) {
    if (at_ == size_) {
      size_ = bytes_.read(buffer_.data(), buffer_.size());
      at_ = 0;
      if (size_ == 0) return false;
    }
    c = buffer_[at_++];
    ++offset_;
    return true;
  }
  ByteStream& bytes_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, size_ = 0;
  std::uint64_t offset_ = 0;
};

bool is_html(std::string_view type) { return type == "text/html" || type == "application/xhtml+xml"; }

class Warc {
 public:
  Warc(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink)
      : place_(place), bytes_(bytes), cursor_(bytes), options_(options), sink_(sink) {}

  void read() {
    std::string line;
    bool lost = false;
    while (!sink_.stop()) {
      begin_ = cursor_.offset();
      if (!cursor_.line(line)) break;
      if (line == "\r\n" || line == "\n") continue;
      if (!line.starts_with("WARC/")) {
        if (!lost) reject_source(sink_, where(), "no record begins where one should; looking for the next");
        lost = true;
        continue;
      }
      lost = false;
      ++records_;
      if (!record()) break;
    }
    for (const auto& [kind, number] : others_)
      pass_over(sink_, place_, std::to_string(number) + (number == 1 ? " record" : " records") + ": " + kind);
    if (!bytes_.fault().empty())
      reject_source(sink_, place_, bytes_.fault() + "; read up to there: " + std::to_string(records_) + " records");
    else if (records_ == 0 && !sink_.stop())
      reject_source(sink_, place_, "a web archive without records");
  }

 private:
  std::string where() const { return place_ + '#' + std::to_string(begin_); }

  /// False at the end of the stream.
  bool record() {
    std::string head, line;
    while (cursor_.line(line) && line != "\r\n" && line != "\n" && head.size() < (std::size_t{1} << 20)) head += line;
    std::size_t ignored = 0;
    const HeaderFields fields = read_fields(head, &ignored);
    const auto typed = fields.value("content-length");
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), length);
    if (typed.empty() || error != std::errc() || end != typed.data() + typed.size()) {
      reject_source(sink_, where(), "the record does not say how long it is");
      return true;  // the next record is looked for
    }
    const std::string type(fields.value("warc-type"));
    const bool page = type == "response" || type == "resource";
    if (!page || length > limit::record_bytes) {
      if (page)
        reject_source(sink_, where(), "the record is longer than " + print_bytes(limit::record_bytes));
      else
        ++others_[type.empty() ? "of no type" : quote(type)];
      return cursor_.skip(length);
    }
    const std::string content = cursor_.take(length);
    if (content.size() < length) {
      reject_source(sink_, where(), "the record is cut off");
      return false;
    }
    std::string url(fields.value("warc-target-uri"));
    if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);  // as WARC 1.0 printed it
    if (type == "response")
      response(content, url);
    else if (is_html(fields.media_type()))
      read_html_bytes(where(), content, {url, fields.parameter("content-type", "charset")}, options_, sink_);
    else
      ++others_["a resource that is no page"];
    return true;
  }

  void response(const std::string& content, const std::string& url) {
    if (!url.starts_with("http")) return void(++others_["a response of another protocol"]);
    const HttpResponse answer = read_response(content);
    if (answer.status != 0 && answer.status != 200)
      return void(++others_["a response of status " + std::to_string(answer.status)]);
    if (answer.status == 0) return reject_source(sink_, where(), answer.fault);
    const std::string type = answer.fields.media_type();
    if (!type.empty() && !is_html(type)) return void(++others_["a response that is no page"]);
    if (!answer.fault.empty()) return reject_source(sink_, where(), answer.fault);
    read_html_bytes(where(), answer.content, {url, answer.fields.parameter("content-type", "charset")}, options_,
                    sink_);
  }

  const std::string& place_;
  ByteStream& bytes_;
  Cursor cursor_;
  const ReadOptions& options_;
  ArticleSink& sink_;
  std::uint64_t begin_ = 0, records_ = 0;
  std::map<std::string, std::uint64_t> others_;  ///< records that hold no page, by what they are
};

}  // namespace

void read_warc(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink) {
  Warc(place, bytes, options, sink).read();
}

}  // namespace broadsheet
