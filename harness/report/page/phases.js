// SPDX-License-Identifier: Apache-2.0
// Stacked bars of phases. rows: [{name, phases, total}]; used for strategies and for base against new.

function phaseNames(rows) {
  const found = new Set(
    rows.flatMap((row) => Object.keys(row.phases ?? {}).filter((name) => known(row.phases[name]) !== null)),
  );
  const usual = Array.from(phaseLooks.keys()).filter((name) => found.has(name));
  return [...usual, ...Array.from(found).filter((name) => !phaseLooks.has(name))];
}

function phaseSeconds(row, name) {
  return row.phases && Object.hasOwn(row.phases, name) ? known(row.phases[name]) : null;
}

function phaseSum(row) {
  return phaseNames([row]).reduce((sum, name) => sum + phaseSeconds(row, name), 0);
}

function drawPhases(rows, palette, what) {
  const names = phaseNames(rows);
  if (names.length === 0) return { empty: 'No phases were recorded here.' };
  const without = rows.filter((row) => phaseNames([row]).length === 0);
  const shown = rows.filter((row) => !without.includes(row));
  return {
    height: shown.length * 52 + 66,
    summary:
      `Stacked bars of phases, ${what}. ` +
      spoken(
        shown.map((row) => `${clip(row.name, 30)} ${humanSeconds(phaseSum(row))}, most of it ${heaviestPhase(row)}`),
      ),
    legend: names.map((name) => ({
      label: phaseLook(name).label,
      look: { ...phaseLook(name), colour: phaseLook(name).colour(palette) },
    })),
    note: without.length ? `No phases of ${spoken(without.map((row) => clip(row.name, 30)))}.` : '',
    table: () => ({
      head: ['phase', ...shown.map((row) => row.name)],
      rows: [
        ...names.map((name) => [phaseLook(name).label, ...shown.map((row) => humanSeconds(phaseSeconds(row, name)))]),
        ['sum', ...shown.map((row) => humanSeconds(phaseSum(row)))],
        ['median of the job', ...shown.map((row) => humanSeconds(row.median))],
      ],
    }),
    config: phasesConfig({ shown, names, palette }),
  };
}

function heaviestPhase(row) {
  const names = phaseNames([row]);
  const name = names.reduce((most, one) => (phaseSeconds(row, one) > phaseSeconds(row, most) ? one : most), names[0]);
  return `${phaseLook(name).label} ${humanSeconds(phaseSeconds(row, name))}`;
}

function phasesConfig({ shown, names, palette }) {
  const datasets = names.map((name) => {
    const look = phaseLook(name);
    const colour = look.colour(palette);
    return {
      label: look.label,
      data: shown.map((row) => phaseSeconds(row, name)),
      stack: 'job',
      backgroundColor: look.hatched ? hatch(colour, palette.ground) : colour,
      borderColor: palette.ground,
      borderWidth: { right: 1 },
      borderSkipped: false,
      barThickness: 28,
    };
  });
  return {
    type: 'bar',
    data: { labels: shown.map((row) => clip(row.name, nameWidth(22))), datasets },
    options: {
      indexAxis: 'y',
      interaction: { mode: 'nearest', axis: 'xy', intersect: true },
      layout: { padding: { right: 56 } },
      scales: {
        x: secondsAxis({ title: 'seconds of the job', stacked: true }),
        y: { stacked: true, grid: { display: false }, ticks: { color: palette.text, autoSkip: false } },
      },
      plugins: {
        tooltip: titleAndLines(
          (item) => clip(shown[item.dataIndex].name, 60),
          (item) => {
            const share = item.raw / phaseSum(shown[item.dataIndex]);
            return `${item.dataset.label}: ${humanSeconds(item.raw)} (${(share * 100).toFixed(0)} %)`;
          },
        ),
      },
    },
    plugins: [painter((pen, chart) => paintTotals(pen, chart, shown, palette))],
  };
}

function paintTotals(pen, chart, shown, palette) {
  shown.forEach((row, index) => {
    const bar = chart.getDatasetMeta(0).data[index];
    const total = phaseSum(row);
    paintText(pen, humanSeconds(total), {
      x: chart.scales.x.getPixelForValue(total) + 6,
      y: bar.y,
      colour: palette.text,
      bold: true,
    });
  });
}
