#include "archive/language.hpp"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

// A row may be added at the end; archives made before know nothing of it and must be made again (raise
// analyzer_version in schema.hpp).
constexpr std::array<LanguageRow, 28> table = {{
    {"", "", OwnLetters::none},
    {"en", "english", OwnLetters::none},
    {"fr", "french", OwnLetters::none},
    {"de", "german", OwnLetters::none},
    {"es", "spanish", OwnLetters::spanish},
    {"it", "italian", OwnLetters::none},
    {"pt", "portuguese", OwnLetters::none},
    {"nl", "dutch", OwnLetters::none},
    {"sv", "swedish", OwnLetters::nordic},
    {"da", "danish", OwnLetters::nordic},
    {"nb", "norwegian", OwnLetters::nordic},
    {"no", "norwegian", OwnLetters::nordic},
    {"fi", "finnish", OwnLetters::nordic},
    {"ru", "russian", OwnLetters::none},
    {"hu", "hungarian", OwnLetters::none},
    {"ro", "romanian", OwnLetters::none},
    {"tr", "turkish", OwnLetters::none},
    {"ca", "catalan", OwnLetters::none},
    {"eu", "basque", OwnLetters::none},
    {"ar", "arabic", OwnLetters::none},
    {"id", "indonesian", OwnLetters::none},
    {"ga", "irish", OwnLetters::none},
    {"lt", "lithuanian", OwnLetters::none},
    {"ne", "nepali", OwnLetters::none},
    {"ta", "tamil", OwnLetters::none},
    {"hy", "armenian", OwnLetters::none},
    {"gl", "", OwnLetters::spanish},
    {"nn", "", OwnLetters::nordic},
}};

}  // namespace

std::span<const LanguageRow> languages() { return table; }

LanguageId language_of(std::string_view tag) {
  std::string code(tag.substr(0, tag.find_first_of("-_")));
  for (char& c : code)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  if (code.empty()) return 0;
  const auto row = std::ranges::find(table, std::string_view(code), &LanguageRow::code);
  return row == table.end() ? LanguageId{0} : static_cast<LanguageId>(row - table.begin());
}

std::string detect_language(std::string_view title, std::string_view body) {
  // The beginning tells the language as well as the whole, and long articles would cost milliseconds.
  std::string text(title);
  text += '\n';
  text += body.substr(0, 4000);
  while (!text.empty() && body.size() > 4000 && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
    text.pop_back();
  bool reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return {};
  const std::string code = CLD2::LanguageCode(language);
  if (code == "zh-Hant") return "zh-Hant";
  if (code == "iw") return "he";
  return code == "un" ? std::string() : code;
}

}  // namespace broadsheet
