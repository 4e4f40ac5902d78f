#include "searcher/json_pieces.hpp"

namespace broadsheet {

nlohmann::ordered_json count_json(const Count& count) {
  nlohmann::ordered_json out = {{"value", count.value},
                                {"relation", count.relation == Count::Relation::eq ? "eq" : "gte"}};
  if (!count.reason.empty()) out["reason"] = count.reason;
  return out;
}

nlohmann::ordered_json index_json(const ArchiveInfo& index) {
  nlohmann::ordered_json out = {{"uuid", index.uuid},   {"revision", index.revision}, {"documents", index.documents},
                                {"built", index.built}, {"analyzer", index.analyzer}, {"icu", index.icu}};
  if (!index.synonyms.empty()) out["synonyms"] = index.synonyms;
  return out;
}

std::string json_line(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace broadsheet
