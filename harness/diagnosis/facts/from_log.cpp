// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/build_facts.hpp>
#include <harness/diagnosis/facts/event_facts.hpp>
#include <harness/diagnosis/facts/from_log.hpp>
#include <harness/diagnosis/facts/step_name.hpp>
#include <harness/diagnosis/facts/trouble.hpp>

#include <algorithm>
#include <utility>

namespace bxbench::diagnosis {
namespace {

/// A log may say anything any number of times; what is kept of it is bounded.
constexpr std::size_t kept = 2000, kept_jobs = 2000, kept_in_all = 200'000;

}  // namespace

bool JobsFromLog::has_room(std::size_t size) const {
  return size < kept && facts_ < kept_in_all;
}

template <class Value>
void JobsFromLog::keep(std::vector<Value>& list, Value value) {
  if (!has_room(list.size())) return;
  list.push_back(std::move(value));
  ++facts_;
}

void JobsFromLog::add(const cilog::Event& event) {
  ++order_;
  std::visit([&](const auto& what) { on(what, event); }, event.what);
  if (event.time && !jobs_.empty() && jobs_.back().started == 0) jobs_.back().started = *event.time;
}

Job& JobsFromLog::job() {
  if (begins_) {
    if (jobs_.size() < kept_jobs)
      jobs_.emplace_back();
    else
      jobs_.back() = {};  // of too many the first ones and the last
    jobs_.back().run = run_;
    begins_ = false;
  }
  return jobs_.back();
}

Build& JobsFromLog::build() {
  if (!in_build_) {
    job().builds.emplace_back();
    job().builds.back().order = order_;
    in_build_ = true;
    carrier_build_ = false;
  }
  return job().builds.back();
}

void JobsFromLog::on(const cilog::LogBegins& begins, const cilog::Event&) {
  close_build();
  const auto& run = begins.archive.empty() ? begins.file : begins.archive;
  if (begins.archive.empty() || run != run_) begins_ = true;
  run_ = run;
}

void JobsFromLog::on(const cilog::JobBegins& begins, const cilog::Event&) {
  close_build();
  begins_ = true;
  post_ = cache_step_ = false;
  builder_.clear();
  driver_.clear();
  job().name = begins.name;
}

void JobsFromLog::on(const cilog::JobEnds& ends, const cilog::Event&) {
  close_build();
  if (ends.seconds) job().seconds = *ends.seconds;
}

void JobsFromLog::on(const cilog::StepBegins& begins, const cilog::Event& event) {
  close_build();
  post_ = begins.post;
  cache_step_ = begins.action.starts_with("actions/cache");
  if (begins.action.empty()) return;
  keep(job().actions, {begins.action, begins.inputs, begins.post, order_, place_of(event)});
}

void JobsFromLog::on(const cilog::StepEnds&, const cilog::Event&) {
  close_build();
  cache_step_ = false;
}

void JobsFromLog::on(const cilog::Ref& ref, const cilog::Event&) {
  if (job().ref.empty()) job().ref = ref.ref;
}

void JobsFromLog::on(const cilog::Restore& restore, const cilog::Event& event) {
  auto fact = fact_of(restore);
  fact.order = order_;
  fact.place = place_of(event);
  keep(job().restores, std::move(fact));
}

void JobsFromLog::on(const cilog::Save& save, const cilog::Event& event) {
  auto fact = fact_of(save);
  fact.post = post_;
  fact.order = order_;
  fact.place = place_of(event);
  keep(job().saves, std::move(fact));
}

void JobsFromLog::on(const cilog::Carry& carry, const cilog::Event& event) {
  auto fact = fact_of(carry);
  fact.order = order_;
  fact.place = place_of(event);
  keep(job().carries, std::move(fact));
}

void JobsFromLog::on(const cilog::DirectorySize& size, const cilog::Event& event) {
  if (!size.in_build)
    keep(job().directories, {size.path, size.bytes, order_, place_of(event)});
  else if (in_build_)
    keep(sizes_, {size, place_of(event)});
}

void JobsFromLog::on(const cilog::BuildBegins& begins, const cilog::Event& event) {
  close_build();
  auto& fact = build();
  fact.place = place_of(event);
  fact.command = begins.command;
  fact.cache_from = begins.cache_from;
  fact.cache_to = begins.cache_to;
  fact.builder = begins.builder.empty() ? builder_ : begins.builder;
  fact.driver = begins.driver.empty() ? driver_ : begins.driver;
}

void JobsFromLog::on(const cilog::BuildEnds& ends, const cilog::Event&) {
  if (!in_build_) return;
  build().failed = ends.failed;
  build().seconds = ends.seconds;
  close_build();
}

void JobsFromLog::on(const cilog::Builder& builder, const cilog::Event&) {
  builder_ = builder.name;
  driver_ = builder.driver;
}

Step& JobsFromLog::step(const std::string& vertex, const std::string& name, const Place& place) {
  auto& steps = build().steps;
  if (const auto known = vertices_.find(vertex); known != vertices_.end())
    return steps[known->second];
  if (!has_room(steps.size())) return spare_step_ = {};
  ++facts_;
  vertices_.emplace(vertex, steps.size());
  steps.push_back(named_step(name));
  steps.back().place = place;
  return steps.back();
}

void JobsFromLog::on(const cilog::BuildStep& event_step, const cilog::Event& event) {
  using State = cilog::BuildStep::State;
  if (is_of_carrier(event_step.name)) carrier_build_ = true;
  if (event_step.state == State::error) {
    build().error = event_step.error;
    build().trouble = trouble_of_cache(event_step.error);
  }
  if (!is_dockerfile_step(event_step.name)) return;
  auto& fact = step(event_step.vertex, event_step.name, place_of(event));
  if (event_step.seconds) fact.seconds = *event_step.seconds;
  fact.cached = event_step.state == State::cached || event_step.fetched;
  fact.ran = event_step.state == State::done && !event_step.fetched;
}

void JobsFromLog::on(const cilog::CacheTransfer& transfer, const cilog::Event& event) {
  const bool done = transfer.outcome == cilog::CacheTransfer::Outcome::done;
  if (transfer.direction == cilog::CacheTransfer::Direction::import) {
    Import fact{transfer.name, transfer.backend, done, transfer.error};
    fact.trouble = trouble_in(transfer.error);
    fact.place = place_of(event);
    keep(build().imports, std::move(fact));
    return;
  }
  Export fact{transfer.name, transfer.backend, done, transfer.error};
  fact.trouble = trouble_in(transfer.error);
  fact.seconds = transfer.seconds.value_or(0);
  fact.place = place_of(event);
  keep(build().exports, std::move(fact));
}

void JobsFromLog::on(const cilog::Downloads& downloads, const cilog::Event& event) {
  if (!in_build_) return;
  auto& fact = build();
  if (fact.downloads == 0) fact.download_place = place_of(event);
  fact.downloads += downloads.lines;
  if (const auto known = vertices_.find(downloads.vertex); known != vertices_.end())
    fact.steps[known->second].downloads += downloads.lines;
}

void JobsFromLog::on(const cilog::Measured& measured, const cilog::Event& event) {
  if (!in_build_ || build().compile_seconds) return;
  build().compile_seconds = measured.seconds;
  build().compile_place = place_of(event);
}

void JobsFromLog::on(const cilog::ContextSize& context, const cilog::Event& event) {
  build().context = context.bytes;
  build().context_place = place_of(event);
}

void JobsFromLog::on(const cilog::Notice& notice, const cilog::Event& event) {
  if (in_build_) keep(build().warnings, notice.text);
  const auto trouble = trouble_of_cache(notice.text, cache_step_);
  if (trouble == Trouble::other || trouble == Trouble::none) return;
  keep(job().remarks, {notice.text, trouble, order_, place_of(event)});
}

void JobsFromLog::close_build() {
  if (!in_build_) return;
  auto& fact = job().builds.back();
  find_mounts(fact);
  for (const auto& [size, place] : sizes_)
    note_size(size, place);
  if (carrier_build_ || tells_nothing(fact) || !has_room(job().builds.size() - 1)) {
    job().builds.pop_back();
  } else {
    note_names(fact, job());
    ++facts_;
  }
  in_build_ = carrier_build_ = false;
  vertices_.clear();
  sizes_.clear();
}

void JobsFromLog::note_size(const cilog::DirectorySize& size, const Place& place) {
  auto* mount = mount_at(job().builds.back(), size.path);
  if (!mount) return;
  mount->by_du = true;
  using Moment = cilog::DirectorySize::Moment;
  const bool first = !mount->before && !mount->after;
  if (size.moment == Moment::before || (size.moment == Moment::unknown && first)) {
    if (mount->before) return;
    mount->before = size.bytes;
    mount->place = place;
  } else {
    mount->after = size.bytes;
  }
}

std::vector<Job> JobsFromLog::take() {
  close_build();
  const bool timed =
      std::all_of(jobs_.begin(), jobs_.end(), [](const auto& one) { return one.started > 0; });
  if (timed)
    std::stable_sort(jobs_.begin(), jobs_.end(),
                     [](const auto& a, const auto& b) { return a.started < b.started; });
  return std::exchange(jobs_, {});
}

}  // namespace bxbench::diagnosis
