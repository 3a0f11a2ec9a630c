// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/router.hpp>
#include <harness/service/actions_cache/operations/failure.hpp>
#include <harness/service/actions_cache/service_state.hpp>

namespace bxbench::service::actions_cache {

/// One request on its way through the service.
struct Exchange {
  ServiceState& state;
  const http::Request& request;
  http::Body& body;
  RequestRecord record{};
  std::string same{};  ///< beside job, operation and key: what a repetition has in common with it
};

/// What one route of one protocol does with one request; made anew for each. Between the two steps
/// the service knows what is asked and has done nothing yet: there it is spoilt, if it is to be.
class Endpoint {
 public:
  virtual ~Endpoint() = default;
  /// Finds out who asks for what, and notes job and key in the record.
  virtual boost::asio::awaitable<Outcome<void>> identify(Exchange& exchange) = 0;
  virtual boost::asio::awaitable<Outcome<http::Response>> act(Exchange& exchange) = 0;
  /// The protocol's way to say no.
  virtual http::Response refuse(const Failure& failure) const = 0;
  /// An answer with just this status, as a proxy or an overloaded service would give it.
  virtual http::Response spoil(int status) const = 0;
  /// Adds what every answer of the protocol carries, also a spoilt one.
  virtual void complete(http::Response& response, const http::Request& request) const;
};

/// Whose operation of which protocol it is, as records say it.
struct Label {
  const char* protocol;
  const char* operation;
};

/// Runs the request through the endpoint, with faults, and notes its record once it was answered.
boost::asio::awaitable<http::Response> serve(std::shared_ptr<ServiceState> state, Label label,
                                             std::unique_ptr<Endpoint> endpoint,
                                             const http::Request& request, http::Body& body);

/// The handler of a route; endpoints are made from the arguments.
template <class E, class... Arguments>
http::Handler handler(std::shared_ptr<ServiceState> state, Label label, Arguments... arguments) {
  return [=](const http::Request& request, http::Body& body) {
    return serve(state, label, std::make_unique<E>(arguments...), request, body);
  };
}

/// The response; notes what became of it in the log.
http::Response logged(std::shared_ptr<ServiceState> state, http::Response response,
                      RequestRecord record, std::string same);

}  // namespace bxbench::service::actions_cache
