// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/rest/listing.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace bxbench::service::actions_cache {
namespace {

constexpr std::size_t most_per_page = 100;

using Parameters = std::map<std::string, std::string>;

std::string text_in(const Parameters& parameters, const std::string& name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string{} : found->second;
}

Outcome<std::size_t> number_in(const Parameters& parameters, const std::string& name,
                               std::size_t otherwise) {
  const auto text = text_in(parameters, name);
  if (text.empty()) return otherwise;
  std::size_t number = 0;
  const auto end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc{} || stop != end || number == 0)
    return Failure{FailureKind::invalid_argument, fmt::format("{} is no number from 1 on", name)};
  return number;
}

Outcome<SortBy> sort_in(const std::string& word) {
  if (word.empty() || word == "last_accessed_at") return SortBy::accessed;
  if (word == "created_at") return SortBy::created;
  if (word == "size_in_bytes") return SortBy::size;
  return Failure{FailureKind::invalid_argument,
                 "sort is none of created_at, last_accessed_at, size_in_bytes"};
}

Outcome<bool> ascending_in(const std::string& word) {
  if (word.empty() || word == "desc") return false;
  if (word == "asc") return true;
  return Failure{FailureKind::invalid_argument, "direction is neither asc nor desc"};
}

bool is_before(const Entry& a, const Entry& b, SortBy sort) {
  switch (sort) {
    case SortBy::created:
      return a.created < b.created;
    case SortBy::size:
      return a.size < b.size;
    case SortBy::accessed:
      break;
  }
  return a.accessed < b.accessed;
}

}  // namespace

Outcome<ListQuery> parse_list_query(const Parameters& parameters) {
  ListQuery query;
  query.key = text_in(parameters, "key");
  query.ref = text_in(parameters, "ref");
  const auto sort = sort_in(text_in(parameters, "sort"));
  if (!sort) return sort.error();
  query.sort = *sort;
  const auto ascending = ascending_in(text_in(parameters, "direction"));
  if (!ascending) return ascending.error();
  query.ascending = *ascending;
  const auto per_page = number_in(parameters, "per_page", query.per_page);
  if (!per_page) return per_page.error();
  query.per_page = std::min(*per_page, most_per_page);
  const auto page = number_in(parameters, "page", query.page);
  if (!page) return page.error();
  query.page = *page;
  return query;
}

Page list_entries(const Entries& entries, const ListQuery& query) {
  std::vector<const Entry*> found;
  for (const auto& [id, entry] : entries)
    if (entry.state == EntryState::finalized && entry.name.key.starts_with(query.key) &&
        (query.ref.empty() || entry.name.scope == query.ref))
      found.push_back(&entry);
  std::stable_sort(found.begin(), found.end(), [&](const Entry* a, const Entry* b) {
    return query.ascending ? is_before(*a, *b, query.sort) : is_before(*b, *a, query.sort);
  });
  Page page{found.size(), {}};
  const auto skipped = query.page - 1;
  if (skipped > found.size() / query.per_page) return page;
  const auto begin = skipped * query.per_page;
  const auto end = std::min(begin + query.per_page, found.size());
  for (auto at = begin; at < end; ++at)
    page.entries.push_back(found[at]);
  return page;
}

}  // namespace bxbench::service::actions_cache
