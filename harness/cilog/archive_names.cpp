// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/archive_names.hpp>
#include <harness/cilog/scan.hpp>

#include <algorithm>
#include <limits>
#include <map>

namespace bxbench::cilog {
namespace {

struct Numbered {
  std::int64_t number = 0;
  std::string name;
  bool numbered = false;
};

/// "3_Run tests.txt" → 3, "Run tests"; of what the runner could not number the number is negative.
Numbered parts_of(std::string_view file) {
  file = file.substr(0, file.rfind('.'));
  const auto mark = file.find('_');
  auto digits = file.substr(0, mark);
  const bool negative = take(digits, "-");
  const auto number = mark == file.npos ? std::nullopt : read_number(digits);
  if (!number || *number > std::numeric_limits<std::int64_t>::max())
    return {0, std::string(file), false};
  const auto value = static_cast<std::int64_t>(*number);
  return {negative ? -value : value, std::string(file.substr(mark + 1)), true};
}

bool is_log(std::string_view member) {
  return member.ends_with(".txt") || member.ends_with(".log");
}

std::string_view last_part(std::string_view member) {
  return member.substr(member.rfind('/') + 1);  // npos + 1 is 0
}

}  // namespace

std::string step_of_member(const std::string& member) {
  return parts_of(last_part(member)).name;
}

std::vector<JobLogs> jobs_of_archive(const std::vector<std::string>& members) {
  std::map<std::string, std::vector<std::pair<std::int64_t, std::string>>> steps;
  std::vector<std::pair<std::int64_t, std::string>> whole;
  for (const auto& member : members) {
    if (!is_log(member)) continue;
    const auto slash = member.rfind('/');
    const auto parts = parts_of(last_part(member));
    if (slash == member.npos)
      whole.emplace_back(parts.number, member);
    else if (parts.numbered)
      steps[member.substr(0, slash)].emplace_back(parts.number, member);
  }
  std::sort(whole.begin(), whole.end());
  std::vector<JobLogs> jobs;
  for (const auto& [number, member] : whole) {
    jobs.push_back({step_of_member(member), {member}, false});
    steps.erase(jobs.back().job);
  }
  for (auto& [folder, files] : steps) {
    std::sort(files.begin(), files.end());
    auto& job = jobs.emplace_back(JobLogs{folder, {}, true});
    for (const auto& [number, member] : files)
      job.members.push_back(member);
  }
  return jobs;
}

}  // namespace bxbench::cilog
