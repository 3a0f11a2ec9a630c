// SPDX-License-Identifier: Apache-2.0
// A chart with its caption, legend and table. It is drawn when it comes into view, and again when that is out of date.

const figures = [];
const seen = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      const figure = figures.find((one) => one.root === entry.target);
      figure.visible = entry.isIntersecting;
      if (figure.visible) drawIfStale(figure);
    }
  },
  { rootMargin: '300px' },
);

/**
 * `draw(palette)` returns what to show:
 * - empty: a sentence instead of a chart; or
 * - content: an element; or
 * - config: what Chart.js takes, `height` in pixels, `summary` for who cannot see it;
 * - legend: [{label, look}], note: a sentence below, table: () => ({head, rows}).
 */
function addFigure(parent, { title, reading, draw, wide = false }) {
  const heading = element('h3', { id: freshId('figure') }, title);
  const body = element('div', { class: 'chart-body' });
  const root = element(
    'figure',
    { class: wide ? 'chart wide' : 'chart', 'aria-labelledby': heading.id },
    element('figcaption', {}, heading, element('p', {}, reading)),
    body,
  );
  const figure = { root, body, heading, draw, chart: null, stale: true, visible: false };
  figures.push(figure);
  parent.append(root);
  seen.observe(root);
  return figure;
}

function refresh(figure) {
  figure.stale = true;
  if (figure.visible) drawIfStale(figure);
}

function refreshAll() {
  figures.forEach(refresh);
}

function drawAllNow() {
  for (const figure of figures) {
    figure.stale = true;
    drawIfStale(figure);
  }
}

// One chart that fails must not take the others along.
function drawIfStale(figure) {
  if (!figure.stale) return;
  figure.stale = false;
  figure.chart?.destroy();
  figure.chart = null;
  const open = figure.body.querySelector('details')?.open ?? false;
  const focused = document.activeElement?.tagName === 'CANVAS' && figure.body.contains(document.activeElement);
  try {
    const palette = colours();
    applyChartDefaults(palette);
    fill(figure, figure.draw(palette), open);
    if (focused) figure.body.querySelector('canvas')?.focus({ preventScroll: true });
  } catch (problem) {
    figure.body.replaceChildren(
      element('p', { class: 'empty' }, `This chart could not be drawn: ${clean(problem.message)}`),
    );
    console.error(problem);
  }
}

function fill(figure, drawing, open) {
  if (drawing.empty) {
    figure.body.replaceChildren(element('p', { class: 'empty' }, drawing.empty));
    return;
  }
  const canvas = drawing.config ? element('canvas', { role: 'img', tabindex: 0, 'aria-label': drawing.summary }) : null;
  const box = canvas ? element('div', { class: 'canvas' }, canvas) : null;
  if (box) box.style.height = `${drawing.height ?? 260}px`;
  figure.body.replaceChildren(
    ...[
      legendOf(drawing.legend),
      box ?? drawing.content,
      drawing.note ? element('p', { class: 'chart-note' }, drawing.note) : null,
      drawing.table ? tableOf(figure, drawing.table, open) : null,
    ].filter(Boolean),
  );
  if (!canvas) return;
  figure.chart = new Chart(canvas, drawing.config);
  walkByKeyboard(canvas, figure.chart);
}

function legendOf(entries) {
  if (!entries || entries.length === 0) return null;
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Legend' },
    ...entries.map(({ label, look }) => element('li', {}, swatch(look), clean(label))),
  );
}

// Rows are made when somebody asks for them.
function tableOf(figure, table, open) {
  const details = element('details', { class: 'figures' }, element('summary', {}, 'Figures of this chart'));
  const show = () => {
    if (!details.open || details.children.length > 1) return;
    details.append(plainTable(table(), `Figures: ${figure.heading.textContent}`));
  };
  details.addEventListener('toggle', show);
  details.open = open;
  show();
  return details;
}

/** Points that a mouse can hover, in reading order; helpers such as bands and lines set `still`. */
function pointsOf(chart) {
  const points = [];
  chart.data.datasets.forEach((dataset, datasetIndex) => {
    if (dataset.still) return;
    dataset.data.forEach((value, index) => {
      const number = value !== null && typeof value === 'object' && !Array.isArray(value) ? value.y : value;
      if (number !== null && number !== undefined) points.push({ datasetIndex, index });
    });
  });
  if (chart.config.type === 'bar')
    points.sort((one, other) => one.index - other.index || one.datasetIndex - other.datasetIndex);
  return points;
}

/** Arrow keys move through the points and show what a mouse shows; Escape hides it. */
function walkByKeyboard(canvas, chart) {
  let at = -1;
  const show = (active) => {
    if (!chart.canvas) return; // removed: another chart has its place
    chart.setActiveElements(active);
    chart.tooltip.setActiveElements(active, { x: 0, y: 0 });
    chart.update();
  };
  canvas.addEventListener('keydown', (event) => {
    const points = pointsOf(chart);
    const next = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: points.length - 1,
    }[event.key];
    if (event.key === 'Escape') show([]);
    if (next === undefined || points.length === 0) return;
    event.preventDefault();
    at = Math.max(0, Math.min(points.length - 1, next));
    show([points[at]]);
    const { title, body } = chart.tooltip;
    announce([...(title ?? []), ...(body ?? []).flatMap((part) => part.lines)].join(', '));
  });
  canvas.addEventListener('blur', () => {
    if (at < 0) return;
    at = -1;
    show([]);
  });
}
