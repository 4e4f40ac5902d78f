// What went wrong, on the page where it did; and /problems/{code}: what that means and what to do.

#include "server/page_frame.hpp"
#include "server/page_links.hpp"
#include "server/page_words.hpp"

namespace broadsheet::server {
namespace {

Markup row(std::string_view name, std::string_view value) {
  return element("dt", {}, {text(name)}) + element("dd", {}, {text(value)});
}

}  // namespace

std::string problem_page(const SearchRequest* request, const Problem& problem, const PageContext& context) {
  Frame frame;
  frame.title = problem.title;
  if (request != nullptr) {
    frame.query = request->text;
    frame.kept = without(without(request->parameters, "q"), problem.parameter);
  }
  Markup facts;
  if (!problem.parameter.empty()) facts += row(says::in_parameter, problem.parameter);
  facts += row(says::problem_code, problem.code) + row(says::problem_status, std::to_string(problem.status));
  frame.main = element("h1", {}, {text(problem.title)}) +
               element("p", {attribute("class", "detail"), attribute("role", "alert"), attribute("dir", "auto")},
                       {text(problem.detail)}) +
               element("dl", {attribute("class", "facts")}, {facts});
  if (find_problem_kind(problem.code) != nullptr)
    frame.main += element("p", {},
                          {element("a", {href(Address::ours("/problems/" + with_hyphens(problem.code)))},
                                   {text(says::what_this_means)})});
  return page(frame, context);
}

std::string problem_kind_page(std::string_view code, const PageContext& context) {
  const ProblemKind* kind = find_problem_kind(code);
  if (kind == nullptr) return {};
  Frame frame;
  frame.title = kind->title;
  frame.main = element("h1", {}, {text(kind->title)}) + element("h2", {}, {text(says::what_happened)}) +
               element("p", {}, {text(kind->meaning)}) + element("h2", {}, {text(says::what_to_do)}) +
               element("p", {}, {text(kind->remedy)}) +
               element("dl", {attribute("class", "facts")},
                       {row(says::problem_code, kind->code), row(says::problem_status, std::to_string(kind->status))});
  return page(frame, context);
}

}  // namespace broadsheet::server
