// SPDX-License-Identifier: Apache-2.0
// What Chart.js does not draw by itself: lines with words, values at bars, intervals; and axes.

/** A plugin that calls `paint(pen, chart)`; `below` the data or above it. */
function painter(paint, below = false) {
  const clipped = (chart) => {
    chart.ctx.save();
    paint(chart.ctx, chart);
    chart.ctx.restore();
  };
  return { id: freshId('painter'), [below ? 'beforeDatasetsDraw' : 'afterDatasetsDraw']: clipped };
}

function penFont(pen, bold = false, size = 12) {
  pen.font = `${bold ? '600 ' : ''}${size}px ${Chart.defaults.font.family}`;
  pen.textBaseline = 'middle';
}

/** Text on a piece of ground, so that it can be read over lines. */
function paintText(pen, text, { x, y, colour, ground = null, align = 'left', bold = false, size = 12 }) {
  penFont(pen, bold, size);
  pen.textAlign = align;
  if (ground) {
    pen.lineWidth = 4;
    pen.lineJoin = 'round';
    pen.strokeStyle = ground;
    pen.strokeText(text, x, y);
  }
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

/** A line over the whole height at `value` of the x axis, with a word on top. */
function paintVertical(pen, chart, { value, label = null, colour, ground, dash = [], row = 0 }) {
  const area = chart.chartArea;
  const x = chart.scales.x.getPixelForValue(value);
  if (!(x >= area.left - 1 && x <= area.right + 1)) return;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.setLineDash(dash);
  pen.beginPath();
  pen.moveTo(x, area.top);
  pen.lineTo(x, area.bottom);
  pen.stroke();
  pen.setLineDash([]);
  if (label === null) return;
  penFont(pen);
  const wide = pen.measureText(label).width;
  const align = x + wide + 6 > area.right ? 'right' : 'left';
  paintText(pen, label, { x: align === 'left' ? x + 4 : x - 4, y: area.top + 8 + 15 * row, colour, ground, align });
}

/** Words beside points: the first free place of right, left, above, below. points: [{x, y, label, colour}] in pixels. */
function paintLabels(pen, chart, points, palette) {
  penFont(pen);
  const area = chart.chartArea;
  const taken = points.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
  const hits = (box) =>
    taken.some(
      (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
    );
  for (const point of points) {
    const wide = pen.measureText(point.label).width;
    const places = [0, -16, 16, -30, 30, -44, 44, 58].flatMap((shift) => [
      { left: point.x + 9, y: point.y + shift },
      { left: point.x - 9 - wide, y: point.y + shift },
      { left: point.x - wide / 2, y: point.y + (shift || -16) },
    ]);
    const boxes = places.map(({ left, y }) => ({ left, right: left + wide, top: y - 7, bottom: y + 7, y }));
    const inside = boxes.filter(
      (box) =>
        box.left >= area.left && box.right <= area.right + 8 && box.top >= area.top - 8 && box.bottom <= area.bottom,
    );
    const box = inside.find((one) => !hits(one)) ?? inside[0] ?? boxes[0];
    taken.push(box);
    paintText(pen, point.label, { x: box.left, y: box.y, colour: palette.text, ground: palette.ground });
  }
}

/** Ticks of a logarithmic axis: 1, 2, 5, 10 …; only tens where there would be too many. */
function logTicks(min, max, most = 8) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); ++power) {
    for (const factor of [1, 2, 5]) ticks.push(Number((factor * 10 ** power).toPrecision(6)));
  }
  const fitting = ticks.filter((value) => value >= min * 0.999 && value <= max * 1.001);
  if (fitting.length <= most) return fitting;
  const tens = fitting.filter((value) => Number.isInteger(Number(Math.log10(value).toFixed(9))));
  return tens.length >= 2 ? tens : fitting.filter((_, index) => index % 2 === 0);
}

function logAxis({ min, max, title, format, most = 8 }) {
  return {
    type: 'logarithmic',
    min,
    max,
    grid: { drawBorder: false },
    title: { display: Boolean(title), text: title },
    afterBuildTicks: (axis) => {
      axis.ticks = logTicks(
        axis.min,
        axis.max,
        axis.width < 300 && axis.isHorizontal() ? Math.ceil(most / 2) : most,
      ).map((value) => ({ value }));
    },
    ticks: { callback: (value) => format(value), autoSkip: true, maxRotation: 0 },
  };
}

function linearAxis({ title, format, ...rest }) {
  return {
    type: 'linear',
    beginAtZero: true,
    ...rest,
    title: { display: Boolean(title), text: title },
    ticks: { callback: (value) => format(value), maxRotation: 0, maxTicksLimit: 8 },
  };
}

/** Like `linearAxis`, with whole minutes and hours where seconds get many. */
function secondsAxis({ title, ...rest }) {
  return {
    ...linearAxis({ title, format: axisSeconds, ...rest }),
    afterBuildTicks: (axis) => {
      if (axis.max < 150) return;
      const steps = [30, 60, 120, 300, 600, 1800, 3600, 7200, 18000];
      const step = steps.find((one) => axis.max / one <= 7) ?? axis.max / 6;
      axis.ticks = Array.from({ length: Math.floor(axis.max / step) + 1 }, (_, index) => ({
        value: index * step,
      })).filter(({ value }) => value >= axis.min);
    },
  };
}

/** Names at whole numbers, from top to bottom: the y axis of plots whose rows are things. */
function rowAxis(names) {
  return {
    type: 'linear',
    min: -0.5,
    max: names.length - 0.5,
    reverse: true,
    grid: { display: false },
    afterBuildTicks: (axis) => {
      axis.ticks = names.map((_, value) => ({ value }));
    },
    ticks: { callback: (value) => names[value], autoSkip: false, color: colours().text },
  };
}

/** Room for names on a narrow page. */
function nameWidth(wide) {
  return innerWidth < 600 ? Math.min(wide, 13) : wide;
}

/** A long name of several parts in lines, so that parts at its end stay. */
function nameLines(name, wide) {
  if (name.length <= wide) return name;
  const parts = name.split(/ (?=[·/] )/);
  return parts.length > 1 ? parts.map((part) => clip(part, wide)) : clip(name, wide);
}

/** Factor by which a log axis must be longer at each end for `pixels` of labels there. */
function labelRoom({ min, max }, pixels) {
  const plot = Math.max(pixels * 2 + 40, Math.min(innerWidth, 1200) - (innerWidth < 600 ? 160 : 330));
  return Math.exp((Math.log(max / min) * pixels) / (plot - 2 * pixels));
}

/** At most `most` of the list, evenly spaced, first and last among them. */
function thinned(values, most) {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, index) => values[Math.round((index * (values.length - 1)) / (most - 1))]);
}

function titleAndLines(title, lines) {
  return { callbacks: { title: (items) => (items.length ? title(items[0]) : ''), label: (item) => lines(item) } };
}
