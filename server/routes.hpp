#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/message.hpp"
#include "server/pages.hpp"
#include "server/parameters.hpp"
#include "server/search_request.hpp"

namespace broadsheet::server {

class Service;

/// What an endpoint has at hand when it answers.
struct Call {
  Service& service;
  const Request& asked;
  SearchRequest request;
  std::string segment;               ///< the part of the path that stands for `{id}`, decoded
  std::string type;                  ///< of the types that the route has, the one that is wanted
  std::shared_ptr<Archive> archive;  ///< nothing where the route needs none
  PageContext context;
};

/// An address of the service. From this table are made: which endpoint answers, 405 and its Allow, warnings of unknown
/// parameters, the OpenAPI document, and the labels of the metrics.
struct Route {
  enum class Kind { api, page, feed, asset, operation };
  std::string_view path;  ///< `/v1/articles/{id}`: a part in braces is any one segment
  Kind kind;
  std::string_view about;
  std::vector<std::string_view> types;  ///< the first is the default
  std::vector<std::span<const ParameterRow>> parameters;
  bool archive = true;  ///< needs one
  Response (*answer)(const Call& call);

  std::vector<const ParameterRow*> rows() const;
};

const std::vector<Route>& routes();

/// The route of a path as sent, and what stands for its `{…}`; nothing where there is none.
struct Found {
  const Route* route = nullptr;
  std::string segment;
};
Found find_route(std::string_view path);

}  // namespace broadsheet::server
