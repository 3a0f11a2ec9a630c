// SPDX-License-Identifier: Apache-2.0
// What crosses the link: bytes against seconds, and the time that other links would take.

function linkGaps(cells) {
  return cells.length
    ? `Not drawn, because their bytes over the link are not known: ${spoken(cells.map((cell) => clip(cell.strategy, 40)))}.`
    : '';
}

function drawBytes(model, state, palette) {
  const complete = (cell) => known(cell.link_bytes) !== null && known(cell.median) !== null;
  const cells = state.group.cells.filter(complete);
  const gaps = linkGaps(state.group.cells.filter((cell) => !complete(cell)));
  if (cells.length === 0) return { empty: 'The bytes that crossed the link are not known here.' };
  const point = (cell) => ({ x: cell.link_bytes, y: cell.median, cell });
  return {
    height: 300,
    summary:
      'Bytes over the link against seconds. ' +
      spoken(
        cells.map((cell) => `${clip(cell.strategy, 30)} ${humanBytes(cell.link_bytes)} ${humanSeconds(cell.median)}`),
      ),
    legend: strategyLegend(model, palette, cells),
    note: gaps,
    table: () => ({
      head: ['strategy', 'bytes over the link', 'median job'],
      rows: cells.map((cell) => [cell.strategy, humanBytes(cell.link_bytes), humanSeconds(cell.median)]),
    }),
    config: {
      type: 'scatter',
      data: {
        datasets: cells.map((cell) => {
          const look = model.looks.get(cell.strategy);
          return {
            data: [point(cell)],
            pointStyle: look.shape,
            radius: 7,
            hoverRadius: 9,
            backgroundColor: look.colour(palette),
            borderColor: look.colour(palette),
            borderWidth: 2,
          };
        }),
      },
      options: {
        interaction: { mode: 'nearest', intersect: false },
        layout: { padding: { right: 20, top: 10 } },
        clip: false,
        scales: {
          x: linearAxis({ title: 'bytes over the link per job', format: axisBytes, grace: '8%' }),
          y: secondsAxis({ title: 'median seconds', grace: '8%' }),
        },
        plugins: {
          tooltip: titleAndLines(
            (item) => clip(item.raw.cell.strategy, 60),
            (item) => `${humanBytes(item.raw.x)}, ${humanSeconds(item.raw.y)}`,
          ),
        },
      },
      plugins: [
        painter((pen, chart) =>
          paintLabels(
            pen,
            chart,
            cells.map((cell) => ({
              x: chart.scales.x.getPixelForValue(cell.link_bytes),
              y: chart.scales.y.getPixelForValue(cell.median),
              label: clip(cell.strategy, 22),
            })),
            palette,
          ),
        ),
      ],
    },
  };
}

const slowestLink = 1e6,
  fastestLink = 1e9,
  linkPoints = 61;

/** Seconds of the job on a link of `speed` bytes/s; null where the model gives none. */
function predicted(cell, speed) {
  const seconds = cell.median + cell.link_bytes / speed - cell.link_seconds;
  return seconds > 0 ? seconds : null;
}

/** Where `cell` and the baseline take equally long: bytes/s, or null. */
function crossing(cell, baseline) {
  const fixed = (one) => one.median - one.link_seconds;
  const speed = (cell.link_bytes - baseline.link_bytes) / (fixed(baseline) - fixed(cell));
  return speed >= slowestLink && speed <= fastestLink ? speed : null;
}

function drawBreakEven(model, state, palette) {
  const complete = (cell) => [cell.median, cell.link_bytes, cell.link_seconds].every((value) => known(value) !== null);
  const cells = state.group.cells.filter(complete);
  if (cells.length === 0) return { empty: 'The bytes that crossed the link are not known here.' };
  const speeds = Array.from(
    { length: linkPoints },
    (_, index) => slowestLink * (fastestLink / slowestLink) ** (index / (linkPoints - 1)),
  );
  const baseline = cells.find((cell) => cell.strategy === model.baseline);
  const crossings = baseline
    ? cells
        .filter((cell) => cell !== baseline)
        .map((cell) => ({ cell, speed: crossing(cell, baseline) }))
        .filter(({ speed }) => speed !== null)
    : [];
  const own = linkSpeed(model.data);
  const columns = [1e6, 1e7, 1e8, 1e9];
  return {
    height: 300,
    summary:
      'Predicted seconds over bandwidth. ' +
      spoken(
        cells.map(
          (cell) =>
            `${clip(cell.strategy, 30)} ${columns.map((speed) => humanSeconds(predicted(cell, speed))).join(' ')}`,
        ),
      ) +
      ' at 1, 10, 100 and 1000 MB/s',
    legend: [
      ...cells.map((cell) => ({
        label: clip(cell.strategy, 40),
        look: { colour: model.looks.get(cell.strategy).colour(palette), dash: model.looks.get(cell.strategy).dash },
      })),
      ...(crossings.length
        ? [{ label: `as fast as ${clip(model.baseline, 30)}`, look: { colour: palette.text, shape: 'ring' } }]
        : []),
    ],
    note: [
      ...crossings.map(
        ({ cell, speed }) => `${clip(cell.strategy, 30)} equals ${clip(model.baseline, 30)} at ${humanBytes(speed)}/s.`,
      ),
      cells.some((cell) => predicted(cell, fastestLink) === null) ? 'A line ends where the prediction falls to 0.' : '',
      linkGaps(state.group.cells.filter((cell) => !complete(cell))),
    ]
      .filter(Boolean)
      .join(' '),
    table: () => ({
      head: [
        'strategy',
        ...columns.map((speed) => `${axisBytes(speed)}/s`),
        ...(own ? [`this run's ${axisBytes(own)}/s`] : []),
      ],
      rows: cells.map((cell) => [
        cell.strategy,
        ...[...columns, ...(own ? [own] : [])].map((speed) => humanSeconds(predicted(cell, speed))),
      ]),
    }),
    config: breakEvenConfig({ model, cells, speeds, crossings, own, palette }),
  };
}

function breakEvenConfig({ model, cells, speeds, crossings, own, palette }) {
  const all = extent(cells.flatMap((cell) => speeds.map((speed) => predicted(cell, speed)))) ?? { min: 1, max: 10 };
  return {
    type: 'line',
    data: {
      datasets: cells.map((cell) => {
        const look = model.looks.get(cell.strategy);
        return {
          label: clip(cell.strategy, 60),
          data: speeds.map((speed) => ({ x: speed, y: predicted(cell, speed) })),
          borderColor: look.colour(palette),
          backgroundColor: look.colour(palette),
          borderDash: look.dash,
          borderWidth: 2.2,
          pointRadius: 0,
          pointHoverRadius: 5,
        };
      }),
    },
    options: {
      interaction: { mode: 'index', axis: 'x', intersect: false },
      layout: { padding: { right: 12 } },
      scales: {
        x: logAxis({
          min: slowestLink,
          max: fastestLink,
          title: 'bandwidth (log scale)',
          format: (value) => `${axisBytes(value)}/s`,
        }),
        y: logAxis({
          min: all.min * 0.8,
          max: all.max * 1.25,
          title: 'predicted seconds (log scale)',
          format: axisSeconds,
          most: 7,
        }),
      },
      plugins: {
        tooltip: titleAndLines(
          (item) => `${humanBytes(item.raw.x)}/s`,
          (item) => `${item.dataset.label}: ${humanSeconds(item.raw.y)}`,
        ),
      },
    },
    plugins: [
      painter((pen, chart) => {
        if (own)
          paintVertical(pen, chart, {
            value: own,
            label: `this run: ${axisBytes(own)}/s`,
            colour: palette.muted,
            ground: palette.ground,
            dash: [4, 3],
          });
        for (const { cell, speed } of crossings) {
          pen.strokeStyle = palette.text;
          pen.lineWidth = 2;
          pen.beginPath();
          pen.arc(
            chart.scales.x.getPixelForValue(speed),
            chart.scales.y.getPixelForValue(predicted(cell, speed)),
            5.5,
            0,
            2 * Math.PI,
          );
          pen.stroke();
        }
      }),
    ],
  };
}
