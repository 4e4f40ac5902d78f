#include "server/gzip.hpp"

#include <zlib.h>

#include <array>
#include <new>

namespace broadsheet::server {

struct Gzip::State {
  z_stream stream{};
};

Gzip::Gzip(int level) : state_(std::make_unique<State>()) {
  constexpr int gzip_window = 15 + 16;  // zlib's way to ask for gzip's header
  if (deflateInit2(&state_->stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
}

Gzip::~Gzip() { deflateEnd(&state_->stream); }

void Gzip::add(std::string_view text, bool last, std::string& out) {
  z_stream& stream = state_->stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads there
  stream.avail_in = static_cast<uInt>(text.size());
  std::array<char, 16384> room{};
  do {
    stream.next_out = reinterpret_cast<Bytef*>(room.data());
    stream.avail_out = room.size();
    deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH);
    out.append(room.data(), room.size() - stream.avail_out);
  } while (stream.avail_out == 0);
}

std::string gzipped(std::string_view text, int level) {
  std::string out;
  Gzip(level).add(text, true, out);
  return out;
}

}  // namespace broadsheet::server
