#include "server/problem.hpp"

#include <algorithm>
#include <array>

namespace broadsheet::server {
namespace {

// A new code gets a row here; its page, its address and its place in the OpenAPI document follow.
constexpr std::array<ProblemKind, 13> kinds{{
    {"bad_parameter", 400, "A parameter has a value that it cannot have",
     "The address has a parameter that is known here, but its value is not one of those that it may have.",
     "The detail of the problem names the parameter and what it may be. Nothing is changed to the nearest value."},
    {"bad_date", 400, "A date was not understood",
     "A date given as a filter, or in a strict query, is no date: 2025-02-30 does not exist, and 30/2 is not read.",
     "Write 2025, 2025-02, 2025-02-03, or a number of days, as in 7d."},
    {"unknown_field", 400, "A query names a field that does not exist",
     "With strict, a query such as colour:red is refused, because no field is called colour. Without it the text is "
     "searched as words, and a note says so.",
     "The fields are tag, author, source, section, lang, date, title and those that 'broadsheet help query' lists."},
    {"query_too_large", 400, "A query is too large",
     "A query may have 4,096 bytes and, written out, 256 parts. This one has more.",
     "Shorten it, or ask two questions."},
    {"bad_request", 400, "The request is not one that is answered here",
     "The service only reads. A request has no body, one Host, and an address without %00.",
     "Send a plain GET request."},
    {"not_found", 404, "There is nothing at this address",
     "No page, article or document of this archive is at this address. An article may have been removed.",
     "Search for it, or look at /openapi.json for what there is."},
    {"method_not_allowed", 405, "This address can only be read",
     "The service has no way to write. Every address takes GET, HEAD and OPTIONS.", "Use GET."},
    {"revision_gone", 409, "The archive has changed since this list was begun",
     "A cursor goes on in a list of one state of the archive. Articles were added or removed since, so the next page "
     "would not fit the pages before it.",
     "Ask for the first page again, without the cursor."},
    {"url_too_long", 414, "The address is too long", "An address may have 8,192 bytes.",
     "Shorten the query, or leave out parameters."},
    {"headers_too_large", 431, "The headers of the request are too large",
     "A request may have 100 headers, 8 KiB in one and 32 KiB in all.",
     "Send fewer or shorter ones; cookies are not needed."},
    {"rate_limited", 429, "Too many requests from one address",
     "One address sent more requests, or holds more connections, than one may.",
     "Wait as many seconds as Retry-After says. Keep a copy of answers: they carry an ETag."},
    {"overloaded", 503, "There is more to do than can be done",
     "As many searches are waiting as may wait. This one was not begun.",
     "Ask again after as many seconds as Retry-After says."},
    {"index_unavailable", 503, "The archive cannot be read",
     "The archive is missing, damaged, or of a format that this program does not read.",
     "Who runs the service sees why in its log and with 'broadsheet check'. Ask again later."},
}};

std::string with(std::string_view code, char old_sign, char new_sign) {
  std::string out(code);
  std::ranges::replace(out, old_sign, new_sign);
  return out;
}

}  // namespace

std::span<const ProblemKind> problem_kinds() { return kinds; }

const ProblemKind* find_problem_kind(std::string_view code) {
  const auto* found = std::ranges::find(kinds, std::string_view(with(code, '-', '_')), &ProblemKind::code);
  return found == kinds.end() ? nullptr : found;
}

Problem problem(std::string_view code, std::string detail, std::string parameter) {
  const ProblemKind* kind = find_problem_kind(code);
  Problem made;
  made.code = code;
  if (kind) {
    made.status = kind->status;
    made.title = kind->title;
  }
  made.detail = std::move(detail);
  made.parameter = std::move(parameter);
  return made;
}

std::string with_hyphens(std::string_view code) { return with(code, '_', '-'); }

}  // namespace broadsheet::server
