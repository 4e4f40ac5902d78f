// The answer document, the same from `--format json` and from HTTP. Keys in this order; what is not there is left out,
// never null or empty. Places are half-open and in the unit asked for (bytes of UTF-8, units of UTF-16, code points).
//
//   format   1
//   query    {input, canonical, warnings [{code, begin, end, message}], hash}
//            by HTTP a warning on a parameter has `parameter` instead of a place
//   total    {articles, stories, sources}, each {value, relation "eq"|"gte", reason}
//   hits     [{id, score, title {text, spans [[begin, end]]}, url, date {value, precision, origin, zone}, source,
//              authors [], tags [], lang, section, words, passage_url, story {id, copies},
//              passages [{text, start, spans}]}]
//            url, passage_url: only of the web (http, https); passage_url is scrolled to the first passage
//            story: the id of its first article, and how many articles it has in the archive, two or more
//            passages[].start is the place of the passage in the body, its spans are places in its own text
//   facets   {tag: [{value, articles}], …}
//   timeline {unit, relation, buckets [{from, articles}], unplaced [{from, precision, articles}], undated}
//            in a trend each row also has `base` (articles there are) and `share`, and total has `base`
//   relaxed  {total {articles}, hits}
//   help     {conjuncts [{query, articles {value, relation}}]}
//   next     offset of the next page
//   index    {uuid, revision, documents, built, analyzer, icu, synonyms}; synonyms, a hash, only where there are some
//   took_ms, partial (only where true)

#include <broadsheet/article_line.hpp>
#include <broadsheet/json.hpp>
#include <broadsheet/web_url.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "searcher/json_pieces.hpp"

namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;

/// Places of a text in the unit asked for; asked in ascending order it reads the text once.
class Places {
 public:
  Places(std::string_view text, Offsets unit) : text_(text), unit_(unit) {}
  std::size_t operator()(std::size_t byte) {
    if (unit_ == Offsets::utf8) return byte;
    if (byte < at_) at_ = units_ = 0;
    for (; at_ < byte && at_ < text_.size(); ++at_) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if ((c & 0xC0) != 0x80) units_ += unit_ == Offsets::utf16 && c >= 0xF0 ? 2 : 1;
    }
    return units_;
  }

 private:
  std::string_view text_;
  Offsets unit_;
  std::size_t at_ = 0, units_ = 0;
};

Json spans_json(std::string_view text, const std::vector<Span>& spans, Offsets unit) {
  Places place(text, unit);
  Json out = Json::array();
  for (const auto& span : spans) {
    const auto begin = place(span.begin);
    out.push_back({begin, place(span.end)});
  }
  return out;
}

Json marked_json(const MarkedText& marked, Offsets unit) {
  Json out = {{"text", marked.text}};
  if (!marked.spans.empty()) out["spans"] = spans_json(marked.text, marked.spans, unit);
  return out;
}

const char* precision_name(Precision precision) {
  switch (precision) {
    case Precision::decade:
      return "decade";
    case Precision::year:
      return "year";
    case Precision::month:
      return "month";
    case Precision::day:
      return "day";
    case Precision::minute:
      return "minute";
    case Precision::second:
      return "second";
  }
  return "day";
}

void put(Json& out, const char* name, const std::string& value) {
  if (!value.empty()) out[name] = value;
}

Json date_json(const Date& date) {
  Json out = {{"value", date.value}, {"precision", precision_name(date.precision)}};
  put(out, "origin", date.origin);
  put(out, "zone", date.zone);
  return out;
}

void put_fields(Json& out, const Article& article) {
  put(out, "url", web_url(article.url).value_or(""));  // another is text, not a link
  if (article.date) out["date"] = date_json(*article.date);
  put(out, "source", article.source);
  if (!article.authors.empty()) out["authors"] = article.authors;
  if (!article.tags.empty()) out["tags"] = article.tags;
  put(out, "lang", article.lang);
  put(out, "section", article.section);
  out["words"] = article.words;
}

Json hit_json(const Hit& hit, Offsets unit) {
  Json out = {
      {"id", hit.article.id}, {"score", std::round(hit.score * 1e4) / 1e4}, {"title", marked_json(hit.title, unit)}};
  put_fields(out, hit.article);
  put(out, "passage_url", passage_url(hit).value_or(""));
  if (hit.story) out["story"] = {{"id", hit.story->id}, {"copies", hit.story->copies}};
  Json passages = Json::array();
  for (const auto& passage : hit.passages) {
    const auto start = unit == Offsets::utf8    ? passage.start
                       : unit == Offsets::utf16 ? passage.start_utf16
                                                : passage.start_codepoint;
    Json one = {{"text", passage.text}, {"start", start}};
    if (!passage.spans.empty()) one["spans"] = spans_json(passage.text, passage.spans, unit);
    passages.push_back(std::move(one));
  }
  if (!passages.empty()) out["passages"] = std::move(passages);
  return out;
}

Json hits_json(const std::vector<Hit>& hits, Offsets unit) {
  Json out = Json::array();
  for (const auto& hit : hits) out.push_back(hit_json(hit, unit));
  return out;
}

Json query_json(const Results& results, Offsets unit) {
  Json out = {{"input", results.query.input}, {"canonical", results.canonical}};
  if (!results.query.warnings.empty()) {
    Json warnings = Json::array();
    for (const auto& warning : results.query.warnings) {
      if (!warning.parameter.empty()) {
        warnings.push_back({{"code", warning.code}, {"parameter", warning.parameter}, {"message", warning.message}});
        continue;
      }
      Places place(results.query.input, unit);
      const auto begin = place(warning.begin);
      warnings.push_back(
          {{"code", warning.code}, {"begin", begin}, {"end", place(warning.end)}, {"message", warning.message}});
    }
    out["warnings"] = std::move(warnings);
  }
  for (const auto& expansion : results.expansions) {
    Json to = Json::array();
    for (const auto& word : expansion.to) {
      Json one = {{"text", word.text}};
      if (word.occurrences > 0) one["occurrences"] = word.occurrences;
      to.push_back(std::move(one));
    }
    out["expansions"].push_back({{"from", expansion.from}, {"to", std::move(to)}, {"words", expansion.words}});
  }
  put(out, "hash", results.query_hash);
  return out;
}

/// Adds what a count is a share of, where that was asked for.
Json with_share(Json row, std::uint64_t articles, std::uint64_t base, bool shares) {
  if (!shares) return row;
  row["base"] = base;
  if (base > 0) row["share"] = static_cast<double>(articles) / static_cast<double>(base);
  return row;
}

Json timeline_json(const Timeline& timeline, const Results& results) {
  const bool shares = results.base.has_value();
  Json buckets = Json::array(), unplaced = Json::array();
  for (const auto& bucket : timeline.buckets)
    buckets.push_back(with_share({{"from", bucket.from}, {"articles", bucket.articles}, {"stories", bucket.stories}},
                                 bucket.articles, bucket.base, shares));
  for (const auto& one : timeline.unplaced)
    unplaced.push_back(with_share({{"from", one.from},
                                   {"precision", precision_name(one.precision)},
                                   {"articles", one.articles},
                                   {"stories", one.stories}},
                                  one.articles, one.base, shares));
  Json out = {{"unit", timeline.unit},
              {"relation", results.articles.relation == Count::Relation::eq ? "eq" : "gte"},
              {"buckets", buckets},
              {"unplaced", unplaced},
              {"undated", timeline.undated}};
  if (shares) out["undated_base"] = timeline.undated_base;
  return out;
}

Json rows_json(const std::vector<FacetRow>& rows, bool shares = false) {
  Json out = Json::array();
  for (const auto& row : rows) {
    Json one = {{"value", row.value}, {"articles", row.articles}};
    if (row.stories > 0) one["stories"] = row.stories;
    out.push_back(with_share(std::move(one), row.articles, row.base, shares));
  }
  return out;
}

/// Foreign bytes that are no UTF-8 (only a query can have them) become U+FFFD.
Json tree_json(const ExplainedNode& node) {
  Json out = {{"kind", node.kind}, {"query", node.query}};
  if (!node.asks.empty()) out["operator"] = node.asks;
  if (node.articles) out["articles"] = count_json(*node.articles);
  if (node.holds) out["holds"] = *node.holds;
  if (node.score > 0) out["score"] = node.score;
  if (!node.children.empty()) {
    Json children = Json::array();
    for (const auto& child : node.children) children.push_back(tree_json(child));
    out["children"] = std::move(children);
  }
  return out;
}

Json help_json(const Help& help) {
  Json out = Json::object();
  const auto list = [](const std::vector<Help::Conjunct>& conjuncts) {
    Json all = Json::array();
    for (const auto& conjunct : conjuncts)
      all.push_back({{"query", conjunct.query}, {"articles", count_json(conjunct.articles)}});
    return all;
  };
  if (!help.conjuncts.empty()) out["conjuncts"] = list(help.conjuncts);
  if (!help.without.empty()) out["without"] = list(help.without);
  for (const auto& one : help.spelling)
    out["spelling"].push_back(
        {{"from", one.from}, {"to", one.to}, {"query", one.query}, {"articles", count_json(one.articles)}});
  return out;
}

}  // namespace

std::string to_json(const Results& results, Offsets unit) {
  Json out = {{"format", 1}, {"query", query_json(results, unit)}};
  out["total"] = {{"articles", count_json(results.articles)},
                  {"stories", count_json(results.stories)},
                  {"sources", count_json(results.sources)}};
  if (results.base) out["total"]["base"] = count_json(*results.base);
  out["hits"] = hits_json(results.hits, unit);
  if (!results.facets.empty()) {
    Json facets = Json::object();
    for (const auto& facet : results.facets) facets[facet.field] = rows_json(facet.rows, results.base.has_value());
    out["facets"] = std::move(facets);
  }
  if (results.timeline) out["timeline"] = timeline_json(*results.timeline, results);
  if (results.relaxed)
    out["relaxed"] = {{"total", {{"articles", count_json(results.relaxed->articles)}}},
                      {"hits", hits_json(results.relaxed->hits, unit)}};
  if (results.help) out["help"] = help_json(*results.help);
  if (results.next_offset) out["next"] = *results.next_offset;
  out["index"] = index_json(results.index);
  out["took_ms"] = std::round(results.took_ms * 1e3) / 1e3;
  if (results.partial) out["partial"] = true;
  return json_line(out);
}

std::string to_json(const Hit& hit, Offsets unit) { return json_line(hit_json(hit, unit)); }

std::string to_json(const Archive::Reading& reading, const ArchiveInfo& index, Offsets unit) {
  Json article = {
      {"file", reading.article.file}, {"id", reading.article.id}, {"title", marked_json(reading.title, unit)}};
  put_fields(article, reading.article);
  if (reading.article.updated) article["updated"] = date_json(*reading.article.updated);
  put(article, "description", reading.article.description);
  article["body"] = marked_json(reading.body, unit);
  return json_line({{"format", 1}, {"article", std::move(article)}, {"index", index_json(index)}});
}

std::string to_json(const ArchiveStats& stats) {
  Json parts = Json::array();
  for (const auto& part : stats.parts)
    parts.push_back({{"name", part.name}, {"articles", part.articles}, {"gone", part.gone}, {"bytes", part.bytes}});
  Json out = {{"format", 1},
              {"index", index_json(stats.index)},
              {"words", stats.words},
              {"distinct_words", stats.distinct_words},
              {"undated", stats.undated}};
  if (stats.first_date) out["first_date"] = *stats.first_date;
  if (stats.last_date) out["last_date"] = *stats.last_date;
  out["reference_length"] = stats.reference_length;
  out["languages"] = rows_json(stats.languages);
  out["sources"] = rows_json(stats.sources);
  out["parts"] = std::move(parts);
  return json_line(out);
}

std::string to_json(const DateStats& stats) {
  return json_line({{"format", 1},
                    {"index", index_json(stats.index)},
                    {"precisions", rows_json(stats.precisions)},
                    {"origins", rows_json(stats.origins)},
                    {"undated", stats.undated},
                    {"refused", rows_json(stats.refused)}});
}

std::string to_json(const std::vector<Suggestion>& suggestions, const ArchiveInfo& index) {
  Json list = Json::array();
  for (const auto& one : suggestions)
    list.push_back(
        {{"kind", one.kind}, {"text", one.text}, {"label", one.label}, {"articles", count_json(one.articles)}});
  return json_line({{"format", 1}, {"suggestions", std::move(list)}, {"index", index_json(index)}});
}

std::string explain_json(const Results& results, Offsets unit) {
  Json out = {{"format", 1},
              {"query", query_json(results, unit)},
              {"tree", tree_json(results.explained ? *results.explained : outline(results.query.root))}};
  if (!results.index.uuid.empty()) {
    out["total"] = {{"articles", count_json(results.articles)}};
    out["index"] = index_json(results.index);
  }
  return json_line(out);
}

}  // namespace broadsheet
