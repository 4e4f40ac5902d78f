#include "archive/stub.hpp"

#include <unicode/uversion.h>

#include <algorithm>
#include <broadsheet/error.hpp>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>

#include "archive/analyzer.hpp"
#include "archive/durable_file.hpp"
#include "archive/hash.hpp"
#include "archive/schema.hpp"

namespace broadsheet {
namespace {

constexpr std::string_view hash_line_begin = "# xxh3 ";

[[noreturn]] void damaged(const std::string& name, const std::string& what) {
  throw Error(ErrorKind::archive, "'" + name + "' is damaged (" + what +
                                      "): restore it from a copy, or index the sources into a new archive");
}

template <typename Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || text.front() == '-') return {};
  if (text.size() > 1 && text[0] == '0' && text.find('.') == std::string_view::npos) return {};
  return value;
}

std::string print_length(double length) {
  char out[32];
  std::snprintf(out, sizeof out, "%.2f", length);
  return out;
}

bool is_part_name(std::string_view name) {
  return name.size() >= 11 && name.starts_with("part.") &&
         std::ranges::all_of(name.substr(5), [](char c) { return c >= '0' && c <= '9'; });
}

bool consists_of(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

bool is_hash(std::string_view text) { return text.size() == 32 && consists_of(text, "0123456789abcdef"); }

/// What is only copied and printed holds no surprises either.
bool is_sound(const Stamp& stamp) {
  return std::isfinite(stamp.reference_length) && stamp.reference_length >= 0.01 && stamp.reference_length <= 1e6 &&
         stamp.id.size() == 36 && consists_of(stamp.id, "0123456789abcdef-") && stamp.built.size() == 20 &&
         consists_of(stamp.built, "0123456789-:TZ") && !stamp.languages.empty() &&
         consists_of(stamp.languages, "abcdefghijklmnopqrstuvwxyz,-") && !stamp.icu.empty() &&
         consists_of(stamp.icu, "0123456789.");
}

/// The bytes before the hash line, whose hash was found to be right.
std::string_view hashed_part(std::string_view bytes, const std::string& name) {
  if (bytes.empty()) damaged(name, "it is empty");
  if (bytes.back() != '\n') damaged(name, "its last line is not whole");
  const auto before = bytes.substr(0, bytes.size() - 1).rfind('\n');
  const auto begin = before == std::string_view::npos ? 0 : before + 1;
  const auto line = bytes.substr(begin, bytes.size() - 1 - begin);
  const auto content = bytes.substr(0, begin);
  if (!line.starts_with(hash_line_begin)) damaged(name, "the last line is not its checksum");
  if (line.substr(hash_line_begin.size()) != hex128(hash128(content))) damaged(name, "its checksum does not fit");
  return content;
}

/// Takes the line at the front of `text`, which ends with a line break.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

/// Takes ` key=value` from the front of a stamp line.
std::string_view take(std::string_view& line, std::string_view key, const std::string& name) {
  if (!line.starts_with(' ') || !line.substr(1).starts_with(key) || line.substr(1 + key.size(), 1) != "=")
    damaged(name, "its stamp has no " + std::string(key));
  line.remove_prefix(key.size() + 2);
  const auto end = std::min(line.find(' '), line.size());
  const auto value = line.substr(0, end);
  line.remove_prefix(end);
  return value;
}

template <typename Number>
Number take_number(std::string_view& line, std::string_view key, const std::string& name) {
  const auto value = number<Number>(take(line, key, name));
  if (!value) damaged(name, "the " + std::string(key) + " of its stamp is no number");
  return *value;
}

std::string with_hash_line(std::string text) {
  const std::string hash = hex128(hash128(text));
  return text.append(hash_line_begin).append(hash).append("\n");
}

void refuse_other_words(const Stamp& stamp, const std::string& name) {
  const auto refuse = [&](const std::string& what) {
    throw Error(ErrorKind::archive,
                "the archive of '" + name + "' was made with " + what + ": index its sources into a new archive");
  };
  if (stamp.schema != schema_version)
    refuse("schema " + std::to_string(stamp.schema) + " and this program reads " + std::to_string(schema_version));
  if (stamp.analyzer != analyzer_version)
    refuse("analyzer " + std::to_string(stamp.analyzer) + " and this program has " + std::to_string(analyzer_version));
  if (stamp.icu != running_icu())
    refuse("ICU " + stamp.icu + " and this program runs on " + running_icu() + ", which may cut words otherwise");
}

}  // namespace

std::string running_icu() {
  UVersionInfo version;
  u_getVersion(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

std::string part_name(std::uint32_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  return "part." + digits;
}

std::string print_stub(const Stamp& stamp) {
  std::string out = "# broadsheet format=" + std::to_string(stamp.format) + " schema=" + std::to_string(stamp.schema) +
                    " analyzer=" + std::to_string(stamp.analyzer) + " icu=" + stamp.icu +
                    " languages=" + stamp.languages + " id=" + stamp.id +
                    " revision=" + std::to_string(stamp.revision) + " articles=" + std::to_string(stamp.articles) +
                    " reference=" + print_length(stamp.reference_length) + " next=" + std::to_string(stamp.next_part) +
                    " built=" + stamp.built + "\n";
  for (const auto& part : stamp.parts) out += "glass " + part_name(part.number) + "\n# seal " + part.seal + "\n";
  return with_hash_line(std::move(out));
}

Stamp parse_stub(std::string_view bytes, const std::string& name) {
  constexpr std::string_view begin = "# broadsheet format=";
  if (bytes.empty()) damaged(name, "it is empty");
  if (!bytes.starts_with(begin))
    throw Error(ErrorKind::archive, "'" + name + "' was not made by broadsheet: name another archive");
  const auto format =
      bytes.substr(begin.size(), std::min(bytes.find_first_of(" \n", begin.size()), bytes.size()) - begin.size());
  const auto format_number = number<int>(format);
  if (format_number && *format_number > stub_format)
    throw Error(ErrorKind::archive, "'" + name + "' has format " + std::string(format) +
                                        ", and this program reads up to " + std::to_string(stub_format) +
                                        ": use a newer broadsheet");
  std::string_view text = hashed_part(bytes, name);
  Stamp stamp;
  std::string_view line = take_line(text);
  line.remove_prefix(std::string_view("# broadsheet").size());
  stamp.format = take_number<int>(line, "format", name);
  stamp.schema = take_number<int>(line, "schema", name);
  stamp.analyzer = take_number<int>(line, "analyzer", name);
  stamp.icu = take(line, "icu", name);
  stamp.languages = take(line, "languages", name);
  stamp.id = take(line, "id", name);
  stamp.revision = take_number<std::uint64_t>(line, "revision", name);
  stamp.articles = take_number<std::uint64_t>(line, "articles", name);
  stamp.reference_length = take_number<double>(line, "reference", name);
  stamp.next_part = take_number<std::uint32_t>(line, "next", name);
  stamp.built = take(line, "built", name);
  if (!line.empty()) damaged(name, "its stamp says more than is known");
  if (!is_sound(stamp)) damaged(name, "its stamp says what cannot be");
  while (!text.empty()) {
    line = take_line(text);
    if (!line.starts_with("glass ") || !is_part_name(line.substr(6)))
      damaged(name, "it names something other than a part");
    const auto digits = line.substr(11);
    const auto part = number<std::uint32_t>(digits.substr(std::min(digits.find_first_not_of('0'), digits.size())));
    if (!part || part_name(*part) != line.substr(6) || *part >= stamp.next_part)
      damaged(name, "it names a part that cannot be");
    if (std::ranges::find(stamp.parts, *part, &NamedPart::number) != stamp.parts.end())
      damaged(name, "it names a part twice");
    line = text.empty() ? std::string_view() : take_line(text);
    if (!line.starts_with("# seal ") || !is_hash(line.substr(7))) damaged(name, "a part of it has no seal");
    stamp.parts.push_back({*part, std::string(line.substr(7))});
  }
  if (stamp.format != stub_format || print_stub(stamp) != bytes) damaged(name, "it is not as this program writes it");
  return stamp;
}

bool has_stub(const std::filesystem::path& folder) {
  std::error_code error;
  return std::filesystem::exists(folder / "XAPIANDB", error);
}

Stamp read_stub(const std::filesystem::path& folder) {
  std::error_code error;
  const std::string shown = folder.string();
  if (!std::filesystem::exists(folder, error) && error)
    throw Error(ErrorKind::archive, "cannot open archive '" + shown + "': " + error.message());
  if (!std::filesystem::exists(folder, error))
    throw Error(ErrorKind::archive,
                "cannot open archive '" + shown + "': no such folder; make it with 'broadsheet index'");
  if (!std::filesystem::is_directory(folder, error))
    throw Error(ErrorKind::archive,
                "cannot open archive '" + shown + "': it is no folder; name the folder that 'broadsheet index' made");
  if (!std::filesystem::exists(folder / "XAPIANDB", error)) {
    if (error) throw Error(ErrorKind::archive, "cannot open archive '" + shown + "': " + error.message());
    if (std::filesystem::exists(folder / "iamglass", error))
      throw Error(
          ErrorKind::archive,
          "'" + shown + "' is a Xapian database that broadsheet did not make: index its sources into a new archive");
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
      if (is_part_name(entry.path().filename().string()))
        damaged((folder / "XAPIANDB").string(), "it is missing, and parts of the archive stand beside it");
    if (std::filesystem::exists(folder / "lock", error) || std::filesystem::is_empty(folder, error))
      throw Error(ErrorKind::archive,
                  "nothing has been committed to archive '" + shown + "' yet: run 'broadsheet index'");
    throw Error(ErrorKind::archive,
                "'" + shown + "' is no archive (it has no XAPIANDB): name the folder that 'broadsheet index' made");
  }
  const auto path = folder / "XAPIANDB";
  const Stamp stamp = parse_stub(read_whole_file(path, stub_bytes_most), path.string());
  refuse_other_words(stamp, path.string());
  return stamp;
}

std::string print_seal(const Seal& seal) {
  std::string out = "# broadsheet seal=1 revision=" + std::to_string(seal.revision) +
                    " articles=" + std::to_string(seal.articles) + "\n";
  for (const auto& file : seal.files) out += file.name + " " + std::to_string(file.bytes) + " " + file.xxh3 + "\n";
  return with_hash_line(std::move(out));
}

Seal parse_seal(std::string_view bytes, const std::string& name) {
  constexpr std::string_view begin = "# broadsheet";
  if (!bytes.starts_with(begin)) damaged(name, "it is no seal");
  std::string_view text = hashed_part(bytes, name);
  Seal seal;
  std::string_view line = take_line(text);
  line.remove_prefix(begin.size());
  if (take_number<int>(line, "seal", name) != 1) damaged(name, "it is a seal of another kind");
  seal.revision = take_number<std::uint64_t>(line, "revision", name);
  seal.articles = take_number<std::uint64_t>(line, "articles", name);
  while (!text.empty()) {
    line = take_line(text);
    const auto first = line.find(' '), second = line.rfind(' ');
    if (first == std::string_view::npos || first == second) damaged(name, "a line of it is not whole");
    const auto size = number<std::uint64_t>(line.substr(first + 1, second - first - 1));
    Seal::File file{std::string(line.substr(0, first)), size.value_or(0), std::string(line.substr(second + 1))};
    if (!size || file.name.empty() || file.name.find('/') != std::string::npos || file.name.starts_with('.') ||
        !is_hash(file.xxh3) || std::ranges::find(seal.files, file.name, &Seal::File::name) != seal.files.end())
      damaged(name, "a line of it cannot be");
    seal.files.push_back(std::move(file));
  }
  if (print_seal(seal) != bytes) damaged(name, "it is not as this program writes it");
  return seal;
}

}  // namespace broadsheet
