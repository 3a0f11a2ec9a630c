// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/event_facts.hpp>
#include <harness/diagnosis/facts/owner.hpp>
#include <harness/diagnosis/facts/step_name.hpp>
#include <harness/diagnosis/facts/trouble.hpp>

namespace bxbench::diagnosis {
namespace {

Save::Result result_of(cilog::Save::Outcome outcome) {
  using Outcome = cilog::Save::Outcome;
  switch (outcome) {
    case Outcome::saved:
      return Save::Result::stored;
    case Outcome::hit_not_saving:
      return Save::Result::hit_before;
    case Outcome::reserved_elsewhere:
      return Save::Result::taken;
    case Outcome::no_path:
      return Save::Result::nothing_there;
    case Outcome::denied:
    case Outcome::failed:
      break;
  }
  return Save::Result::failed;
}

}  // namespace

Place place_of(const cilog::Event& event) {
  if (event.sources.empty()) return {};
  const auto& source = event.sources.front();
  return {source.file, source.line, 0, source.text};
}

Restore fact_of(const cilog::Restore& restore) {
  using Outcome = cilog::Restore::Outcome;
  Restore fact{restore.key};
  fact.hit = restore.outcome == Outcome::exact || restore.outcome == Outcome::prefix;
  fact.exact = restore.outcome == Outcome::exact;
  fact.matched_key = restore.matched_key;
  fact.bytes = restore.bytes;
  fact.path = restore.path;
  fact.error = restore.error;
  fact.trouble = trouble_in(restore.error);
  return fact;
}

Save fact_of(const cilog::Save& save) {
  Save fact{save.key, result_of(save.outcome), save.bytes, save.path, save.error};
  if (save.outcome == cilog::Save::Outcome::denied)
    fact.trouble = Trouble::denied;
  else if (fact.result == Save::Result::failed)
    fact.trouble = trouble_in(save.error);
  // Version 2 of the service says it so, where the toolkit has no sentence of its own for it.
  if (fact.result == Save::Result::failed && save.error.find("(409)") != save.error.npos) {
    fact.result = Save::Result::taken;
    fact.trouble = Trouble::none;
  }
  return fact;
}

Carry fact_of(const cilog::Carry& carry) {
  Carry fact;
  const bool in = carry.direction == cilog::Carry::Direction::inject;
  fact.direction = in ? Carry::Direction::inject : Carry::Direction::extract;
  fact.target = carry.target.empty() ? "" : tidy_path(carry.target);
  fact.id_given = !carry.id.empty();
  fact.id = fact.id_given ? carry.id : fact.target;
  fact.owner = owner_of(carry.uid, carry.gid);
  fact.bytes = carry.bytes;
  fact.seconds = carry.seconds;
  fact.host_dir = carry.host_dir;
  fact.skipped = carry.skipped;
  fact.builder = carry.builder;
  return fact;
}

Trouble trouble_of_cache(std::string_view text, bool cache_step) {
  const auto trouble = trouble_in(text);
  if (trouble == Trouble::none) return trouble;
  const bool of_much = trouble == Trouble::not_found || trouble == Trouble::denied;
  if (of_much || !(cache_step || names_cache(text))) return Trouble::other;
  // A base image is pulled by the same reader of blobs, and its registry may refuse as well.
  if (trouble != Trouble::evicted && text.find("httpReadSeeker") != text.npos)
    return Trouble::other;
  return trouble;
}

}  // namespace bxbench::diagnosis
