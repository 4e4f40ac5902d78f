#pragma once

#include <string>
#include <string_view>

#include "indexer/item.hpp"

namespace broadsheet {

/// What an agency says about the use of an item, in whichever format.
struct NewsStatus {
  std::string status;      ///< `usable`, `stat:withheld`, `Canceled`; empty: nothing was said
  std::string embargo;     ///< a date; empty: none
  bool embargoed = false;  ///< until further notice
  std::string release;     ///< not before this date; what is no date is none
  std::string later;       ///< the status from `later_from` on
  std::string later_from;
};

/// Hands the item on, or says why it is not to be found: cancelled, withheld, or embargoed until a time to come; a time
/// without a zone has come when it has everywhere. An article of the same id in the archive, of the same or an earlier
/// version, is then taken out.
void put_news(Item&& item, const NewsStatus& status, ArticleSink& sink);

}  // namespace broadsheet
