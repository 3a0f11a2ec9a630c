// SPDX-License-Identifier: Apache-2.0
// Strip plots: each sample a point. rows: [{name, look, samples: [{seconds, valid, repetition}], median, low, high}].

const samplesMost = 400; // points per row
const invalidMost = 100;

/** Evenly over the sorted seconds, so that fastest and slowest stay. */
function samplesDrawn(row) {
  const timed = list(row.samples).filter((sample) => known(sample.seconds) !== null);
  const ordered = (valid) =>
    timed.filter((sample) => (sample.valid !== false) === valid).sort((one, other) => one.seconds - other.seconds);
  const valid = thinned(ordered(true), samplesMost);
  const invalid = thinned(ordered(false), invalidMost);
  return { valid, invalid, drawn: valid.length + invalid.length, all: timed.length };
}

function drawSamples(rows, palette, what) {
  const drawn = rows.map(samplesDrawn);
  const all = drawn.reduce((sum, one) => sum + one.all, 0);
  if (all === 0) return { empty: 'There is no sample with a time here.' };
  const count = drawn.reduce((sum, one) => sum + one.drawn, 0);
  const thin =
    count < all
      ? `${count.toLocaleString('en')} of ${all.toLocaleString('en')} samples are drawn, evenly from fastest to slowest. `
      : '';
  return {
    height: rows.length * 52 + 66,
    summary:
      `Samples, ${what}. ` + spoken(rows.map((row) => `${clip(row.name, 30)} median ${humanSeconds(row.median)}`)),
    legend: [
      ...rows.map((row) => ({
        label: clip(row.name, 40),
        look: { colour: row.look.colour(palette), shape: row.look.shape },
      })),
      { label: 'median', look: { colour: palette.text, shape: 'bar' } },
      ...(rows.some((row) => known(row.low) !== null)
        ? [{ label: 'interval', look: { colour: palette.muted, fill: palette.line } }]
        : []),
      ...(drawn.some((one) => one.invalid.length)
        ? [{ label: 'invalid', look: { colour: palette.slower, shape: 'ring' } }]
        : []),
    ],
    note: thin + invalidNames(rows, drawn),
    table: () => ({
      head: ['', 'valid', 'invalid', 'fastest', 'median', 'interval', 'slowest'],
      rows: rows.map(sampleFigures),
    }),
    config: samplesConfig({ rows, drawn, palette }),
  };
}

function invalidNames(rows, drawn) {
  const names = rows.flatMap((row, index) =>
    drawn[index].invalid.map((sample) => `${clip(row.name, 30)} repetition ${clip(sample.repetition ?? '?', 12)}`),
  );
  return names.length === 0 ? '' : `Invalid: ${spoken(names, 10)}.`;
}

function sampleFigures(row) {
  const valid = list(row.samples).filter((sample) => sample.valid !== false && known(sample.seconds) !== null);
  const invalid = list(row.samples).filter((sample) => sample.valid === false);
  const range = extent(valid.map((sample) => sample.seconds));
  return [
    row.name,
    String(valid.length),
    String(invalid.length),
    humanSeconds(range?.min),
    humanSeconds(row.median),
    humanInterval(row.median, row.low, row.high),
    humanSeconds(range?.max),
  ];
}

// Spread over the row's height by the golden ratio: the same for the same samples.
function spread(index) {
  return (((index * 0.618034 + 0.5) % 1) - 0.5) * 0.5;
}

function samplesConfig({ rows, drawn, palette }) {
  const datasets = rows.flatMap((row, line) => {
    const colour = row.look.colour(palette);
    const points = (samples) =>
      samples.map((sample, index) => ({ x: sample.seconds, y: line + spread(index), sample, row }));
    const few = drawn[line].all <= 60;
    return [
      {
        data: points(drawn[line].valid),
        pointStyle: row.look.shape,
        backgroundColor: few ? colour : `${colour}99`,
        borderColor: colour,
        radius: few ? 4.5 : 2.5,
        hoverRadius: few ? 6.5 : 5,
      },
      {
        data: points(drawn[line].invalid),
        pointStyle: 'circle',
        backgroundColor: 'transparent',
        borderColor: palette.slower,
        borderWidth: 2,
        radius: 5,
        hoverRadius: 7,
      },
    ];
  });
  return {
    type: 'scatter',
    data: { datasets },
    options: {
      interaction: { mode: 'nearest', intersect: true },
      layout: { padding: { right: 14 } },
      scales: {
        x: secondsAxis({ title: 'seconds of the job' }),
        y: rowAxis(rows.map((row) => clip(row.name, nameWidth(22)))),
      },
      plugins: {
        tooltip: titleAndLines(
          (item) => clip(item.raw.row.name, 60),
          (item) => {
            const { sample } = item.raw;
            const repetition = sample.repetition === undefined ? '' : `repetition ${clip(sample.repetition, 12)}: `;
            return `${repetition}${humanSeconds(sample.seconds)}${sample.valid === false ? ', invalid' : ''}`;
          },
        ),
      },
    },
    plugins: [
      painter((pen, chart) => paintIntervals(pen, chart, rows, palette), true),
      painter((pen, chart) => paintMedians(pen, chart, rows, palette)),
    ],
  };
}

function paintIntervals(pen, chart, rows, palette) {
  const { x, y } = chart.scales;
  rows.forEach((row, line) => {
    if (known(row.low) === null || known(row.high) === null) return;
    const [left, right] = [x.getPixelForValue(row.low), x.getPixelForValue(row.high)];
    const [top, bottom] = [y.getPixelForValue(line - 0.34), y.getPixelForValue(line + 0.34)];
    pen.fillStyle = palette.line;
    pen.fillRect(left, top, Math.max(2, right - left), bottom - top);
    pen.strokeStyle = palette.muted;
    pen.lineWidth = 1;
    pen.strokeRect(left, top, Math.max(2, right - left), bottom - top);
  });
}

function paintMedians(pen, chart, rows, palette) {
  const { x, y } = chart.scales;
  rows.forEach((row, line) => {
    if (known(row.median) === null) return;
    const at = x.getPixelForValue(row.median);
    pen.strokeStyle = palette.text;
    pen.lineWidth = 2.5;
    pen.beginPath();
    pen.moveTo(at, y.getPixelForValue(line - 0.36));
    pen.lineTo(at, y.getPixelForValue(line + 0.36));
    pen.stroke();
    const right = at > chart.chartArea.right - 60;
    paintText(pen, humanSeconds(row.median), {
      x: right ? at - 8 : at + 8,
      y: y.getPixelForValue(line - 0.4),
      colour: palette.text,
      ground: palette.ground,
      bold: true,
      size: 11,
      align: right ? 'right' : 'left',
    });
  });
}
