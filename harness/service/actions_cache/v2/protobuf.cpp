// SPDX-License-Identifier: Apache-2.0
// Field numbers: lib/generated/results/api/v1/cache.js of the npm package @actions/cache 4.1.0.
// Field 1 of every request (metadata: repository and scopes) is ignored: no client fills it.
#include <harness/service/actions_cache/operations/name.hpp>
#include <harness/service/actions_cache/v2/messages.hpp>

#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>

namespace bxbench::service::actions_cache {
namespace {

struct RequestFields {
  protozero::pbf_tag_type key, version, restore_keys, size_bytes;  ///< 0: the method has none
};

RequestFields fields_of(MethodV2 method) {
  switch (method) {
    case MethodV2::look_up:
      return {2, 4, 3, 0};
    case MethodV2::create:
      return {2, 3, 0, 0};
    case MethodV2::finalize:
      break;
  }
  return {2, 4, 0, 3};
}

Failure malformed() {
  return {FailureKind::malformed, "the body is no such protobuf message"};
}

// Throws protozero::exception; a wrong wire type is an assertion there, so it is looked at first.
std::string text_in(protozero::pbf_reader& reader) {
  if (reader.wire_type() != protozero::pbf_wire_type::length_delimited)
    throw protozero::unknown_pbf_wire_type_exception();
  return reader.get_string();
}

Outcome<std::optional<Bytes>> size_in(protozero::pbf_reader& reader) {
  if (reader.wire_type() != protozero::pbf_wire_type::varint) return malformed();
  const auto size = reader.get_int64();
  if (size < 0) return Failure{FailureKind::invalid_argument, "size_bytes is no size"};
  return std::optional(static_cast<Bytes>(size));
}

Outcome<MessageV2> read_fields(const RequestFields& fields, std::string_view bytes) {
  MessageV2 message;
  protozero::pbf_reader reader(bytes.data(), bytes.size());
  while (reader.next()) {
    const auto tag = reader.tag();
    if (tag == fields.key) {
      message.key = text_in(reader);
    } else if (tag == fields.version) {
      message.version = text_in(reader);
    } else if (tag == fields.restore_keys) {
      message.restore_keys.push_back(text_in(reader));
    } else if (tag == fields.size_bytes) {
      const auto size = size_in(reader);
      if (!size) return size.error();
      message.size_bytes = *size;
    } else {
      reader.skip();
    }
  }
  return message;
}

Outcome<void> check_names(const MessageV2& message) {
  if (auto key = checked_name(message.key, "key"); !key) return key.error();
  if (auto version = checked_name(message.version, "version"); !version) return version.error();
  for (const auto& text : message.restore_keys)
    if (auto key = checked_name(text, "a restore key"); !key) return key.error();
  return {};
}

}  // namespace

Outcome<MessageV2> parse_protobuf_v2(MethodV2 method, std::string_view bytes) {
  try {
    auto message = read_fields(fields_of(method), bytes);
    if (!message) return message.error();
    // A number of 0 is not sent: absent means 0.
    if (method == MethodV2::finalize && !message->size_bytes) message->size_bytes = 0;
    if (auto good = check_names(*message); !good) return good.error();
    return message;
  } catch (const protozero::exception&) {
    return malformed();
  }
}

std::string encode_protobuf_v2(MethodV2 method, const AnswerV2& answer) {
  std::string bytes;
  protozero::pbf_writer writer(bytes);
  if (answer.ok) writer.add_bool(1, true);
  if (method == MethodV2::finalize) {
    writer.add_int64(2, static_cast<std::int64_t>(answer.entry_id));
    return bytes;
  }
  if (!answer.url.empty()) writer.add_string(2, answer.url);
  if (!answer.matched_key.empty()) writer.add_string(3, answer.matched_key);
  return bytes;
}

}  // namespace bxbench::service::actions_cache
