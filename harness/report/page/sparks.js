// SPDX-License-Identifier: Apache-2.0
// Small multiples: a line per series, each a button that shows it large.

const sparkWide = 220,
  sparkHigh = 44,
  sparkMost = 400;

function drawSparks(model, state, palette, chosen) {
  const buttons = model.series.map((series, index) => {
    const last = series.points.at(-1);
    return element(
      'button',
      {
        type: 'button',
        class: 'spark',
        'data-series': index,
        'aria-pressed': String(series === state.series),
        onclick: () => chosen(series),
      },
      element('bdi', { class: 'name' }, clip(series.label, 90)),
      spark(model, series, palette),
      element('span', { class: 'last' }, `last ${last ? inUnit(series, last.value) : unknown}`),
      element('span', { class: 'changes' }, series.changes.length ? sparkChanges(series) : 'no change'),
    );
  });
  return { content: element('div', { class: 'sparks' }, ...buttons) };
}

function sparkChanges(series) {
  const last = series.changes.at(-1);
  const mark = last.after > last.before ? '▲' : '▼';
  return `${count(series.changes.length, 'change')}, last ${mark} ${last.before > 0 ? humanChange(last.after / last.before) : ''}`;
}

function spark(model, series, palette) {
  const image = svgElement('svg', {
    viewBox: `0 0 ${sparkWide} ${sparkHigh}`,
    'aria-hidden': 'true',
    preserveAspectRatio: 'none',
  });
  const range = extent(series.points.map((point) => point.value));
  if (!range) return image;
  const x = (run) => ((run / Math.max(1, model.runs.length - 1)) * (sparkWide - 6) + 3).toFixed(1);
  const y = (value) =>
    (sparkHigh - 4 - ((value - range.min) / (range.max - range.min || 1)) * (sparkHigh - 8)).toFixed(1);
  for (const change of series.changes) {
    const colour = change.after > change.before ? palette.slower : palette.faster;
    image.append(
      svgElement('line', {
        x1: x(change.run),
        x2: x(change.run),
        y1: 0,
        y2: sparkHigh,
        stroke: colour,
        'stroke-width': 1.5,
        'stroke-dasharray': '3 2',
        'vector-effect': 'non-scaling-stroke',
      }),
    );
  }
  const drawn = thinned(series.points, sparkMost);
  image.append(
    svgElement('polyline', {
      points: drawn.map((point) => `${x(point.run)},${y(point.value)}`).join(' '),
      fill: 'none',
      stroke: palette.series[0],
      'stroke-width': 1.4,
      'vector-effect': 'non-scaling-stroke',
    }),
  );
  const last = drawn.at(-1);
  image.append(svgElement('circle', { cx: x(last.run), cy: y(last.value), r: 2.6, fill: palette.series[0] }));
  return image;
}
