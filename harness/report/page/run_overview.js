// SPDX-License-Identifier: Apache-2.0
// All scenarios and strategies at a glance: how much of the baseline's time each takes.

const overviewMost = 24; // groups of bars; more are shown for the chosen workload alone

function overviewGroups(model, state) {
  if (model.groups.length <= overviewMost) return { groups: model.groups, note: null };
  const same = model.groups.filter((group) => group.workload === state.group.workload);
  const shown = same.slice(0, overviewMost);
  return {
    groups: shown,
    note: `Of ${model.groups.length} scenarios, ${shown.length} of workload ${clip(state.group.workload, 40)} are drawn; choose another below. All are in the tables.`,
  };
}

function drawOverview(model, state, palette) {
  const { groups, note } = overviewGroups(model, state);
  const compared = model.strategies.filter((name) => name !== model.baseline);
  const ratios = new Map(
    compared.map((name) => [
      name,
      groups.map((group) => {
        const cell = group.cells.find((one) => one.strategy === name);
        return cell ? ratioOf(model, group, cell) : null;
      }),
    ]),
  );
  const all = Array.from(ratios.values())
    .flat()
    .filter((ratio) => ratio > 0);
  if (all.length === 0) return { empty: `No ratio to ${clip(model.baseline, 40)}: it needs valid samples of both.` };
  const range = extent([...all, 0.8, 1.25]);
  return {
    height: groups.length * (compared.length * 15 + 16) + 60,
    summary: `Bar chart of ratios to ${clip(model.baseline, 40)}. ${spoken(overviewWords(model, groups, ratios))}`,
    legend: compared.map((name) => ({ label: clip(name, 40), look: overviewSwatch(model, name, palette) })),
    note: [note, overviewGaps(compared, groups, ratios)].filter(Boolean).join(' '),
    table: () => ({
      head: ['scenario', ...compared],
      rows: groups.map((group, index) => [group.label, ...compared.map((name) => humanRatio(ratios.get(name)[index]))]),
    }),
    config: overviewConfig({ model, groups, ratios, range, palette }),
  };
}

function overviewWords(model, groups, ratios) {
  return groups.map(
    (group, index) =>
      `${group.label}: ` +
      Array.from(ratios, ([name, values]) => `${clip(name, 20)} ${humanRatio(values[index])}`).join(' '),
  );
}

function overviewSwatch(model, name, palette) {
  return { colour: model.looks.get(name).colour(palette), hatched: overviewHatched(model, name) };
}

// Every other strategy is hatched: neighbours differ without colour too.
function overviewHatched(model, name) {
  return model.strategies.filter((other) => other !== model.baseline).indexOf(name) % 2 === 1;
}

function overviewGaps(compared, groups, ratios) {
  const gaps = compared.flatMap((name) =>
    groups
      .filter((_, index) => ratios.get(name)[index] === null)
      .map((group) => `${clip(name, 30)} in ${clip(group.label, 40)}`),
  );
  return gaps.length === 0 ? '' : `Without a ratio: ${spoken(gaps, 6)}.`;
}

function overviewConfig({ model, groups, ratios, range, palette }) {
  const datasets = Array.from(ratios, ([name, values]) => {
    const colour = model.looks.get(name).colour(palette);
    return {
      label: clip(name, 40),
      values,
      data: values.map((ratio) => (ratio > 0 ? [Math.min(1, ratio), Math.max(1, ratio)] : null)),
      backgroundColor: overviewHatched(model, name) ? hatch(colour, palette.ground) : colour,
      borderColor: colour,
      borderWidth: 1,
      borderSkipped: false,
      barPercentage: 0.86,
      categoryPercentage: 0.86,
      minBarLength: 2,
    };
  });
  const wide = nameWidth(34);
  const room = labelRoom(range, 58);
  return {
    type: 'bar',
    data: { labels: groups.map((group) => nameLines(group.label, wide)), datasets },
    options: {
      indexAxis: 'y',
      interaction: { mode: 'nearest', axis: 'xy', intersect: false },
      layout: { padding: { top: 14 } },
      scales: {
        x: logAxis({
          min: range.min / room,
          max: range.max * room,
          title: `× time of ${clip(model.baseline, 30)} (log scale)`,
          format: (value) => `${value}×`,
        }),
        y: { grid: { display: false }, ticks: { color: palette.text, autoSkip: false } },
      },
      plugins: {
        tooltip: titleAndLines(
          (item) => groups[item.dataIndex].label,
          (item) =>
            `${item.dataset.label}: ${humanRatio(item.dataset.values[item.dataIndex])} of ${clip(model.baseline, 30)}`,
        ),
      },
    },
    plugins: [painter((pen, chart) => paintOverview(pen, chart, palette))],
  };
}

function paintOverview(pen, chart, palette) {
  const one = chart.scales.x.getPixelForValue(1);
  const { top, bottom } = chart.chartArea;
  pen.strokeStyle = palette.text;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(one, top);
  pen.lineTo(one, bottom);
  pen.stroke();
  paintText(pen, '← faster', { x: one - 8, y: top - 7, colour: palette.muted, align: 'right' });
  paintText(pen, 'slower →', { x: one + 8, y: top - 7, colour: palette.muted });
  chart.data.datasets.forEach((dataset, index) => {
    chart.getDatasetMeta(index).data.forEach((bar, row) => {
      const ratio = dataset.values[row];
      if (!(ratio > 0)) return;
      const end = chart.scales.x.getPixelForValue(ratio);
      const left = ratio < 1;
      paintText(pen, humanRatio(ratio), {
        x: left ? end - 4 : end + 4,
        y: bar.y,
        colour: palette.text,
        ground: palette.ground,
        align: left ? 'right' : 'left',
        size: 11,
      });
    });
  });
}
