#include "archive/snapshot.hpp"

#include <algorithm>
#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>

#include "archive/hash.hpp"
#include "archive/limits.hpp"
#include "archive/schema.hpp"
#include "archive/tables_builder.hpp"

namespace broadsheet {
namespace {

[[noreturn]] void damaged_part(const std::filesystem::path& folder, const std::string& what) {
  throw Error(ErrorKind::archive, "'" + folder.string() + "' is damaged (" + what +
                                      "): restore that folder from a copy, or index the sources into a new archive");
}

/// Optional tables of glass count as empty when their file is missing, so names and sizes are compared first; and glass
/// crashes on some damage to `iamglass`, its root, so what is small is compared as a whole.
constexpr std::uint64_t compared_bytes_most = 4096;

Seal read_seal(const std::filesystem::path& folder, const std::string& named) {
  const auto path = folder / "seal";
  std::error_code error;
  if (!std::filesystem::exists(path, error)) damaged_part(folder, "its seal is missing");
  const std::string bytes = read_whole_file(path, stub_bytes_most);
  if (hex128(hash128(bytes)) != named) damaged_part(folder, "it is not the part that XAPIANDB names");
  Seal seal = parse_seal(bytes, path.string());
  for (const auto& file : seal.files) {
    const auto size = std::filesystem::file_size(folder / file.name, error);
    if (error) damaged_part(folder, file.name + " is missing");
    if (size != file.bytes)
      damaged_part(folder,
                   file.name + " has " + std::to_string(size) + " bytes instead of " + std::to_string(file.bytes));
    if (size <= compared_bytes_most && hash_file(folder / file.name).xxh3 != file.xxh3)
      damaged_part(folder, file.name + " is not what was written");
  }
  return seal;
}

bool is_sealed(const Seal& seal, std::string_view name) {
  for (const auto& file : seal.files)
    if (file.name == name) return true;
  return false;
}

FileMark mark_of_stub(const std::filesystem::path& folder) { return mark_of(folder / "XAPIANDB"); }

}  // namespace

void rethrow_xapian(const Xapian::Error& error, const std::filesystem::path& folder) {
  throw Error(ErrorKind::archive, "'" + folder.string() + "' cannot be read (" + error.get_description() +
                                      "): run 'broadsheet check' on the archive");
}

Part::Part(const std::filesystem::path& archive, const NamedPart& named)
    : number_(named.number), folder_(archive / part_name(named.number)) {
  seal_ = read_seal(folder_, named.seal);
  try {
    database_ = Xapian::Database(folder_.string(), Xapian::DB_BACKEND_GLASS);
    if (database_.get_doccount() != seal_.articles || database_.get_lastdocid() != seal_.articles)
      damaged_part(folder_, "its database has " + std::to_string(database_.get_doccount()) + " articles instead of " +
                                std::to_string(seal_.articles));
    if (is_sealed(seal_, "tables")) tables_.emplace(folder_ / "tables");
    if (!tables_ || !tables_->complete()) tables_.emplace(make_tables(database_), (folder_ / "tables").string());
  } catch (const Xapian::Error& error) {
    rethrow_xapian(error, folder_);
  }
  if (tables_->articles() != seal_.articles) damaged_part(folder_, "its tables are of another database");
  if (is_sealed(seal_, "gone"))
    gone_list_ = parse_gone(read_whole_file(folder_ / "gone", UINT64_MAX), (folder_ / "gone").string());
}

void Part::mark_gone(std::uint32_t article) {
  if (article >= articles()) return;
  if (gone_.empty()) gone_.resize((articles() + 63) / 64);
  const auto bit = std::uint64_t{1} << (article % 64);
  if (!(gone_[article / 64] & bit)) ++gone_count_;
  gone_[article / 64] |= bit;
}

std::string Part::record(std::uint32_t article) const {
  try {
    return database_.get_document(article + 1, Xapian::DOC_ASSUME_VALID).get_data();
  } catch (const Xapian::Error& error) {
    rethrow_xapian(error, folder_);
  }
}

Article Part::article(std::uint32_t article) const { return from_article_line(record(article)); }

std::optional<std::uint32_t> Part::find(std::string_view id) const {
  for (const auto article : tables_->with_id(id))
    if (article < articles() && !is_gone(article)) return article;
  return {};
}

Snapshot::Snapshot(const std::filesystem::path& folder) : folder_(folder) {
  // A writer may commit and remove a part between our reading the stub and opening it: then the stub has changed.
  constexpr int tries = 5;
  for (int i = 0; i < tries; ++i)
    if (open()) return;
  throw Error(ErrorKind::archive, "archive '" + folder.string() + "' changed " + std::to_string(tries) +
                                      " times while it was opened: try again");
}

bool Snapshot::open() {
  stub_file_ = mark_of_stub(folder_);
  stamp_ = read_stub(folder_);
  if (stamp_.revision == 0)
    throw Error(ErrorKind::archive,
                "nothing has been committed to archive '" + folder_.string() + "' yet: run 'broadsheet index'");
  parts_.clear();
  try {
    for (const auto& named : stamp_.parts) parts_.emplace_back(folder_, named);
    read_stories();
  } catch (const Error&) {
    if (read_stub(folder_) != stamp_) return false;
    throw;
  }
  if (read_stub(folder_) != stamp_) return false;
  std::vector<Gone> gone;
  for (const auto& part : parts_) gone.insert(gone.end(), part.gone_list().begin(), part.gone_list().end());
  for (const Gone& one : gone)
    for (auto& part : parts_)
      if (part.number() == one.part) part.mark_gone(one.article);
  if (articles() != stamp_.articles)
    throw Error(ErrorKind::archive, "archive '" + folder_.string() + "' is damaged (its parts hold " +
                                        std::to_string(articles()) + " articles, its stamp says " +
                                        std::to_string(stamp_.articles) +
                                        "): restore it from a copy, or index the sources into a new archive");
  return true;
}

/// The newest part speaks of all.
void Snapshot::read_stories() {
  const auto newest = std::ranges::max_element(parts_, {}, &Part::number);
  if (newest == parts_.end() || !is_sealed(newest->seal(), "stories")) return;
  const auto file = newest->folder() / "stories";
  stories_ = MappedFile(file);
  for (const auto& one : parse_stories(stories_.bytes(), "'" + file.string() + "'"))
    for (auto& part : parts_)
      if (part.number() == one.part && part.articles() == one.articles.size()) part.set_stories(one.articles);
}

std::uint64_t Snapshot::articles() const {
  std::uint64_t count = 0;
  for (const auto& part : parts_) count += part.articles() - part.gone_count();
  return count;
}

bool Snapshot::outdated() const { return mark_of_stub(folder_) != stub_file_; }

bool analyze_article(const Article& article, Analyzer& analyzer, std::vector<Token>& title, std::vector<Token>& body) {
  title.clear();
  body.clear();
  const LanguageId language = language_of(article.lang);
  const bool whole = analyzer.analyze(article.title, language, title, limit::tokens);
  return analyzer.analyze(article.body, language, body, limit::tokens - title.size()) && whole;
}

std::string make_tables(const Xapian::Database& database) {
  TablesBuilder builder;
  Analyzer analyzer;
  TablesBatch batch;
  std::vector<Token> title, body;
  std::size_t place = 0;
  for (Xapian::docid id = 1; id <= database.get_lastdocid(); ++id) {
    const Article article = from_article_line(database.get_document(id).get_data());
    analyze_article(article, analyzer, title, body);
    batch.add(article, title, body, analyzer);
    if (batch.articles() == limit::batch_articles) {
      builder.add(place++, std::move(batch));
      batch = TablesBatch();
    }
  }
  builder.add(place, std::move(batch));
  std::string bytes;
  builder.finish([&](std::string_view more) { bytes += more; },
                 [&](const TakeList& take) { each_long_list(database, take); });
  return bytes;
}

void each_long_list(const Xapian::Database& database, const TakeList& take) {
  const std::uint64_t all = database.get_lastdocid(), least = list_articles_least(all);
  std::vector<std::uint32_t> articles;
  std::vector<std::uint8_t> impacts;
  for (auto term = database.allterms_begin(), last = database.allterms_end(); term != last; ++term) {
    if (term.get_termfreq() < least) continue;
    articles.clear();
    impacts.clear();
    Xapian::termcount most = 0;
    for (auto it = database.postlist_begin(*term), end = database.postlist_end(*term); it != end; ++it) {
      if (*it > all) break;  // damaged: left to who walks the list in the database
      articles.push_back(*it - 1);
      const auto impact = it.get_wdf();
      most = std::max(most, impact);
      impacts.push_back(static_cast<std::uint8_t>(impact));
    }
    if (articles.size() != term.get_termfreq() || most > UINT8_MAX) continue;
    if (most == 0) impacts.clear();
    take(*term, articles, impacts);
  }
}

}  // namespace broadsheet
