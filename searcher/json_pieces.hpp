// What several JSON documents of ours hold in the same form.
#pragma once

#include <broadsheet/results.hpp>
#include <nlohmann/json.hpp>
#include <string>

namespace broadsheet {

/// {value, relation "eq"|"gte", reason}; the reason only where there is one.
nlohmann::ordered_json count_json(const Count& count);

/// {uuid, revision, documents, built, analyzer, icu, synonyms}; the last only where there are some
nlohmann::ordered_json index_json(const ArchiveInfo& index);

/// One line. Bytes that are no UTF-8 become U+FFFD.
std::string json_line(const nlohmann::ordered_json& json);

}  // namespace broadsheet
