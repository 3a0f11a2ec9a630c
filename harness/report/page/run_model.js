// SPDX-License-Identifier: Apache-2.0
// A run's cells by what is chosen: workload, scenario and job; and how each strategy looks.

function runModel(data) {
  const cells = list(data.cells);
  const strategies = Array.from(new Set(cells.map((cell) => cell.strategy)));
  const others = strategies.filter((name) => name !== data.baseline);
  const looks = new Map(strategies.map((name) => [name, strategyLook(others.indexOf(name))]));
  const groups = Array.from(
    groupBy(cells, (cell) => JSON.stringify([cell.workload, cell.scenario, cell.job])).values(),
  ).map((members) => ({
    workload: members[0].workload,
    scenario: members[0].scenario,
    job: members[0].job,
    cells: members,
  }));
  const jobs = groupBy(groups, (group) => JSON.stringify([group.workload, group.scenario]));
  const workloads = new Set(groups.map((group) => group.workload));
  for (const group of groups) {
    const several = jobs.get(JSON.stringify([group.workload, group.scenario])).length > 1;
    group.name = clean(several ? `${group.scenario} · ${group.job}` : group.scenario);
    group.label = workloads.size > 1 ? `${clean(group.workload)} / ${group.name}` : group.name;
  }
  return { data, baseline: data.baseline, strategies, looks, groups, workloads };
}

/** Its ratio to the baseline in the same group: what the tables say, or else of the medians. */
function ratioOf(model, group, cell) {
  if (known(cell.ratio?.value) !== null) return cell.ratio.value;
  const baseline = group.cells.find((other) => other.strategy === model.baseline);
  const below = known(baseline?.median);
  const above = known(cell.median);
  return below > 0 && above !== null ? above / below : null;
}

function strategyLegend(model, palette, cells, extra = []) {
  return [
    ...cells.map((cell) => {
      const look = model.looks.get(cell.strategy);
      return { label: clip(cell.strategy, 40), look: { colour: look.colour(palette), shape: look.shape } };
    }),
    ...extra,
  ];
}

/** "mount 4.10 s, gha 0.46 s, …" for who cannot see a chart. */
function spoken(parts, most = 8) {
  const shown = parts.slice(0, most).join(', ');
  return parts.length > most ? `${shown}, and ${parts.length - most} more` : shown;
}

/** Bytes/s of the run's link; the record's words are read where it gives no number. */
function linkSpeed(data) {
  const given = known(data.link_bytes_per_second);
  if (given !== null) return given > 0 ? given : null;
  const found = /^\s*([\d.]+)\s*([kMG])(B|bit)\/s/.exec(String(data.link ?? ''));
  if (!found) return null;
  const factor = { k: 1e3, M: 1e6, G: 1e9 }[found[2]] / (found[3] === 'bit' ? 8 : 1);
  const speed = Number(found[1]) * factor;
  return speed > 0 ? speed : null;
}
