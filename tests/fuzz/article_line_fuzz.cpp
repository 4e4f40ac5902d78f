#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>

#include "checks.hpp"

using namespace broadsheet;

// A line that is no article line is refused with our error; one that is reads back as itself.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  Article article;
  try {
    article = from_article_line({reinterpret_cast<const char*>(data), size});
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::archive);
    return 0;
  }
  require(from_article_line(to_article_line(article)) == article);
  return 0;
}
