#include "indexer/web_address.hpp"

#include <algorithm>

namespace broadsheet {
namespace {

/// `mailto:`, `https:`: a colon before any slash, question mark or number sign.
bool has_scheme(std::string_view link) {
  const auto end = link.find_first_of(":/?#");
  return end != link.npos && end > 0 && link[end] == ':';
}

/// RFC 3986, 5.2.4: without `.` and `..`.
std::string without_dots(std::string_view path) {
  std::string out;
  for (std::size_t begin = 1; begin <= path.size();) {  // behind a slash
    const auto end = std::min(path.find('/', begin), path.size());
    const auto part = path.substr(begin, end - begin);
    const bool last = end == path.size();
    if (part == "..") out.resize(std::min(out.rfind('/'), out.size()));
    if (part == "." || part == "..")
      out += last ? "/" : "";
    else
      out += '/' + std::string(part);
    begin = end + 1;
  }
  return out;
}

}  // namespace

std::string resolved_address(std::string_view link, std::string_view base) {
  const auto colon = base.find("://");
  if (link.empty() || has_scheme(link) || !base.starts_with("http") || colon == base.npos) return std::string(link);
  if (link.starts_with("//")) return std::string(base.substr(0, colon + 1)) + std::string(link);
  base = base.substr(0, base.find('#'));
  const auto query = std::min(base.find('?'), base.size());
  const auto root = std::min(base.find('/', colon + 3), query);
  if (link[0] == '#') return std::string(base) + std::string(link);
  if (link[0] == '?') return std::string(base.substr(0, query)) + std::string(link);
  const auto path_end = std::min(link.find_first_of("?#"), link.size());
  std::string path(link.substr(0, path_end));
  if (path[0] != '/') {
    const auto folder = base.substr(root, query - root);
    path = (folder.empty() ? "/" : std::string(folder.substr(0, folder.rfind('/') + 1))) + path;
  }
  return std::string(base.substr(0, root)) + without_dots(path) + std::string(link.substr(path_end));
}

}  // namespace broadsheet
