// SPDX-License-Identifier: Apache-2.0
// A forest plot as a list: change, interval, the line of no change and that of the gate.

const forestMost = 200;

const outcomeMarks = new Map([
  ['slower', '▲'],
  ['faster', '▼'],
  ['same', '='],
  ['unclear', '?'],
  ['tolerated', '△'],
  ['broken', '✕'],
]);

/** Position of a ratio on the track in percent, on a log scale around 1. */
function forestScale(cells, limit) {
  const far = cells.filter((cell) => cell.ratio > 2 || cell.ratio < 1 / 2).length;
  const widest = far > cells.length / 4 ? 16 : 2; // times; a few that are far off must not flatten the others
  const range = extent(
    [...cells.flatMap((cell) => [cell.ratio, cell.low, cell.high]), limit, 1 / 1.15, 1.15].filter((value) => value > 0),
  );
  const low = Math.log(Math.max(1 / widest, range.min)) * 1.08;
  const high = Math.log(Math.min(widest, range.max)) * 1.08;
  const at = (ratio) => Math.max(0, Math.min(1, (Math.log(ratio) - low) / (high - low))) * 100;
  return { at, low: Math.exp(low), high: Math.exp(high) };
}

function forestTicks({ low, high }) {
  const steps = [0.0625, 0.125, 0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2, 4, 8, 16].filter(
    (value) => value >= low && value <= high,
  );
  return steps.length > 6
    ? steps.filter(
        (value) =>
          [0.0625, 0.25, 0.5, 1, 2, 4, 16].includes(value) || (steps.length < 10 && [0.75, 1.25, 1.5].includes(value)),
      )
    : steps;
}

function place(node, percent) {
  node.style.insetInlineStart = `${percent}%`;
  return node;
}

function drawForest(model, state, chosen) {
  const order = [...model.cells].sort((one, other) => (known(other.ratio) ?? -1) - (known(one.ratio) ?? -1));
  const moved = new Set([...order].sort((one, other) => distance(other) - distance(one)).slice(0, forestMost));
  const shown = order.filter((cell) => moved.has(cell));
  const limit = known(model.data.fail_above) === null ? null : 1 + model.data.fail_above;
  const scale = forestScale(shown, limit);
  const rows = shown.map((cell) => forestRow({ cell, scale, limit, state, chosen }));
  const outcomes = Array.from(
    groupBy(model.cells, (cell) => cell.outcome),
    ([name, members]) => `${outcomeMarks.get(name) ?? '•'} ${members.length} ${clip(name, 20)}`,
  );
  return {
    content: element(
      'div',
      { class: 'forest-box' },
      forestHead(scale, limit),
      element('ul', { class: 'forest' }, ...rows),
    ),
    note:
      `${outcomes.join(', ')}.` +
      (shown.some((cell) => cell.ratio > scale.high || cell.ratio < scale.low) ? ' ▶ and ◀: beyond the scale.' : '') +
      (shown.length < order.length ? ` The ${shown.length} of ${order.length} cells that changed most are drawn.` : ''),
    table: () => ({
      head: ['cell', 'change', 'interval', 'base', 'new', 'outcome'],
      rows: order.map((cell) => [
        cell.label,
        humanChange(cell.ratio),
        changeInterval(cell),
        humanSeconds(cell.base?.median),
        humanSeconds(cell.new?.median),
        cell.outcome,
      ]),
    }),
  };
}

/** How far from no change; what has no ratio is broken, and must be seen. */
function distance(cell) {
  return cell.ratio > 0 ? Math.abs(Math.log(cell.ratio)) : Number.MAX_VALUE;
}

function changeInterval(cell) {
  if (known(cell.low) === null || known(cell.high) === null) return 'no interval';
  return `[${humanChange(cell.low)} … ${humanChange(cell.high)}]`;
}

function forestHead(scale, limit) {
  const axis = element('span', { class: 'axis' });
  for (const tick of forestTicks(scale))
    axis.append(place(element('span', {}, tick === 1 ? '1×' : `${tick}×`), scale.at(tick)));
  if (limit !== null)
    axis.append(
      place(element('span', { class: 'gate-name' }, `gate ${humanChange(limit).replace('.0', '')}`), scale.at(limit)),
    );
  return element('div', { class: 'forest-head', 'aria-hidden': 'true' }, axis);
}

/** What lies beyond the scale is an arrow at its edge. */
function forestPoint(ratio, scale) {
  if (ratio > scale.high) return element('span', { class: 'beyond right' }, '▶');
  if (ratio < scale.low) return element('span', { class: 'beyond left' }, '◀');
  return place(element('span', { class: 'point' }), scale.at(ratio));
}

function forestRow({ cell, scale, limit, state, chosen }) {
  const track = element(
    'span',
    { class: 'track', 'aria-hidden': 'true' },
    place(element('span', { class: 'one' }), scale.at(1)),
  );
  if (limit !== null) track.append(place(element('span', { class: 'gate' }), scale.at(limit)));
  if (known(cell.low) > 0 && known(cell.high) > 0) {
    const whisker = place(
      element('span', {
        class: `whisker${cell.low < scale.low ? ' cut-left' : ''}${cell.high > scale.high ? ' cut-right' : ''}`,
      }),
      scale.at(cell.low),
    );
    whisker.style.inlineSize = `${Math.max(0.4, scale.at(cell.high) - scale.at(cell.low))}%`;
    track.append(whisker);
  }
  if (known(cell.ratio) > 0) track.append(forestPoint(cell.ratio, scale));
  const button = element(
    'button',
    {
      type: 'button',
      class: 'name',
      'aria-pressed': String(cell === state.cell),
      title: cell.label,
      onclick: () => chosen(cell),
    },
    element('bdi', {}, cell.label),
  );
  const outcome = outcomeMarks.has(cell.outcome) ? cell.outcome : 'other';
  return element(
    'li',
    { class: outcome },
    button,
    track,
    element(
      'span',
      { class: 'change' },
      element('strong', {}, humanChange(cell.ratio)),
      ' ',
      element('span', { class: 'interval' }, changeInterval(cell)),
    ),
    element('span', { class: 'outcome' }, `${outcomeMarks.get(cell.outcome) ?? '•'} ${clip(cell.outcome, 20)}`),
  );
}
