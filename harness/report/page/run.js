// SPDX-License-Identifier: Apache-2.0
// The charts of one run, and what is chosen for all of them.

function runCharts(parent, data) {
  const model = runModel(data);
  if (model.groups.length === 0) return false;
  const state = { group: model.groups[0], strategy: timelineChoice(model, model.groups[0], null) };
  const overview = addFigure(parent, {
    title: 'At a glance',
    wide: true,
    reading: `Time of the whole job as a multiple of ${clip(model.baseline, 40)}: a bar to the left of 1× is a saving, to the right a loss.`,
    draw: (palette) => drawOverview(model, state, palette),
  });
  const chooser = element('div', { class: 'choosers' });
  const grid = element('div', { class: 'grid' });
  parent.append(chooser, grid);
  const dependent = scenarioFigures(grid, model, state);
  const timeline = timelineFigure(grid, state);
  const scenario = selector(
    'Scenario',
    model.groups.map((group) => ({ label: group.name, group: model.workloads.size > 1 ? group.workload : undefined })),
    (index) => {
      state.group = model.groups[index];
      state.strategy = timelineChoice(model, state.group, state.strategy);
      timeline.offer();
      [...dependent, timeline.figure].forEach(refresh);
      if (model.groups.length > overviewMost) refresh(overview);
    },
  );
  chooser.append(scenario.box);
  return true;
}

/** What was chosen before where it has a timeline here too, else the first that has one; the baseline last. */
function timelineChoice(model, group, before) {
  const recorded = group.cells.filter((cell) => cell.timeline);
  const usual = recorded.find((cell) => cell.strategy !== model.baseline) ?? recorded[0] ?? group.cells[0];
  return (recorded.find((cell) => cell.strategy === before) ?? usual).strategy;
}

function scenarioFigures(grid, model, state) {
  const rows = () =>
    state.group.cells.map((cell) => ({ ...cell, name: cell.strategy, look: model.looks.get(cell.strategy) }));
  const add = (title, reading, draw) => addFigure(grid, { title, reading, draw });
  return [
    add(
      "Where the job's time goes",
      'Each bar is a job; its parts are the phases in their order, their sum at the end.',
      (palette) => drawPhases(rows(), palette, state.group.label),
    ),
    add(
      'Samples',
      'Each mark is one measured job, the thick line the median, the box its interval. Wide scatter makes a median less certain.',
      (palette) => drawSamples(rows(), palette, state.group.label),
    ),
    add('Bytes against seconds', 'Lower left is best: little crosses the link and the job is short.', (palette) =>
      drawBytes(model, state, palette),
    ),
    add(
      'Break-even',
      'The job on other links: its median, with the bytes taking as long as the bandwidth makes them. The lowest line wins.',
      (palette) => drawBreakEven(model, state, palette),
    ),
  ];
}

function timelineFigure(grid, state) {
  const figure = addFigure(grid, {
    title: 'One build as a timeline',
    wide: true,
    reading:
      'The steps of one build in order of their start; ▲ marks steps whose cache miss is explained. Point at a row, or go through them with the arrow keys.',
    draw: (palette) =>
      drawTimeline(
        state.group.cells.find((cell) => cell.strategy === state.strategy),
        palette,
      ),
  });
  const place = element('div', { class: 'choosers inner' });
  figure.body.before(place);
  const offer = () => {
    const names = state.group.cells.map((cell) => cell.strategy);
    const choice = selector(
      'Strategy',
      state.group.cells.map((cell) => ({ label: cell.timeline ? cell.strategy : `${cell.strategy} (not recorded)` })),
      (index) => {
        state.strategy = names[index];
        refresh(figure);
      },
    );
    choice.select.value = String(names.indexOf(state.strategy));
    place.replaceChildren(choice.box);
  };
  offer();
  return { figure, offer };
}
