#pragma once

#include <string>
#include <string_view>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// A mail (`.eml`) that is an article: subject, sender, date and text; or a page that a browser saved as one file
/// (MHTML), which is read as the page that it is. Of a mailbox (mbox, which begins with a line `From `) every message,
/// as `file#n`, counted from 1.
void read_mail(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// True for the beginning of a message (RFC 5322) of either kind.
bool is_mail(std::string_view head);

}  // namespace broadsheet
