#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// JSON lines: one object a line, blank lines passed over, a byte order mark allowed. Each object becomes an article
/// by the names in article_fields.hpp, or a rejection with its line. `place` names the stream.
void read_jsonl(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// What read_jsonl does with each line, for objects that stand elsewhere.
class JsonArticles {
 public:
  JsonArticles(const ReadOptions& options, ArticleSink& sink);
  ~JsonArticles();
  /// Hands on the article of an object given as text, or rejects it by its place.
  void object(std::string_view text, const std::string& place);

 private:
  friend void read_jsonl(const std::string&, ByteStream&, const ReadOptions&, ArticleSink&);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet
