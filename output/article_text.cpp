#include "output/article_text.hpp"

namespace broadsheet {

std::string date_text(const Date& date) {
  std::string text = date.value;
  if (const auto time = text.find('T'); time != std::string::npos) {
    text[time] = ' ';
    if (const auto zone = text.find_first_of("+-Z", time); zone != std::string::npos)
      text.insert(zone, text[zone] == 'Z' ? "" : " ");
  }
  return text;
}

std::string list_text(const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : "; ") + value;
  return text;
}

std::string query_value(const std::string& value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace broadsheet
