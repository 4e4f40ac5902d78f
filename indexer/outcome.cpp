#include <broadsheet/indexer.hpp>

namespace broadsheet {

std::string_view outcome_name(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::added:
      return "added";
    case Outcome::Kind::updated:
      return "updated";
    case Outcome::Kind::unchanged:
      return "unchanged";
    case Outcome::Kind::duplicate:
      return "duplicate";
    case Outcome::Kind::rejected:
      return "rejected";
    case Outcome::Kind::not_searchable:
      return "not searchable";
    case Outcome::Kind::passed_over:
      return "passed over";
    case Outcome::Kind::removed:
      return "removed";
  }
  return "";
}

void OutcomeCounts::count(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::added:
      ++added;
      break;
    case Outcome::Kind::updated:
      ++updated;
      break;
    case Outcome::Kind::unchanged:
      ++unchanged;
      break;
    case Outcome::Kind::duplicate:
      ++duplicate;
      break;
    case Outcome::Kind::rejected:
      ++rejected;
      break;
    case Outcome::Kind::not_searchable:
      ++not_searchable;
      break;
    case Outcome::Kind::passed_over:
      ++passed_over;
      break;
    case Outcome::Kind::removed:
      ++removed;
      break;
  }
}

}  // namespace broadsheet
