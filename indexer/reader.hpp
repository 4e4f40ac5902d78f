#pragma once

#include <broadsheet/indexer.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

struct NumericDate;  // in date_orders.hpp

/// Where readers put what they find. Called in the order of the sources, from one thread.
class ArticleSink {
 public:
  virtual ~ArticleSink() = default;
  virtual void article(Article&& article) = 0;
  /// The reader whose articles and outcomes follow; empty: none.
  virtual void reading_with(std::string_view) {}
  /// What a date of the article that comes next says or asks about the order of day and month in its source.
  virtual void numeric_date(NumericDate&&) {}
  /// A source that gives no article: rejected, not searchable, passed over, or a duplicate (met before).
  virtual void reject(Outcome&& outcome) = 0;
  /// A version of an article that is not to be found: what is there of the same id, in this version or an earlier one,
  /// is taken out, whichever of them came first; where it has no version (0), any.
  virtual void withhold(Outcome&& outcome, std::uint64_t version) {
    static_cast<void>(version);
    reject(std::move(outcome));
  }
  /// So many more bytes of the sources on disk have been read.
  virtual void read_bytes(std::uint64_t) {}
  /// True: read no further.
  virtual bool stop() { return false; }
};

/// Reads each source (a file or a folder, walked in name order) into the sink. Throws nothing for a bad source.
void read_into(const std::vector<std::string>& sources, const ReadOptions& options, ArticleSink& sink);

class ByteStream;
/// Reads a stream that lies inside another (an entry of a zip file, a record of a web archive) with the reader that is
/// asked for, or the one that recognises it. A container inside a container is rejected.
void read_inside(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// Bytes on disk of all regular files that read_into would look at; 0 where nothing is there.
std::uint64_t total_bytes(const std::vector<std::string>& sources);

}  // namespace broadsheet
