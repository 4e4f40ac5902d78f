#include "indexer/archive_writer.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <broadsheet/error.hpp>
#include <broadsheet/indexer.hpp>
#include <random>
#include <set>
#include <string>

#include "archive/clock.hpp"
#include "archive/hash.hpp"
#include "archive/impact.hpp"
#include "archive/language.hpp"
#include "archive/limits.hpp"
#include "archive/schema.hpp"
#include "indexer/batch_queue.hpp"
#include "indexer/story_finder.hpp"

namespace broadsheet {
namespace {

std::string new_uuid() {
  std::random_device random;
  std::array<std::uint8_t, 16> bytes{};
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);  // RFC 9562, version 4
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += "0123456789abcdef"[bytes[i] >> 4];
    out += "0123456789abcdef"[bytes[i] & 15];
  }
  return out;
}

std::string languages_in(const std::vector<Part>& parts) {
  std::set<std::string> codes;
  for (const auto& part : parts) {
    std::array<bool, 256> there{};
    for (const auto language : part.tables().languages()) there[language] = true;
    for (std::size_t i = 1; i < languages().size(); ++i)
      if (there[i]) codes.emplace(languages()[i].code);
  }
  std::string out;
  for (const auto& code : codes) out.append(out.empty() ? "" : ",").append(code);
  return out.empty() ? "-" : out;
}

/// As the stamp keeps it.
double rounded(double reference_length) {
  if (!(reference_length >= 0.01 && reference_length <= 1e6))
    throw Error(ErrorKind::usage, "the reference length must be from 0.01 to 1000000 words");
  return std::round(reference_length * 100) / 100;
}

[[noreturn]] void nothing_committed(const std::filesystem::path& folder) {
  throw Error(ErrorKind::archive,
              "nothing has been committed to archive '" + folder.string() + "' yet: run 'broadsheet index'");
}

/// More than a tenth of the part is gone: worth indexing again when it is written anyway.
bool is_worn(const Part& part) { return std::uint64_t{part.gone_count()} * 10 > part.articles(); }

}  // namespace

ArchiveWriter::ArchiveWriter(const std::filesystem::path& folder, double reference_length) : folder_(folder) {
  std::error_code error;
  if (std::filesystem::exists(folder, error) && !has_stub(folder)) {
    // A folder that holds anything else is somebody's, not a new archive.
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
      const auto name = entry.path().filename().string();
      if (name != "lock" && name != "XAPIANDB.new" && !name.starts_with("work.") && !name.starts_with("part."))
        throw Error(ErrorKind::archive, "'" + folder.string() + "' is no archive and not empty (it holds '" + name +
                                            "'): name a new folder");
    }
  }
  std::filesystem::create_directories(folder, error);
  if (error) throw Error(ErrorKind::archive, "cannot make the folder '" + folder.string() + "': " + error.message());
  lock_.emplace(folder);
  if (has_stub(folder)) {
    stamp_ = read_stub(folder);
    if (stamp_.revision > 0) snapshot_.emplace(folder);
  } else {
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().filename().string().starts_with("part.")) read_stub(folder);  // says that the stub was lost
    stamp_.schema = schema_version;
    stamp_.analyzer = analyzer_version;
    stamp_.icu = running_icu();
    stamp_.languages = "-";
    stamp_.id = new_uuid();
    stamp_.built = now_utc();
    stamp_.reference_length = rounded(reference_length > 0 ? reference_length : default_reference_length);
    // A stub without parts comes before the first part, so that parts without a stub are always a loss.
    write_stub(stamp_);
  }
  clean_up();
}

ArchiveWriter::~ArchiveWriter() {
  std::error_code ignored;
  for (unsigned i = 0; i < work_folders_; ++i)
    std::filesystem::remove_all(folder_ / ("work." + std::to_string(::getpid()) + "." + std::to_string(i)), ignored);
}

/// Removes what an earlier writer left unfinished or could not remove. A part goes by way of another name, so that
/// half a part is never called one.
void ArchiveWriter::clean_up() {
  std::set<std::string> named;
  for (const auto& part : stamp_.parts) named.insert(part_name(part.number));
  std::vector<std::filesystem::path> left;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with("work.") || name == "XAPIANDB.new") left.push_back(entry.path());
    if (name.starts_with("part.") && !named.contains(name)) {
      const auto old = folder_ / ("work.old." + name);
      std::error_code error;
      std::filesystem::rename(entry.path(), old, error);
      left.push_back(error ? entry.path() : old);
    }
  }
  std::error_code ignored;
  for (const auto& path : left) std::filesystem::remove_all(path, ignored);
}

std::filesystem::path ArchiveWriter::work_folder() {
  return folder_ / ("work." + std::to_string(::getpid()) + "." + std::to_string(work_folders_++));
}

std::unique_ptr<PartBuilder> ArchiveWriter::new_part() { return std::make_unique<PartBuilder>(work_folder()); }

NamedPart ArchiveWriter::seal_part(std::unique_ptr<PartBuilder> part, const std::vector<Gone>& gone,
                                   const std::vector<const Part*>& staying, const std::vector<StoryOf>& stories) {
  const auto found = [&](const Tables& fresh) {
    return find_stories(staying, {fresh, stamp_.next_part, stories}, gone);
  };
  const auto sealed = part->finish(stamp_.revision + 1, gone, found);
  const auto work = sealed.parent_path();
  const auto to = folder_ / part_name(stamp_.next_part);
  const std::string seal = hex128(hash128(read_whole_file(sealed / "seal", stub_bytes_most)));
  rename_durably(sealed, to);
  part.reset();
  std::error_code ignored;
  std::filesystem::remove_all(work, ignored);
  return {stamp_.next_part, seal};
}

void ArchiveWriter::write_stub(const Stamp& stamp) {
  const auto fresh = folder_ / "XAPIANDB.new";
  std::error_code ignored;
  std::filesystem::remove(fresh, ignored);
  write_durable_file(fresh, print_stub(stamp));
  rename_durably(fresh, folder_ / "XAPIANDB");
}

void ArchiveWriter::commit_stub(std::vector<NamedPart> parts) {
  // What can be found afterwards is counted from the parts themselves.
  Stamp next = stamp_;
  next.parts = std::move(parts);
  next.revision = stamp_.revision + 1;
  next.next_part = stamp_.next_part + 1;
  next.built = now_utc();
  std::vector<Part> opened;
  std::vector<Gone> gone;
  for (const auto& named : next.parts) {
    opened.emplace_back(folder_, named);
    gone.insert(gone.end(), opened.back().gone_list().begin(), opened.back().gone_list().end());
  }
  next.articles = 0;
  for (auto& part : opened) {
    for (const Gone& one : gone)
      if (one.part == part.number()) part.mark_gone(one.article);
    next.articles += part.articles() - part.gone_count();
  }
  next.languages = languages_in(opened);
  write_stub(next);
  stamp_ = next;
  snapshot_.emplace(folder_);
  clean_up();
}

void ArchiveWriter::commit(std::unique_ptr<PartBuilder> part, const std::vector<Gone>& gone) {
  auto parts = stamp_.parts;
  std::vector<const Part*> staying;
  if (snapshot_)
    for (const auto& one : snapshot_->parts()) staying.push_back(&one);
  parts.push_back(seal_part(std::move(part), gone, staying, {}));
  commit_stub(std::move(parts));
}

void ArchiveWriter::copy_parts(PartBuilder& into, const std::vector<std::size_t>& which,
                               std::vector<Gone>& gone) const {
  const auto& parts = snapshot_->parts();
  std::uint32_t before = 0;
  std::size_t place = 0;
  for (const auto i : which) {
    const Part& part = parts[i];
    for (std::uint32_t article = 0; article < part.articles(); ++article)
      if (part.is_gone(article)) gone.push_back({stamp_.next_part, before + article});
    place = into.add(place, part);
    before += part.articles();
  }
}

void ArchiveWriter::index_again(PartBuilder& into, const std::vector<std::size_t>& which, unsigned jobs) const {
  BatchQueue queue(into, stamp_.reference_length, jobs);
  for (const auto i : which) {
    const Part& part = snapshot_->parts()[i];
    for (std::uint32_t article = 0; article < part.articles(); ++article)
      if (!part.is_gone(article)) queue.add(part.article(article));
  }
  for (const auto& note : queue.finish())
    if (note.refused)
      throw Error(ErrorKind::archive, "cannot index article " + std::to_string(note.article) + " again: " + note.text);
}

/// The stories of parts in the order in which they are written again; nothing if one has none.
std::vector<StoryOf> ArchiveWriter::stories_of(const std::vector<std::size_t>& which, bool without_gone) const {
  std::vector<StoryOf> out;
  for (const auto i : which) {
    const Part& part = snapshot_->parts()[i];
    if (part.stories().size() != part.articles()) return {};
    for (std::uint32_t article = 0; article < part.articles(); ++article)
      if (!without_gone || !part.is_gone(article)) out.push_back(part.stories()[article]);
  }
  return out;
}

void ArchiveWriter::merge(const std::vector<std::size_t>& which, const RewriteOptions& options) {
  const auto& parts = snapshot_->parts();
  std::set<std::uint32_t> merged;
  bool again = options.purge;
  for (const auto i : which) {
    merged.insert(parts[i].number());
    again = again || is_worn(parts[i]);
  }
  // What the merged parts say of others must still be said.
  std::vector<Gone> gone;
  for (const auto i : which)
    for (const Gone& one : parts[i].gone_list())
      if (!merged.contains(one.part) &&
          std::ranges::find(stamp_.parts, one.part, &NamedPart::number) != stamp_.parts.end())
        gone.push_back(one);
  // … and what the others say of the merged ones is in their marks, copied here.
  auto builder = new_part();
  if (again)
    index_again(*builder, which, options.jobs);
  else
    copy_parts(*builder, which, gone);
  std::vector<NamedPart> left;
  for (const auto& named : stamp_.parts)
    if (!merged.contains(named.number)) left.push_back(named);
  std::vector<const Part*> staying;
  for (const auto& part : parts)
    if (!merged.contains(part.number())) staying.push_back(&part);
  left.push_back(seal_part(std::move(builder), gone, staying, stories_of(which, again)));
  commit_stub(std::move(left));
}

void ArchiveWriter::merge_small_parts(const RewriteOptions& options) {
  while (snapshot_ && snapshot_->parts().size() > limit::parts) {
    const auto& parts = snapshot_->parts();
    std::vector<std::size_t> by_size(parts.size());
    for (std::size_t i = 0; i < by_size.size(); ++i) by_size[i] = i;
    std::ranges::sort(by_size, {}, [&](std::size_t i) { return parts[i].articles(); });
    const std::uint64_t most = std::max<std::uint64_t>(parts[by_size[0]].articles(), limit::batch_articles) * 8;
    std::size_t count = 2;
    while (count < by_size.size() && parts[by_size[count]].articles() <= most) ++count;
    by_size.resize(count);
    std::ranges::sort(by_size);
    merge(by_size, options);
  }
}

void ArchiveWriter::merge_all(const RewriteOptions& options, double reference_length) {
  if (!snapshot_) nothing_committed(folder_);
  const auto& parts = snapshot_->parts();
  RewriteOptions how = options;
  if (reference_length > 0 && rounded(reference_length) != stamp_.reference_length) {
    stamp_.reference_length = rounded(reference_length);
    how.purge = true;
  }
  const bool any_gone = std::ranges::any_of(parts, [](const Part& part) { return part.gone_count() > 0; });
  if (parts.size() <= 1 && !(how.purge && any_gone) && reference_length <= 0) return;
  std::vector<std::size_t> all(parts.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  if (!any_gone && reference_length <= 0) how.purge = false;
  merge(all, how);
}

std::vector<std::string> remove_articles(const std::filesystem::path& archive, const std::vector<std::string>& ids) {
  return with_our_errors(archive, [&] {
    read_stub(archive);  // a folder that is no archive is not made one
    ArchiveWriter writer(archive, 0);
    if (!writer.snapshot()) nothing_committed(archive);
    std::vector<std::string> missing;
    std::vector<Gone> gone;
    for (const auto& id : ids) {
      bool found = false;
      for (const auto& part : writer.snapshot()->parts()) {
        if (const auto article = part.find(id)) {
          gone.push_back({part.number(), *article});
          found = true;
        }
      }
      if (!found) missing.push_back(id);
    }
    if (!gone.empty()) {
      writer.commit(writer.new_part(), gone);
      writer.merge_small_parts();
    }
    return missing;
  });
}

void compact_archive(const std::filesystem::path& archive, const CompactOptions& options) {
  return with_our_errors(archive, [&] {
    read_stub(archive);
    ArchiveWriter writer(archive, 0);
    writer.merge_all({options.purge, options.jobs ? options.jobs : std::max(1U, std::thread::hardware_concurrency())},
                     options.reference_length);
  });
}

}  // namespace broadsheet
