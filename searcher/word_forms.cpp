#include "searcher/word_forms.hpp"

#include <string>

namespace broadsheet {
namespace {

/// Word::key() has its capitals in the second byte.
bool key_has_capitals(std::string_view key) { return key.size() > 1 && static_cast<unsigned char>(key[1]) >> 2 != 0; }

}  // namespace

WordForms::WordForms(const std::vector<Part>& parts) {
  std::string form;
  for (const auto& part : parts) {
    const Tables& tables = part.tables();
    auto& words = words_.emplace_back();
    words.reserve(tables.words().size());
    for (std::uint32_t word = 0; word < tables.words().size(); ++word) {
      form = tables.word_form(word);
      std::erase(form, '\x1F');  // between the characters of a run
      if (form.size() > 2 && form.ends_with("'s")) form.resize(form.size() - 2);
      const auto number = forms_.insert(form).first;
      const bool capitals = key_has_capitals(tables.word_key(word));
      if (number == balance_.size()) balance_.push_back(0);
      const auto occurrences = static_cast<std::int64_t>(tables.words()[word].occurrences);
      balance_[number] += capitals ? occurrences : -occurrences;
      words.push_back({number, capitals});
    }
  }
}

}  // namespace broadsheet
