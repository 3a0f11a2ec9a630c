// SPDX-License-Identifier: Apache-2.0
// The charts of two runs, BASE and NEW.

function comparisonModel(data) {
  const cells = list(data.cells).map((cell) => ({ ...cell }));
  const jobs = groupBy(cells, (cell) => JSON.stringify([cell.workload, cell.strategy, cell.scenario]));
  for (const cell of cells) {
    const several = jobs.get(JSON.stringify([cell.workload, cell.strategy, cell.scenario])).length > 1;
    cell.label = clean([cell.workload, cell.strategy, cell.scenario, ...(several ? [cell.job] : [])].join(' / '));
  }
  return { data, cells };
}

const baseLook = { colour: (palette) => palette.neutral, shape: 'circle' };
const newLook = { colour: (palette) => palette.series[0], shape: 'rectRot' };

/** One side of a cell as the plots of a run want it. */
function sideRow(name, side, look) {
  const samples = list(side?.samples).map((sample, index) =>
    typeof sample === 'number' ? { seconds: sample, valid: true, repetition: index + 1 } : sample,
  );
  return {
    name,
    look,
    samples,
    median: known(side?.median),
    low: known(side?.low),
    high: known(side?.high),
    phases: side?.phases,
  };
}

function comparisonCharts(parent, data) {
  const model = comparisonModel(data);
  if (model.cells.length === 0) return false;
  const worst = [...model.cells].sort((one, other) => (known(other.ratio) ?? -1) - (known(one.ratio) ?? -1))[0];
  const state = { cell: worst };
  const figuresOfCell = [];
  const chooser = element('div', { class: 'choosers' });
  const choose = (cell) => {
    state.cell = cell;
    choice.select.value = String(model.cells.indexOf(cell));
    for (const button of parent.querySelectorAll('.forest button.name'))
      button.setAttribute('aria-pressed', String(button.title === cell.label));
    figuresOfCell.forEach(refresh);
  };
  const choice = selector(
    'Cell',
    model.cells.map((cell) => ({ label: `${outcomeMarks.get(cell.outcome) ?? ''} ${cell.label}` })),
    (index) => choose(model.cells[index]),
  );
  addFigure(parent, {
    title: 'What changed',
    wide: true,
    reading:
      'New against base, slowest first: the mark is the change, the line its interval. A line that crosses 1× is no proof of a change. The gate fails where a change is certain and its mark lies beyond the dashed line. Choose a cell to see it below.',
    draw: () => drawForest(model, state, choose),
  });
  const grid = element('div', { class: 'grid' });
  chooser.append(choice.box);
  parent.append(chooser, grid);
  const rows = () => [sideRow('base', state.cell.base, baseLook), sideRow('new', state.cell.new, newLook)];
  figuresOfCell.push(
    addFigure(grid, {
      title: 'Samples of the cell',
      reading: 'Each mark is one measured job, the thick line the median.',
      draw: (palette) => drawSamples(rows(), palette, state.cell.label),
    }),
    addFigure(grid, {
      title: 'Phases of the cell',
      reading: 'Where the time of the job went before and goes now.',
      draw: (palette) => drawPhases(rows(), palette, state.cell.label),
    }),
  );
  choose(worst);
  return true;
}
