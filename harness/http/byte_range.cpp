// SPDX-License-Identifier: Apache-2.0
#include <harness/http/byte_range.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace bxbench::http {
namespace {

std::optional<Bytes> number(std::string_view digits) {
  Bytes value = 0;
  const auto end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (digits.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

ByteRange suffix_of(Bytes count, Bytes file_size) {
  const auto size = std::min(count, file_size);
  if (size == 0) return {ByteRange::Kind::beyond_the_end, 0, 0};
  return {ByteRange::Kind::part, file_size - size, size};
}

}  // namespace

ByteRange parse_byte_range(std::string_view header, Bytes file_size) {
  constexpr std::string_view unit = "bytes=";
  const ByteRange whole{ByteRange::Kind::whole, 0, file_size};
  if (!header.starts_with(unit)) return whole;
  header.remove_prefix(unit.size());
  const auto dash = header.find('-');
  if (dash == std::string_view::npos) return whole;
  const auto first = number(header.substr(0, dash));
  const auto last = number(header.substr(dash + 1));
  const bool open_end = dash + 1 == header.size();
  if (!first) return dash == 0 && last ? suffix_of(*last, file_size) : whole;
  if (!open_end && (!last || *last < *first)) return whole;
  if (*first >= file_size) return {ByteRange::Kind::beyond_the_end, 0, 0};
  const auto end = open_end ? file_size : std::min(*last, file_size - 1) + 1;
  return {ByteRange::Kind::part, *first, end - *first};
}

Response file_response(std::filesystem::path file, Bytes file_size, std::string_view range_header) {
  const auto range = parse_byte_range(range_header, file_size);
  Response response;
  response.headers = {{"Accept-Ranges", "bytes"}};
  if (range.kind == ByteRange::Kind::beyond_the_end) {
    response.status = 416;
    response.headers.push_back({"Content-Range", fmt::format("bytes */{}", file_size)});
    return response;
  }
  if (range.kind == ByteRange::Kind::part) {
    response.status = 206;
    const auto last = range.first + range.size - 1;
    response.headers.push_back(
        {"Content-Range", fmt::format("bytes {}-{}/{}", range.first, last, file_size)});
  }
  response.part = FilePart{std::move(file), range.first, range.size};
  return response;
}

}  // namespace bxbench::http
