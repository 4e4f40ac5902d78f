#pragma once

#include <simdjson.h>

#include <broadsheet/article_line.hpp>
#include <cstdlib>
#include <string_view>

#include "indexer/clean.hpp"
#include "indexer/reader.hpp"

// What must be true of anything that a reader makes of any bytes.
namespace broadsheet {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline void require_clean(std::string_view text) {
  require(simdjson::validate_utf8(text.data(), text.size()));
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    require((c >= 0x20 || c == '\n' || c == '\t') && c != 0x7F);
    require(!(c == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0));
  }
}

struct CheckingSink : ArticleSink {
  void article(Article&& article) override {
    require(!article.id.empty());
    require(!article.title.empty() || !article.body.empty());
    for (const auto* text : {&article.file, &article.id, &article.title, &article.body, &article.url, &article.source,
                             &article.section, &article.lang, &article.description}) {
      require_clean(*text);
    }
    for (const auto* list : {&article.authors, &article.tags, &article.warnings}) {
      for (const auto& text : *list) {
        require_clean(text);
        require(!text.empty());
      }
    }
    for (const auto* date : {&article.date, &article.updated}) {
      if (!*date) continue;
      require_clean((*date)->value);
      require_clean((*date)->origin);
      require((*date)->first_day <= (*date)->last_day);
    }
    require(from_article_line(to_article_line(article)) == article);
    auto again = article;
    clean_article(again);
    require(again == article);
  }
  void reject(Outcome&& outcome) override {
    require_clean(outcome.reason);
    require(!outcome.file.empty() && !outcome.reason.empty());
  }
};

}  // namespace broadsheet
