#pragma once

#include <broadsheet/archive.hpp>
#include <string>
#include <vector>

#include "server/pages.hpp"
#include "temporary_folder.hpp"

namespace broadsheet::server {

/// An archive of a few articles, and the pages made of it as the server makes them.
class PageArchive {
 public:
  explicit PageArchive(const std::vector<Article>& articles);
  SearchRequest request(const Parameters& parameters) const;
  Results results(const SearchRequest& request) const { return archive_->search(request.text, request.options); }
  std::string search(const Parameters& parameters) const;
  std::string read(const std::string& id, const Parameters& parameters) const;
  std::string story(const std::string& id) const;
  std::string cited(const Parameters& parameters) const;
  PageContext context() const { return {"https://search.example", archive_->info(), "The Tarn Valley papers"}; }
  const Archive& archive() const { return *archive_; }

 private:
  TemporaryFolder folder_;
  std::optional<Archive> archive_;
};

/// Articles of a small town, with all that a page can show.
std::vector<Article> town_articles();

}  // namespace broadsheet::server
