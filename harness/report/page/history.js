// SPDX-License-Identifier: Apache-2.0
// The charts of many runs: one series large, all of them small.

const historyMost = 1200; // points of the line

function historyModel(data) {
  const runs = list(data.runs);
  const series = list(data.series).map((one) => ({
    ...one,
    points: list(one.points)
      .filter((point) => known(point.run) !== null && known(point.value) !== null)
      .sort((a, b) => a.run - b.run),
    changes: list(one.changes).filter((change) => known(change.run) !== null),
    label: clean(
      [one.workload, one.strategy, one.scenario, one.job]
        .filter((part) => part !== null && part !== undefined)
        .join(' / '),
    ),
  }));
  const moved = runs
    .map((_, index) => index)
    .filter((index) => index > 0 && runs[index].environment !== runs[index - 1].environment);
  return { runs, series, moved };
}

function inUnit(series, value) {
  return series.unit === 'ratio' ? humanRatio(value) : humanSeconds(value);
}

function dayOf(model, run) {
  return clip(String(model.runs[run]?.started ?? `run ${run + 1}`).slice(0, 10), 10);
}

function changeWords(model, series, change) {
  const size = change.before > 0 ? ` (${humanChange(change.after / change.before)})` : '';
  return `${dayOf(model, change.run)}: ${inUnit(series, change.before)} → ${inUnit(series, change.after)}${size}`;
}

function historyCharts(parent, data) {
  const model = historyModel(data);
  if (model.series.length === 0) return false;
  const state = { series: model.series.find((one) => one.changes.length > 0) ?? model.series[0] };
  const chooser = element('div', { class: 'choosers' });
  parent.append(chooser);
  const choose = (series) => {
    state.series = series;
    choice.select.value = String(model.series.indexOf(series));
    for (const button of parent.querySelectorAll('button.spark'))
      button.setAttribute('aria-pressed', String(button.dataset.series === choice.select.value));
    refresh(large);
  };
  const choice = selector(
    'Series',
    model.series.map((one) => ({
      label: one.changes.length ? `${one.label} (${count(one.changes.length, 'change')})` : one.label,
    })),
    (index) => choose(model.series[index]),
  );
  chooser.append(choice.box);
  const large = addFigure(parent, {
    title: 'One series',
    wide: true,
    reading:
      'Each point is the median of one run, the band its interval; vertical lines mark where the level changed for good.',
    draw: (palette) => drawSeries(model, state.series, palette),
  });
  addFigure(parent, {
    title: 'All series',
    wide: true,
    reading: 'Every series on a scale of its own; dashed lines are changes. Choose one to see it large.',
    draw: (palette) =>
      drawSparks(model, state, palette, (series) => {
        choose(series);
        large.root.scrollIntoView({ block: 'nearest' });
      }),
  });
  choose(state.series);
  return true;
}

function drawSeries(model, series, palette) {
  if (series.points.length === 0) return { empty: `No run has a value for ${clip(series.label, 80)}.` };
  const points = thinned(series.points, historyMost);
  const last = series.points.at(-1);
  const thin =
    points.length < series.points.length
      ? `${points.length} of ${series.points.length} points are drawn, evenly. `
      : '';
  return {
    height: 340,
    summary:
      `Medians of ${count(series.points.length, 'run')} of ${clip(series.label, 80)}, last ${inUnit(series, last.value)}. ` +
      (series.changes.length
        ? `Changes: ${spoken(
            series.changes.map((change) => changeWords(model, series, change)),
            5,
          )}`
        : 'No lasting change.'),
    legend: [
      { label: 'median of a run', look: { colour: palette.series[0], dash: [] } },
      ...(series.points.some((point) => known(point.low) !== null)
        ? [{ label: 'interval', look: { colour: `${palette.series[0]}40` } }]
        : []),
      ...(series.changes.length
        ? [{ label: 'change for good', look: { colour: palette.slower, shape: 'dotted' } }]
        : []),
      ...(model.moved.length
        ? [{ label: 'another environment', look: { colour: palette.muted, shape: 'triangle' } }]
        : []),
    ],
    note:
      thin +
      (fromZero(points) ? '' : 'The axis does not begin at 0. ') +
      series.changes
        .slice(0, 12)
        .map(
          (change) =>
            `${changeWords(model, series, change)}${known(change.p) === null ? '' : `, p = ${Number(change.p.toPrecision(2))}`}.`,
        )
        .join(' '),
    table: () => ({
      head: ['run', 'started', 'median', 'interval', 'valid', 'environment'],
      rows: series.points.map((point) => [
        model.runs[point.run]?.id ?? point.run,
        model.runs[point.run]?.started ?? unknown,
        inUnit(series, point.value),
        series.unit === 'ratio'
          ? `[${humanRatio(point.low)}–${humanRatio(point.high)}]`
          : humanInterval(point.value, point.low, point.high),
        point.valid ?? unknown,
        model.runs[point.run]?.environment ?? unknown,
      ]),
    }),
    config: seriesConfig({ model, series, points, palette }),
  };
}

/** Changes of a few percent must be seen: the axis begins at 0 only where the values come near it. */
function fromZero(points) {
  const range = extent(points.flatMap((point) => [point.value, point.low, point.high]));
  return range.min < range.max / 2;
}

function seriesConfig({ model, series, points, palette }) {
  const colour = palette.series[0];
  const edge = (name) => points.map((point) => ({ x: point.run, y: known(point[name]) ?? point.value }));
  const shared = { pointRadius: 0, pointHoverRadius: 0, pointHitRadius: 0, still: true, borderWidth: 0 };
  const few = points.length <= 120;
  const shape = { beginAtZero: fromZero(points), grace: '10%' };
  return {
    type: 'line',
    data: {
      datasets: [
        {
          data: points.map((point) => ({ x: point.run, y: point.value, point })),
          borderColor: colour,
          backgroundColor: colour,
          borderWidth: 1.8,
          pointRadius: few ? 3 : 0.8,
          pointHoverRadius: 6,
        },
        { data: edge('low'), ...shared },
        { data: edge('high'), ...shared, fill: '-1', backgroundColor: `${colour}40` },
      ],
    },
    options: {
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      layout: { padding: { top: 6, right: 8 } },
      scales: {
        x: dayAxis(model),
        y:
          series.unit === 'ratio'
            ? linearAxis({ title: 'ratio to the baseline', format: humanRatio, ...shape })
            : secondsAxis({ title: 'median seconds', ...shape }),
      },
      plugins: {
        tooltip: {
          filter: (item) => item.datasetIndex === 0,
          ...titleAndLines(
            (item) => clip(model.runs[item.raw.x]?.id ?? dayOf(model, item.raw.x), 60),
            (item) => {
              const { point } = item.raw;
              const interval = series.unit === 'ratio' ? '' : ` ${humanInterval(point.value, point.low, point.high)}`;
              return [
                `${inUnit(series, point.value)}${interval}, ${count(known(point.valid) ?? 0, 'valid sample')}`,
                clip(model.runs[point.run]?.environment ?? '', 70),
              ];
            },
          ),
        },
      },
    },
    plugins: [painter((pen, chart) => paintChanges(pen, chart, { model, series, palette }))],
  };
}

function dayAxis(model) {
  return {
    type: 'linear',
    min: 0,
    max: Math.max(1, model.runs.length - 1),
    grid: { display: false },
    afterBuildTicks: (axis) => {
      const most = Math.max(2, Math.min(model.runs.length, Math.floor(axis.width / 110)));
      axis.ticks = thinned(
        model.runs.map((_, value) => ({ value })),
        most,
      );
    },
    ticks: { callback: (value) => dayOf(model, value), maxRotation: 0, align: 'inner' },
  };
}

function paintChanges(pen, chart, { model, series, palette }) {
  const bottom = chart.chartArea.bottom;
  for (const run of model.moved.slice(0, 100)) {
    const x = chart.scales.x.getPixelForValue(run);
    pen.fillStyle = palette.muted;
    pen.beginPath();
    pen.moveTo(x, bottom - 9);
    pen.lineTo(x + 5, bottom - 1);
    pen.lineTo(x - 5, bottom - 1);
    pen.fill();
  }
  series.changes.forEach((change, index) => {
    const slower = change.after > change.before;
    const label = change.before > 0 ? `${slower ? '▲' : '▼'} ${humanChange(change.after / change.before)}` : null;
    paintVertical(pen, chart, {
      value: change.run,
      label: index < 20 ? label : null,
      colour: slower ? palette.slower : palette.faster,
      ground: palette.ground,
      dash: [4, 3],
      row: index % 3,
    });
  });
}
