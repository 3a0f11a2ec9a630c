// SPDX-License-Identifier: Apache-2.0
#include <harness/service/registry/store.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

using nlohmann::json;

namespace bxbench::service::registry {
namespace {

using namespace nlohmann::literals;
constexpr std::string_view sha256 = "sha256:";

fs::path blob_of(const fs::path& layout, const std::string& digest) {
  return layout / "blobs" / "sha256" / digest.substr(sha256.size());
}

bool is_blob(const fs::path& inside) {
  return inside.filename() == "data" &&
         std::find(inside.begin(), inside.end(), "blobs") != inside.end();
}

/// The digests of an OCI layout's one image.
struct Image {
  std::string manifest;
  std::vector<std::string> parts;  ///< config and layers
};

/// Empty where there is no text.
std::string text_at(const json& value, const json::json_pointer& place) {
  const bool there = value.is_object() && value.contains(place) && value[place].is_string();
  return there ? value[place].get<std::string>() : std::string{};
}

Result<Image> read_layout(const fs::path& layout) {
  const auto refuse = [&](const char* what) {
    return Error{Errc::io, fmt::format("{}: {}", layout.string(), what)};
  };
  auto text = read_file(layout / "index.json");
  if (!text) return text.error();
  const auto index = json::parse(*text, nullptr, false);
  Image image;
  image.manifest = text_at(index, "/manifests/0/digest"_json_pointer);
  if (!image.manifest.starts_with(sha256)) return refuse("its index names no manifest");
  text = read_file(blob_of(layout, image.manifest));
  if (!text) return text.error();
  const auto manifest = json::parse(*text, nullptr, false);
  image.parts.push_back(text_at(manifest, "/config/digest"_json_pointer));
  const auto layers = "/layers"_json_pointer;
  if (manifest.is_object() && manifest.contains(layers))
    for (const auto& layer : manifest[layers])
      image.parts.push_back(text_at(layer, "/digest"_json_pointer));
  for (const auto& part : image.parts)
    if (!part.starts_with(sha256)) return refuse("its manifest names no digests");
  return image;
}

Result<void> add_blob(const fs::path& root, const fs::path& layout, const std::string& digest) {
  const auto hex = digest.substr(sha256.size());
  const auto directory = root / "blobs" / "sha256" / hex.substr(0, 2) / hex;
  std::error_code failure;
  if (fs::exists(directory / "data", failure)) return {};
  if (auto made = make_directories(directory); !made) return made;
  fs::create_hard_link(blob_of(layout, digest), directory / "data", failure);
  if (failure == std::errc::file_exists) return {};
  if (!failure) return {};
  const auto aside = directory / fmt::format("data.{}.part", ::getpid());
  fs::copy_file(blob_of(layout, digest), aside, fs::copy_options::overwrite_existing, failure);
  if (!failure) fs::rename(aside, directory / "data", failure);
  if (!failure) return {};
  return Error{Errc::io, fmt::format("cannot add {} to a registry: {}", digest, failure.message())};
}

Result<void> add_link(const fs::path& directory, const std::string& digest) {
  if (auto made = make_directories(directory); !made) return made;
  return write_file_atomically(directory / "link", digest);
}

}  // namespace

Result<void> add_oci_layout(const fs::path& storage, const ImageName& name,
                            const fs::path& layout) {
  auto image = read_layout(layout);
  if (!image) return image.error();
  const auto root = storage / "docker" / "registry" / "v2";
  const auto place = root / "repositories" / name.repository;
  for (const auto& part : image->parts) {
    if (auto added = add_blob(root, layout, part); !added) return added;
    const auto hex = part.substr(sha256.size());
    if (auto added = add_link(place / "_layers" / "sha256" / hex, part); !added) return added;
  }
  if (auto added = add_blob(root, layout, image->manifest); !added) return added;
  const auto hex = image->manifest.substr(sha256.size());
  const auto manifests = place / "_manifests";
  for (const auto& directory : {manifests / "revisions" / "sha256" / hex,
                                manifests / "tags" / name.tag / "index" / "sha256" / hex,
                                manifests / "tags" / name.tag / "current"})
    if (auto added = add_link(directory, image->manifest); !added) return added;
  return {};
}

Result<void> link_store(const fs::path& from, const fs::path& to) {
  if (auto made = make_directories(to); !made) return made;
  std::error_code failure;
  fs::recursive_directory_iterator entries(from, failure), end;
  for (; !failure && entries != end; entries.increment(failure)) {
    const auto inside = entries->path().lexically_relative(from);
    if (entries->is_directory()) {
      if (inside.filename() == "_uploads")
        entries.disable_recursion_pending();
      else
        fs::create_directory(to / inside, failure);
    } else if (is_blob(inside)) {
      fs::create_hard_link(entries->path(), to / inside, failure);
    } else {
      fs::copy_file(entries->path(), to / inside, failure);
    }
    if (failure) break;
  }
  if (!failure) return {};
  return Error{Errc::io, fmt::format("cannot copy the registry's storage {} to {}: {}",
                                     from.string(), to.string(), failure.message())};
}

}  // namespace bxbench::service::registry
