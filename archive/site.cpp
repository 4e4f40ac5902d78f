#include "archive/site.hpp"

#include <algorithm>

namespace broadsheet {

std::string host_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos || scheme > 10) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#\\"));
  if (const auto at = url.rfind('@'); at != std::string_view::npos) url.remove_prefix(at + 1);
  if (!url.starts_with('[')) url = url.substr(0, url.find(':'));
  std::string host(url);
  for (char& c : host)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  while (host.ends_with('.')) host.pop_back();
  return host;
}

std::vector<std::string> domains_of(std::string_view url) {
  const std::string host = host_of(url);
  std::vector<std::string> out;
  for (std::size_t at = 0; at < host.size();
       at = host.find('.', at) == std::string::npos ? host.size() : host.find('.', at) + 1)
    out.push_back(host.substr(at));
  return out;
}

std::vector<std::string> plain_words(std::string_view text, Analyzer& analyzer) {
  std::vector<Token> tokens;
  analyzer.analyze(text, 0, tokens);
  std::vector<std::string> out;
  for (const Token& token : tokens) {
    const Word& word = analyzer.word(token.word);
    if (word.run)
      out.insert(out.end(), word.clusters.begin(), word.clusters.end());
    else
      out.push_back(fold(word.base));
  }
  return out;
}

bool stand_in_a_row(const std::vector<std::string>& wanted, const std::vector<std::string>& words) {
  return !wanted.empty() && std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

}  // namespace broadsheet
