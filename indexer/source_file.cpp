#include "indexer/source_file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <map>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "archive/limits.hpp"
#include "indexer/clean.hpp"

namespace broadsheet {
namespace {

std::string system_reason(int error) { return std::generic_category().message(error); }

class RawFile final : public ByteStream {
 public:
  RawFile(FileDescriptor file, std::function<void(std::uint64_t)> on_read)
      : file_(std::move(file)), on_read_(std::move(on_read)) {}

 private:
  std::size_t fill(char* out, std::size_t size) override {
    ssize_t count = 0;
    do {
      count = ::read(file_.get(), out, std::min<std::size_t>(size, SSIZE_MAX));
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
      fail("cannot be read to its end: " + system_reason(errno));
      return 0;
    }
    const auto bytes = static_cast<std::uint64_t>(count);
    unpacking()->read += bytes;
    if (on_read_ && bytes > 0) on_read_(bytes);
    return static_cast<std::size_t>(count);
  }
  FileDescriptor file_;
  std::function<void(std::uint64_t)> on_read_;
};

}  // namespace

std::unique_ptr<ByteStream> file_stream(FileDescriptor file, std::function<void(std::uint64_t)> on_read) {
  return unpacked_stream(std::make_unique<RawFile>(std::move(file), std::move(on_read)));
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (number_ >= 0) ::close(number_);
}

namespace {

// A name may hold any bytes; a place is text that people and JSON can carry.
std::string printable(std::string_view name) {
  std::string text = clean_utf8(name);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  return text;
}

std::string join(std::string_view folder, std::string_view name) {
  std::string path(folder);
  if (!path.empty() && path.back() != '/') path += '/';
  path += name;
  return path;
}

std::string kind_of(mode_t mode) {
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  return "of a kind that cannot be read";
}

FileDescriptor open_at(int folder, const std::string& name, int flags) {
  return FileDescriptor(::openat(folder, name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | flags));
}

std::string canonical_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real == nullptr ? std::string() : std::string(real.get());
}

bool inside(const std::string& path, const std::string& root) {
  return path == root || root == "/" ||
         (path.size() > root.size() && path.starts_with(root) && path[root.size()] == '/');
}

/// Walks the sources by descriptor, so that nothing on the way can be exchanged for a link while it is walked.
class Finder {
 public:
  Finder(const std::function<bool(const FoundFile&)>& file, const std::function<void(Outcome&&)>& reject)
      : file_(file), reject_(reject) {}

  void find(const std::string& source) {
    if (source == "-") return give({"-", 0, [] { return FileDescriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)); }});
    const auto path = tidy(source);
    struct stat info {};
    if (source.empty() || ::stat(path.c_str(), &info) != 0) {
      const bool missing = source.empty() || errno == ENOENT || errno == ENOTDIR;
      return refuse(path, missing ? "no such file or folder" : "cannot be opened: " + system_reason(errno));
    }
    root_ = canonical_path(path);
    links_.clear();
    // What the person named is followed even if it is a link; what lies below is not.
    if (S_ISDIR(info.st_mode)) {
      walk_opened(open_at(AT_FDCWD, path, O_DIRECTORY), path, 0);
      for (std::size_t i = 0; i < links_.size() && !stopped_; ++i) follow(links_[i].first, links_[i].second);
    } else {
      meet(info, path, [path] { return open_at(AT_FDCWD, path, 0); });
    }
  }

  bool stopped() const { return stopped_; }

 private:
  void refuse(const std::string& path, std::string reason, Outcome::Kind kind = Outcome::Kind::rejected) {
    reject_(Outcome{kind, printable(path), {}, std::move(reason), {}, {}});
  }

  void give(const FoundFile& found) {
    if (!file_(found)) stopped_ = true;
  }

  /// True when this file or folder had not been met before.
  bool first_meeting(const struct stat& info) { return met_[info.st_dev].insert(info.st_ino).second; }

  void meet(const struct stat& info, const std::string& path, const std::function<FileDescriptor()>& open) {
    if (!S_ISREG(info.st_mode)) {
      const bool pipe = S_ISFIFO(info.st_mode) || S_ISCHR(info.st_mode);
      return refuse(path, "this is " + kind_of(info.st_mode) + ", not a file" +
                              (pipe ? "; give it as standard input, with the source -" : ""));
    }
    if (!first_meeting(info)) return refuse(path, "this file has been read by another name", Outcome::Kind::duplicate);
    give({printable(path), static_cast<std::uint64_t>(info.st_size), [open] {
            auto file = open();
            struct stat now {};
            if (file && (::fstat(file.get(), &now) != 0 || !S_ISREG(now.st_mode))) file = FileDescriptor();
            return file;
          }});
  }

  void walk_opened(FileDescriptor folder, const std::string& path, std::size_t depth) {
    struct stat info {};
    if (!folder || ::fstat(folder.get(), &info) != 0) return refuse(path, "cannot be opened: " + system_reason(errno));
    if (!first_meeting(info)) return;
    if (depth > limit::folder_depth) {
      return refuse(path, "more than " + std::to_string(limit::folder_depth) + " folders deep");
    }
    const auto names = list(folder.get(), path);
    for (const auto& name : names) {
      if (stopped_) return;
      const auto below = join(path == "." ? std::string() : path, name);
      struct stat entry {};
      if (::fstatat(folder.get(), name.c_str(), &entry, AT_SYMLINK_NOFOLLOW) != 0) {
        refuse(below, "cannot be read: " + system_reason(errno));
      } else if (S_ISLNK(entry.st_mode)) {
        links_.emplace_back(below, depth);
      } else if (S_ISDIR(entry.st_mode)) {
        walk_opened(open_at(folder.get(), name, O_DIRECTORY | O_NOFOLLOW), below, depth + 1);
      } else {
        meet(entry, below, [&] { return open_at(folder.get(), name, O_NOFOLLOW); });
      }
    }
  }

  std::vector<std::string> list(int folder, const std::string& path) {
    std::vector<std::string> names;
    const int copy = ::fcntl(folder, F_DUPFD_CLOEXEC, 0);
    DIR* stream = copy < 0 ? nullptr : ::fdopendir(copy);
    if (stream == nullptr) {
      if (copy >= 0) ::close(copy);
      refuse(path, "cannot be listed: " + system_reason(errno));
      return names;
    }
    errno = 0;
    while (const dirent* entry = ::readdir(stream)) {
      const std::string_view name = entry->d_name;
      if (name[0] != '.')
        names.emplace_back(name);
      else if (name != "." && name != "..")
        refuse(join(path == "." ? std::string() : path, std::string(name)), "a hidden file or folder",
               Outcome::Kind::passed_over);
      errno = 0;
    }
    if (errno != 0) refuse(path, "cannot be listed to its end: " + system_reason(errno));
    ::closedir(stream);
    std::sort(names.begin(), names.end());
    return names;
  }

  /// Links come after all else, so that what they point to has been met by its own name if it has one here.
  void follow(const std::string& path, std::size_t depth) {
    const auto target = canonical_path(path);
    if (target.empty()) return refuse(path, "a link to nothing");
    if (!inside(target, root_)) return refuse(path, "a link that leads out of the folder; give its target as a source");
    struct stat info {};
    if (::lstat(target.c_str(), &info) != 0) return refuse(path, "a link to nothing");
    if (met_[info.st_dev].contains(info.st_ino)) return;
    if (S_ISDIR(info.st_mode)) {
      walk_opened(open_at(AT_FDCWD, target, O_DIRECTORY | O_NOFOLLOW), path, depth + 1);
    } else {
      meet(info, path, [target] { return open_at(AT_FDCWD, target, O_NOFOLLOW); });
    }
  }

  const std::function<bool(const FoundFile&)>& file_;
  const std::function<void(Outcome&&)>& reject_;
  std::map<dev_t, std::unordered_set<ino_t>> met_;  // without names: there may be millions
  std::vector<std::pair<std::string, std::size_t>> links_;
  std::string root_;
  bool stopped_ = false;
};

}  // namespace

std::string tidy(std::string_view source) {
  std::string path;
  std::size_t begin = 0;
  while (begin <= source.size()) {
    const auto end = std::min(source.find('/', begin), source.size());
    const auto part = source.substr(begin, end - begin);
    if (!part.empty() && part != ".") {
      if (!path.empty() && path.back() != '/') path += '/';
      path += part;
    } else if (begin == 0 && part.empty() && !source.empty()) {
      path = "/";
    }
    begin = end + 1;
  }
  return path.empty() ? "." : path;
}

void find_files(const std::vector<std::string>& sources, const std::function<bool(const FoundFile&)>& file,
                const std::function<void(Outcome&&)>& reject) {
  Finder finder(file, reject);
  for (const auto& source : sources) {
    if (finder.stopped()) return;
    finder.find(source);
  }
}

}  // namespace broadsheet
