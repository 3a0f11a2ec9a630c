// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/zstd_stream.hpp>
#include <harness/baseimage/architecture.hpp>
#include <harness/baseimage/oci_layout.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <vector>

namespace fs = std::filesystem;
using nlohmann::json;

namespace bxbench::baseimage {
namespace {

struct Blob {
  std::string digest;
  Bytes size = 0;
};

Result<Blob> add_blob(const fs::path& blobs, const std::string& content) {
  const auto hex = sha256_hex(content);
  if (auto written = write_file_atomically(blobs / hex, content); !written) return written.error();
  return Blob{"sha256:" + hex, content.size()};
}

Result<void> compress(const fs::path& tar, const fs::path& target) {
  auto writer = archive::ZstdWriter::create(target);
  if (!writer) return writer.error();
  std::ifstream in(tar, std::ios::binary);
  std::vector<char> buffer(1 << 20);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    if (auto written = writer->write({buffer.data(), static_cast<std::size_t>(in.gcount())});
        !written)
      return written.error();
  if (!in.eof()) return Error{Errc::io, fmt::format("cannot read {}", tar.string())};
  return writer->finish();
}

Result<Blob> add_layer(const fs::path& blobs, const fs::path& tar) {
  const auto aside = blobs / "layer.part";
  if (auto compressed = compress(tar, aside); !compressed) return compressed.error();
  auto hex = sha256_file(aside);
  if (!hex) return hex.error();
  std::error_code failure;
  const Bytes size = fs::file_size(aside, failure);
  if (!failure) fs::rename(aside, blobs / *hex, failure);
  if (failure)
    return Error{Errc::io, fmt::format("cannot keep {}: {}", aside.string(), failure.message())};
  return Blob{"sha256:" + *hex, size};
}

json descriptor(const char* media_type, const Blob& blob) {
  return {{"mediaType", media_type}, {"digest", blob.digest}, {"size", blob.size}};
}

json image_config(const std::string& diff_id, const std::map<std::string, std::string>& env) {
  std::vector<std::string> variables;
  if (env.find("PATH") == env.end())
    variables.emplace_back("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  for (const auto& [name, value] : env)
    variables.push_back(name + "=" + value);
  return {
      {"created", "1970-01-01T00:00:00Z"},
      {"architecture", machine_architecture()},
      {"os", "linux"},
      {"config", {{"Env", variables}, {"Cmd", {"/bin/sh"}}}},
      {"rootfs", {{"type", "layers"}, {"diff_ids", {"sha256:" + diff_id}}}},
      {"history", {{{"created", "1970-01-01T00:00:00Z"}, {"created_by", "bxbench base image"}}}}};
}

}  // namespace

Result<void> write_oci_layout(const fs::path& tar, const std::map<std::string, std::string>& env,
                              const fs::path& directory) {
  const auto blobs = directory / "blobs" / "sha256";
  if (auto made = make_directories(blobs); !made) return made.error();
  auto diff_id = sha256_file(tar);
  if (!diff_id) return diff_id.error();
  auto layer = add_layer(blobs, tar);
  if (!layer) return layer.error();
  auto config = add_blob(blobs, image_config(*diff_id, env).dump());
  if (!config) return config.error();
  const json manifest = {
      {"schemaVersion", 2},
      {"mediaType", "application/vnd.oci.image.manifest.v1+json"},
      {"config", descriptor("application/vnd.oci.image.config.v1+json", *config)},
      {"layers", {descriptor("application/vnd.oci.image.layer.v1.tar+zstd", *layer)}}};
  auto image = add_blob(blobs, manifest.dump());
  if (!image) return image.error();
  auto entry = descriptor("application/vnd.oci.image.manifest.v1+json", *image);
  entry["annotations"] = {{"org.opencontainers.image.ref.name", "latest"}};
  entry["platform"] = {{"architecture", machine_architecture()}, {"os", "linux"}};
  const json index = {{"schemaVersion", 2}, {"manifests", {entry}}};
  if (auto written = write_file_atomically(directory / "index.json", index.dump()); !written)
    return written.error();
  return write_file_atomically(directory / "oci-layout", R"({"imageLayoutVersion":"1.0.0"})");
}

Result<std::string> manifest_digest(const fs::path& layout) {
  auto text = read_file(layout / "index.json");
  if (!text) return text.error();
  const auto index = json::parse(*text, nullptr, false);
  const json::json_pointer first("/manifests/0/digest");
  if (!index.is_object() || !index.contains(first) || !index[first].is_string())
    return Error{Errc::io, fmt::format("{} names no image", (layout / "index.json").string())};
  return index[first].get<std::string>();
}

}  // namespace bxbench::baseimage
