#include "archive/durable_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <array>
#include <broadsheet/error.hpp>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <system_error>
#include <utility>

#include "archive/hash.hpp"

namespace broadsheet {
namespace {

[[noreturn]] void fail(const char* doing, const std::filesystem::path& path) {
  const std::string why = std::generic_category().message(errno);
  throw Error(ErrorKind::archive, std::string("cannot ") + doing + " '" + path.string() + "': " + why);
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

void write_all(int fd, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void sync_path(const std::filesystem::path& path, int flags) {
  const Descriptor fd(::open(path.c_str(), flags | O_CLOEXEC));
  if (fd.get() < 0) fail("open", path);
  if (::fsync(fd.get()) != 0) fail("make durable", path);
}

constexpr std::size_t buffer_bytes = std::size_t{1} << 18;

}  // namespace

DurableFile::DurableFile(const std::filesystem::path& path) : path_(path) {
  fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd_ < 0) fail("create", path_);
  buffer_.reserve(buffer_bytes);
}

DurableFile::~DurableFile() {
  if (fd_ >= 0) ::close(fd_);
}

void DurableFile::flush() {
  write_all(fd_, buffer_, path_);
  buffer_.clear();
}

void DurableFile::write(std::string_view bytes) {
  size_ += bytes.size();
  if (buffer_.size() + bytes.size() > buffer_bytes) flush();
  if (bytes.size() > buffer_bytes) return write_all(fd_, bytes, path_);
  buffer_ += bytes;
}

void DurableFile::pad_to(std::size_t alignment) {
  if (const auto over = size_ % alignment) write(std::string(alignment - over, '\0'));
}

void DurableFile::overwrite(std::uint64_t at, std::string_view bytes) {
  flush();
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", path_);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    at += static_cast<std::uint64_t>(written);
  }
}

void DurableFile::close() {
  flush();
  if (::fsync(fd_) != 0) fail("make durable", path_);
  if (::close(std::exchange(fd_, -1)) != 0) fail("close", path_);
}

void write_durable_file(const std::filesystem::path& path, std::string_view bytes) {
  DurableFile file(path);
  file.write(bytes);
  file.close();
}

void sync_file(const std::filesystem::path& path) { sync_path(path, O_RDONLY); }
void sync_folder(const std::filesystem::path& folder) { sync_path(folder, O_RDONLY | O_DIRECTORY); }

void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) fail("rename to", to);
  sync_folder(to.parent_path());
}

std::string read_whole_file(const std::filesystem::path& path, std::uint64_t most) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (fd.get() < 0) fail("open", path);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) fail("look at", path);
  if (!S_ISREG(status.st_mode)) throw Error(ErrorKind::archive, "'" + path.string() + "' is no regular file");
  std::string out;
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read", path);
    if (got == 0) return out;
    out.append(buffer.data(), static_cast<std::size_t>(got));
    if (out.size() > most)
      throw Error(ErrorKind::archive,
                  "'" + path.string() + "' is larger than the " + std::to_string(most) + " bytes such a file may have");
  }
}

std::FILE* open_unnamed_file(const std::filesystem::path& folder) {
  Descriptor fd(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (fd.get() < 0) {  // not every file system can: a name, taken away at once
    std::string name = (folder / "spill.XXXXXX").string();
    Descriptor named(::mkostemp(name.data(), O_CLOEXEC));
    if (named.get() < 0) fail("create a temporary file in", folder);
    ::unlink(name.c_str());
    return ::fdopen(named.release(), "w+");
  }
  return ::fdopen(fd.release(), "w+");
}

FileMark mark_of(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {0, 0};
  return {status.st_ino, status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec};
}

FileHash hash_file(const std::filesystem::path& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) fail("open", path);
  const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(), XXH3_freeState);
  XXH3_128bits_reset(state.get());
  FileHash out;
  std::string buffer(std::size_t{1} << 18, '\0');
  for (;;) {
    const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read", path);
    if (got == 0) break;
    XXH3_128bits_update(state.get(), buffer.data(), static_cast<std::size_t>(got));
    out.bytes += static_cast<std::uint64_t>(got);
  }
  const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
  out.xxh3 = hex128({hash.high64, hash.low64});
  return out;
}

MappedFile::MappedFile(const std::filesystem::path& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) fail("open", path);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) fail("look at", path);
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ == 0) return;
  void* const place = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, fd.get(), 0);
  if (place == MAP_FAILED) fail("map", path);
  data_ = static_cast<const char*>(place);
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(const_cast<char*>(data_), size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

namespace {

Descriptor open_to_lock(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) fail("open", path);
  return Descriptor(fd);
}

struct flock whole_file() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

}  // namespace

WaitingLock::WaitingLock(const std::filesystem::path& file) {
  Descriptor fd = open_to_lock(file);
  struct flock lock = whole_file();
  while (::fcntl(fd.get(), F_OFD_SETLKW, &lock) != 0)
    if (errno != EINTR) fail("lock", file);
  fd_ = fd.release();
}

WaitingLock::~WaitingLock() { ::close(fd_); }

ArchiveLock::ArchiveLock(const std::filesystem::path& folder) {
  const auto path = folder / "lock";
  Descriptor fd = open_to_lock(path);
  struct flock lock = whole_file();
  if (::fcntl(fd.get(), F_OFD_SETLK, &lock) != 0) {
    if (errno != EAGAIN && errno != EACCES) fail("lock", path);
    std::array<char, 128> holder{};
    const ssize_t got = ::pread(fd.get(), holder.data(), holder.size() - 1, 0);
    std::string who(holder.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    throw Error(ErrorKind::archive, "the archive '" + folder.string() + "' is being written by " +
                                        (who.empty() ? std::string("another process") : who) +
                                        "; wait for it or end it");
  }
  std::array<char, 32> since{};
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::strftime(since.data(), since.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  const std::string who = "process " + std::to_string(::getpid()) + " since " + since.data();
  if (::ftruncate(fd.get(), 0) != 0 || ::pwrite(fd.get(), who.data(), who.size(), 0) < 0) fail("write", path);
  fd_ = fd.release();
}

ArchiveLock::~ArchiveLock() { ::close(fd_); }

}  // namespace broadsheet
