// SPDX-License-Identifier: Apache-2.0
// The main figures are in the tables already; this makes them sortable and draws the charts.

function readData() {
  try {
    return JSON.parse(document.getElementById('data')?.textContent ?? 'null');
  } catch (problem) {
    console.error(problem);
    return null;
  }
}

function startCharts() {
  const section = document.getElementById('charts');
  const data = readData();
  if (!section) return;
  const note = section.querySelector('.no-script');
  const draw = { run: runCharts, comparison: comparisonCharts, history: historyCharts }[data?.kind];
  if (!draw) {
    if (note) note.textContent = 'The data of the charts cannot be read; the tables hold the main figures.';
    return;
  }
  note?.remove();
  if (!draw(section, data)) section.append(element('p', { class: 'empty' }, 'There is nothing to draw.'));
}

function start() {
  document.querySelectorAll('table.sortable').forEach(makeSortable);
  addThemeButton(refreshAll);
  followPrinting(drawAllNow);
  matchMedia('(max-width: 599px)').addEventListener('change', refreshAll);
  startCharts();
}

start();
