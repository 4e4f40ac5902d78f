#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/byte_stream.hpp"

namespace broadsheet {

/// Header fields as HTTP, MIME and WARC have them: names in lower case, folded lines joined.
struct HeaderFields {
  std::vector<std::pair<std::string, std::string>> fields;

  std::string_view value(std::string_view name) const;  ///< of the first of that name; else empty
  /// Of `text/html; charset=utf-8`: `text/html`, in lower case.
  std::string media_type() const;
  /// A parameter of a field, without its quotes, also as RFC 2231 writes it.
  std::string parameter(std::string_view name, std::string_view parameter) const;
};

/// The fields at the beginning of `text`, up to an empty line; `*body` is where what follows begins.
HeaderFields read_fields(std::string_view text, std::size_t* body);

/// A response as it was on the wire: its status, and the content with transfer and content encodings undone. `source`
/// is where the message came from, for the limits of unpacking.
struct HttpResponse {
  int status = 0;
  HeaderFields fields;
  std::string content;
  std::string fault;  ///< why the content is not whole
};
HttpResponse read_response(std::string_view message, const ByteStream& source);

}  // namespace broadsheet
