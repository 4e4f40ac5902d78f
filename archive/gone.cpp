#include "archive/gone.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>
#include <cstring>

namespace broadsheet {
namespace {
constexpr std::string_view gone_magic = "BSGONE1\n";
}

std::string print_gone(std::vector<Gone> gone) {
  std::ranges::sort(gone);
  gone.erase(std::unique(gone.begin(), gone.end()), gone.end());
  std::string out(gone_magic);
  static_assert(sizeof(Gone) == 8);
  out.append(reinterpret_cast<const char*>(gone.data()), gone.size() * sizeof(Gone));
  return out;
}

std::vector<Gone> parse_gone(std::string_view bytes, const std::string& name) {
  if (!bytes.starts_with(gone_magic) || (bytes.size() - gone_magic.size()) % sizeof(Gone))
    throw Error(ErrorKind::archive,
                "'" + name + "' is damaged (it is no list of gone articles): restore the part, or index again");
  std::vector<Gone> gone((bytes.size() - gone_magic.size()) / sizeof(Gone));
  if (!gone.empty()) std::memcpy(gone.data(), bytes.data() + gone_magic.size(), gone.size() * sizeof(Gone));
  return gone;
}

}  // namespace broadsheet
