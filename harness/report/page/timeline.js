// SPDX-License-Identifier: Apache-2.0
// One build as a list of bars: each row is a button, so that keyboards, fingers and screen readers get all of it.

const timelineMost = 200;

/** Stretches of the job around the build, and the steps, all relative to the job's start. */
function timelineRows(timeline) {
  const begin = known(timeline.build_start) ?? 0;
  const steps = list(timeline.vertices)
    .filter((vertex) => known(vertex.start) !== null && known(vertex.seconds) !== null)
    .map((vertex) => ({ ...vertex, at: begin + vertex.start }))
    .sort((one, other) => one.at - other.at);
  const end = extent([...steps.map((step) => step.at + step.seconds), begin]).max;
  const whole = Math.max(known(timeline.job_seconds) ?? 0, end);
  const after = known(timeline.after_seconds) ?? 0;
  const around = (name, at, seconds) => ({ name, at, seconds, around: true });
  return {
    steps,
    whole,
    before: begin > 0 ? around('before the build: restore, inject …', 0, begin) : null,
    after: after > 0.001 ? around('after the build: extract, save …', whole - after, after) : null,
  };
}

function longest(steps, most) {
  if (steps.length <= most) return steps;
  const kept = new Set([...steps].sort((one, other) => other.seconds - one.seconds).slice(0, most));
  return steps.filter((step) => kept.has(step));
}

function stepKind(row) {
  if (row.around) return 'around';
  if (row.cached) return 'cached';
  return row.phase === 'solve' ? 'executed' : String(row.phase ?? '');
}

function stepLook(row, palette) {
  const kind = stepKind(row);
  if (kind === 'around') return { label: 'outside the build', colour: palette.neutral, hatched: true };
  if (kind === 'cached') return { label: 'cached', colour: palette.series[5], hatched: true };
  if (kind === 'executed') return { label: 'executed', colour: palette.series[4], hatched: false };
  const look = phaseLook(kind);
  return { label: look.label, colour: look.colour(palette), hatched: look.hatched };
}

function drawTimeline(cell, palette) {
  if (!cell) return { empty: 'No build of this scenario was recorded.' };
  if (!cell.timeline) return { empty: `No timeline was recorded for ${clip(cell.strategy, 60)}.` };
  const { steps, whole, before, after } = timelineRows(cell.timeline);
  const shown = longest(steps, timelineMost);
  const rows = [before, ...shown, after].filter(Boolean);
  if (rows.length === 0 || whole <= 0) return { empty: 'The recorded build has no steps.' };
  const looks = new Map(rows.map((row) => [stepLook(row, palette).label, stepLook(row, palette)]));
  const thin = shown.length < steps.length ? `The ${shown.length} longest of ${steps.length} steps are drawn. ` : '';
  return {
    legend: Array.from(looks.values(), (look) => ({ label: look.label, look })),
    note: `${thin}Job: ${humanSeconds(whole)}; ${count(steps.filter((step) => step.cached).length, 'step')} of ${steps.length} cached.`,
    content: timelineList(rows, whole, palette),
    table: () => ({
      head: ['step', 'kind', 'start', 'seconds', 'why it was not cached'],
      rows: rows.map((row) => [
        row.name,
        stepLook(row, palette).label,
        humanSeconds(row.at),
        humanSeconds(row.seconds),
        row.miss ?? '',
      ]),
    }),
  };
}

function timelineList(rows, whole, palette) {
  const tip = element('div', { class: 'tip', role: 'tooltip', id: freshId('tip'), hidden: true });
  const items = rows.map((row, index) => timelineRow({ row, whole, palette, tip, first: index === 0 }));
  const listing = element('ol', { class: 'timeline', 'aria-label': 'Steps in order of their start' }, ...items);
  listing.addEventListener('keydown', (event) => {
    const buttons = Array.from(listing.querySelectorAll('button'));
    const at = buttons.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === 'Escape') tip.hidden = true;
    if (next === undefined || !buttons[next]) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    buttons[next].tabIndex = 0;
    buttons[next].focus();
  });
  return element('div', { class: 'timeline-box' }, timelineScale(whole), listing, tip);
}

function timelineScale(whole) {
  const scale = element('div', { class: 'timeline-scale', 'aria-hidden': 'true' });
  const step = niceStep(whole / (innerWidth < 600 ? 2 : 5));
  for (let at = 0; at <= whole * 1.0001; at += step) {
    const tick = element('span', {}, axisSeconds(Number(at.toPrecision(6))));
    tick.style.insetInlineStart = `${(at / whole) * 100}%`;
    scale.append(tick);
  }
  return element('div', { class: 'timeline-head' }, scale);
}

/** The next greater of 1, 2, 5, 10, … */
function niceStep(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].find((factor) => factor * power >= value * 0.999) * power;
}

function timelineRow({ row, whole, palette, tip, first }) {
  const look = stepLook(row, palette);
  const bar = element('span', { class: look.hatched ? 'bar hatched' : 'bar' });
  bar.style.setProperty('--colour', look.colour);
  bar.style.insetInlineStart = `${(row.at / whole) * 100}%`;
  bar.style.inlineSize = `${(row.seconds / whole) * 100}%`;
  const button = element(
    'button',
    { type: 'button', class: 'step', tabindex: first ? 0 : -1, 'aria-describedby': tip.id },
    element('bdi', { class: 'name' }, clean(row.name)),
    element('span', { class: 'track', 'aria-hidden': 'true' }, bar),
    element('span', { class: 'only-read' }, `, ${look.label}, `),
    element('span', { class: 'seconds' }, row.cached ? 'cached' : humanSeconds(row.seconds)),
  );
  if (row.miss) button.querySelector('.name').before(element('span', { class: 'missed', 'aria-hidden': 'true' }, '▲'));
  const show = () =>
    showTip(
      tip,
      button,
      [
        clean(row.name),
        `${look.label}, starts at ${humanSeconds(row.at)}, takes ${humanSeconds(row.seconds)}`,
        row.miss ? `Not cached: ${clean(row.miss)}` : null,
      ].filter(Boolean),
    );
  const hide = () => {
    tip.hidden = document.activeElement !== button;
  };
  for (const event of ['focus', 'mouseenter', 'click']) button.addEventListener(event, show);
  for (const event of ['blur', 'mouseleave']) button.addEventListener(event, hide);
  button.addEventListener('blur', () => {
    tip.hidden = true;
  });
  return element('li', {}, button);
}

/** Below the row, or above it where there is no room. */
function showTip(tip, row, lines) {
  tip.replaceChildren(...lines.map((line, index) => element(index === 0 ? 'strong' : 'span', {}, line)));
  tip.hidden = false;
  const box = tip.offsetParent.getBoundingClientRect();
  const at = row.getBoundingClientRect();
  const below = at.bottom + tip.offsetHeight + 8 < innerHeight;
  tip.style.top = `${below ? at.bottom - box.top + 4 : at.top - box.top - tip.offsetHeight - 4}px`;
}
