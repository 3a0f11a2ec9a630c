// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/endpoint.hpp>
#include <harness/service/actions_cache/fault/cut_body.hpp>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {
namespace {

http::Cut::Kind kind_of(suite::Fault::Cut cut) {
  switch (cut) {
    case suite::Fault::Cut::reset:
      return http::Cut::reset;
    case suite::Fault::Cut::truncate:
      return http::Cut::truncate;
    case suite::Fault::Cut::stall:
      return http::Cut::stall;
    case suite::Fault::Cut::none:
      break;
  }
  return http::Cut::none;
}

/// No answer: the connection breaks.
http::Response hang_up(http::Cut::Kind kind) {
  http::Response response;
  response.status = 0;
  response.cut.kind = kind;
  return response;
}

asio::awaitable<http::Response> act(Endpoint& endpoint, Exchange& exchange) {
  auto answer = co_await endpoint.act(exchange);
  if (!answer) co_return endpoint.refuse(answer.error());
  co_return std::move(*answer);
}

/// The bytes of an answer's body.
Bytes length(const http::Response& response) {
  return response.part ? response.part->size : response.text.size();
}

void break_off(http::Response& response, const suite::Fault& fault) {
  const auto size = length(response);
  if (size == 0 && fault.cut_after == 0) response = hang_up(kind_of(fault.cut));
  if (size <= fault.cut_after) return;
  response.cut.kind = kind_of(fault.cut);
  response.cut.after = fault.cut_after;
}

asio::awaitable<http::Response> cut_upload(Endpoint& endpoint, Exchange& exchange,
                                           const suite::Fault& fault) {
  CutBody body(exchange.body, fault.cut_after);
  Exchange cut{exchange.state, exchange.request, body, std::move(exchange.record), exchange.same};
  http::Response response = co_await act(endpoint, cut);
  exchange.record = std::move(cut.record);
  if (body.is_cut()) response = hang_up(kind_of(fault.cut));
  co_return response;
}

asio::awaitable<http::Response> cut(Endpoint& endpoint, Exchange& exchange,
                                    const FaultInjector::Drawn& drawn) {
  const auto& fault = drawn.fault;
  http::Response response;
  if (exchange.record.operation == "upload") {
    response = co_await cut_upload(endpoint, exchange, fault);
  } else {
    response = co_await act(endpoint, exchange);
    break_off(response, fault);
  }
  if (response.cut.kind == http::Cut::none && fault.delay == 0) {
    exchange.state.faults.missed(drawn);
    exchange.record.fault = false;
  }
  co_return response;
}

http::Response with_status(const Endpoint& endpoint, const suite::Fault& fault) {
  auto response = endpoint.spoil(fault.status);
  if (fault.retry_after)
    response.headers.push_back({"Retry-After", retry_after_field(*fault.retry_after)});
  if (fault.cut != suite::Fault::Cut::none) break_off(response, fault);
  return response;
}

asio::awaitable<http::Response> act_faultily(Endpoint& endpoint, Exchange& exchange,
                                             const FaultInjector::Drawn& drawn) {
  const auto& fault = drawn.fault;
  exchange.record.fault = true;
  if (fault.delay > 0 && !co_await exchange.state.delays.wait(fault.delay))
    co_return hang_up(http::Cut::reset);
  http::Response response;
  if (fault.status != 0)
    response = with_status(endpoint, fault);
  else if (fault.cut != suite::Fault::Cut::none)
    response = co_await cut(endpoint, exchange, drawn);
  else
    response = co_await act(endpoint, exchange);
  co_return response;
}

asio::awaitable<http::Response> answer(Endpoint& endpoint, Exchange& exchange) {
  const auto identified = co_await endpoint.identify(exchange);
  if (!identified) co_return endpoint.refuse(identified.error());
  auto& record = exchange.record;
  exchange.same = record.job + "\n" + record.protocol + "\n" + record.operation + "\n" +
                  record.key + "\n" + exchange.same;
  record.retry = exchange.state.log.is_retry(exchange.same);
  const auto fault = exchange.state.faults.draw(record.operation, record.key);
  http::Response response;
  if (fault)
    response = co_await act_faultily(endpoint, exchange, *fault);
  else
    response = co_await act(endpoint, exchange);
  co_return response;
}

}  // namespace

void Endpoint::complete(http::Response&, const http::Request&) const {}

http::Response logged(std::shared_ptr<ServiceState> state, http::Response response,
                      RequestRecord record, std::string same) {
  const bool cut = response.cut.kind != http::Cut::none;
  response.done = [state = std::move(state), record = std::move(record), same = std::move(same),
                   cut](const http::Served& served) {
    auto complete = record;
    complete.status = served.status;
    complete.bytes_in = served.bytes_in;
    complete.bytes_out = served.bytes_out;
    complete.seconds = seconds(served.duration);
    state->log.note(std::move(complete), same, cut);
  };
  return response;
}

asio::awaitable<http::Response> serve(std::shared_ptr<ServiceState> state, Label label,
                                      std::unique_ptr<Endpoint> endpoint,
                                      const http::Request& request, http::Body& body) {
  Exchange exchange{*state, request, body};
  exchange.record.protocol = label.protocol;
  exchange.record.operation = label.operation;
  exchange.record.client = http::find_field(request.headers, "User-Agent");
  http::Response response = co_await answer(*endpoint, exchange);
  endpoint->complete(response, request);
  co_return logged(std::move(state), std::move(response), std::move(exchange.record),
                   std::move(exchange.same));
}

}  // namespace bxbench::service::actions_cache
