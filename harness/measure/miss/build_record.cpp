// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/cache_spec.hpp>
#include <harness/measure/miss/build_record.hpp>
#include <harness/measure/miss/image_name.hpp>
#include <harness/progress/step.hpp>

#include <algorithm>
#include <functional>
#include <set>

namespace bxbench::measure {
namespace {

using progress::StepKind;
using progress::Vertex;
using VertexByDigest = std::map<std::string, const Vertex*>;

VertexByDigest by_digest(const progress::Trace& trace) {
  VertexByDigest found;
  for (const auto& vertex : trace.vertices)
    found[vertex.digest] = &vertex;
  return found;
}

/// The nearest steps below a vertex.
class Parents {
 public:
  explicit Parents(const VertexByDigest& vertices) : vertices_(vertices) {}
  std::vector<std::string> of(const Vertex& vertex) {
    found_.clear();
    seen_.clear();
    look_below(vertex);
    return found_;
  }

 private:
  void look_below(const Vertex& vertex) {
    for (const auto& digest : vertex.inputs) {
      const auto input = vertices_.find(digest);
      if (input == vertices_.end() || !seen_.insert(digest).second) continue;
      if (kind_of(*input->second) == StepKind::step)
        found_.push_back(input->second->name);
      else
        look_below(*input->second);
    }
  }
  const VertexByDigest& vertices_;
  std::vector<std::string> found_;
  std::set<std::string> seen_;
};

}  // namespace

bool same_builder(const BuildRecord& before, const BuildRecord& now) {
  return !now.runner.empty() && now.runner == before.runner;
}

bool share_a_name(const BuildRecord& before, const BuildRecord& now) {
  return std::any_of(now.looked_up.begin(), now.looked_up.end(), [&](const auto& name) {
    return name.kind != "mount id" &&
           std::any_of(before.saved_under.begin(), before.saved_under.end(), [&](const auto& one) {
             return one.kind == name.kind && one.value == name.value;
           });
  });
}

std::vector<BuiltStep> built_steps(const progress::Trace& trace) {
  const auto vertices = by_digest(trace);
  Parents parents(vertices);
  std::vector<BuiltStep> steps;
  for (const auto& vertex : trace.vertices) {
    if (kind_of(vertex) != StepKind::step) continue;
    const bool ran = !vertex.cached && (!vertex.intervals.empty() || !vertex.error.empty());
    steps.push_back({vertex.name, vertex.digest, vertex.cached, ran, progress::reran(vertex),
                     parents.of(vertex)});
  }
  return steps;
}

std::map<std::string, std::string> base_digests(const progress::Trace& trace) {
  std::map<std::string, std::string> bases;
  for (const auto& vertex : trace.vertices) {
    const auto at = vertex.name.rfind("@sha256:");
    if (at == std::string::npos) continue;
    const auto blank = vertex.name.rfind(' ', at);
    const auto begin = blank == std::string::npos ? 0 : blank + 1;
    bases[familiar(vertex.name.substr(begin, at - begin))] =
        vertex.name.substr(at + 1, vertex.name.find(' ', at) - at - 1);
  }
  return bases;
}

std::string export_error(const progress::Trace& trace, const std::vector<std::string>& cache_to) {
  // Inline caches are written with the image, without a vertex of their own.
  bool exported = cache_to.empty();
  for (const auto& target : cache_to)
    exported = exported || builder::read_spec(target).type == "inline";
  for (const auto& vertex : trace.vertices) {
    if (kind_of(vertex) != StepKind::export_cache) continue;
    if (!vertex.error.empty()) return vertex.error;
    exported = true;
  }
  return exported ? "" : "the build left --cache-to out";
}

}  // namespace bxbench::measure
