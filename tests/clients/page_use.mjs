// SPDX-License-Identifier: Apache-2.0
// What people do with a report: sort, choose, point, use the keyboard. Each finds out what is on the page.
import { opens, settle } from './page_probes.mjs';
import { check, skip } from './page_verdict.mjs';

const order = (page, column = 1) =>
  page.$eval(
    'table.sortable',
    (table, column) =>
      Array.from(table.tBodies[0].rows, (row) => ({
        text: row.cells[0].textContent.trim(),
        value: row.cells[column]?.getAttribute('data-sort') ?? '',
        whole: row.textContent,
      })),
    column,
  );

/** A column with a missing value where there is one: it must stay at the end. */
const columnToSort = (page) =>
  page
    .$eval('table.sortable', (table) => {
      const rows = Array.from(table.tBodies[0].rows);
      const known = (column) => rows.filter((row) => row.cells[column]?.getAttribute('data-sort')).length;
      const columns = Array.from(table.tHead.rows[0].cells, (_, column) => column).slice(1);
      return columns.find((column) => known(column) > 1 && known(column) < rows.length) ?? 1;
    })
    .catch(() => 1);

function sortedWell(rows, sign) {
  const values = rows.map((row) => (row.value === '' ? null : Number(row.value)));
  const wrong = values
    .slice(1)
    .some((value, index) =>
      values[index] === null ? value !== null : value !== null && sign * (value - values[index]) < 0,
    );
  return wrong ? `the order is ${values.join(' ')}` : true;
}

export async function sorting(page) {
  const heads = await page.$$('table.sortable:first-of-type thead button');
  const column = await columnToSort(page);
  const before = await order(page, column).catch(() => []);
  if (before.length < 2 || heads.length < 2)
    return before.length < 2 ? skip('tables sort') : check('column heads are buttons', false);
  const direction = () =>
    page.$eval(`table.sortable thead th:nth-child(${column + 1})`, (head) => head.getAttribute('aria-sort') ?? 'none');
  await heads[column].click();
  check(
    'a click sorts upwards',
    [sortedWell(await order(page, column), 1), (await direction()) === 'ascending' || 'aria-sort'].filter(
      (x) => x !== true,
    ),
  );
  await heads[column].click();
  check(
    'the second sorts downwards, missing last',
    [sortedWell(await order(page, column), -1), (await direction()) === 'descending' || 'aria-sort'].filter(
      (x) => x !== true,
    ),
  );
  await heads[column].click();
  check(
    'the third restores the order',
    JSON.stringify(await order(page, column)) === JSON.stringify(before) && (await direction()) === 'none',
  );
  await heads[column].focus();
  await page.keyboard.press('Enter');
  const upwards = sortedWell(await order(page, column), 1);
  await page.keyboard.press('Space');
  check(
    'Enter and Space sort too',
    [upwards, sortedWell(await order(page, column), -1)].filter((x) => x !== true),
  );
  await heads[0].click();
  const names = (await order(page)).map((row) => row.text);
  const wanted = [...names].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  check('the first column sorts by text', names.join('\n') === wanted.join('\n'));
  await heads[0].click();
  await heads[0].click();
}

export async function figuresDraw(page) {
  await settle(page);
  const figures = await page.$$eval('figure.chart', (all) =>
    all.map((figure) => {
      const canvas = figure.querySelector('canvas');
      const body = figure.querySelector('.chart-body');
      const colours = new Set();
      if (canvas && canvas.width > 0 && canvas.height > 0) {
        const pixels = new Uint32Array(
          canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer,
        );
        for (let at = 0; at < pixels.length && colours.size < 9; at += 7) colours.add(pixels[at]);
      }
      return {
        title: figure.querySelector('h3')?.textContent,
        text: body.textContent,
        canvas: Boolean(canvas),
        colours: colours.size,
        filled: body.childElementCount > 0,
      };
    }),
  );
  check('there are charts', figures.length > 0);
  check('the note about JavaScript is gone', (await page.$('.no-script')) === null);
  check(
    'every figure shows something',
    figures
      .filter((one) => !one.filled || /could not be drawn|undefined|NaN|Infinity/.test(one.text))
      .map((one) => one.title),
  );
  check(
    'no canvas is blank',
    figures.filter((one) => one.canvas && one.colours < 4).map((one) => one.title),
  );
}

// Without tooltips: what scrolls below the mouse shows them.
const everything = (page) =>
  page.$eval('#charts', (section) => {
    const copy = section.cloneNode(true);
    copy.querySelectorAll('.tip').forEach((tip) => tip.remove());
    return (
      Array.from(copy.querySelectorAll('canvas'), (one) => one.getAttribute('aria-label')).join() +
      Array.from(copy.querySelectorAll('.chart-body'), (one) => one.textContent).join()
    );
  });

export async function selectors(page) {
  const selects = await page.$$('#charts select');
  let tried = 0;
  for (let index = 0; index < selects.length; ++index) {
    const select = (await page.$$('#charts select'))[index];
    const { label, now, others } = await select.evaluate((one) => ({
      label: one.labels[0]?.textContent,
      now: one.value,
      others: Array.from(one.options)
        .filter((option) => option.value !== one.value)
        .map((option) => option.value),
    }));
    if (others.length === 0) continue;
    ++tried;
    const before = await everything(page);
    await select.select(others.at(-1));
    await settle(page);
    check(`selector "${label}" changes the charts`, (await everything(page)) !== before);
    await (await page.$$('#charts select'))[index].select(now);
    await settle(page);
  }
  if (tried === 0) skip('selectors');
}

export async function timeline(page) {
  const rows = await page.$$('.timeline button');
  if (rows.length < 2) return skip('timeline');
  const tip = () =>
    page.$eval('.tip', (one) => (one.hidden || one.getBoundingClientRect().height === 0 ? '' : one.textContent));
  const name = (row) => row.$eval('.name', (one) => one.textContent);
  await rows[1].scrollIntoView();
  await rows[1].hover();
  const hovered = await tip();
  check(
    'hovering a timeline row tells its name, start and seconds',
    hovered.includes(await name(rows[1])) && /starts at .+takes /.test(hovered),
  );
  await page.mouse.move(2, 2);
  await rows[0].focus();
  await page.keyboard.press('ArrowDown');
  const focused = await page.evaluate(() => ({
    name: document.activeElement.querySelector('.name')?.textContent,
    outline: getComputedStyle(document.activeElement).outlineStyle,
  }));
  check(
    'arrow keys move the visible focus along the timeline',
    focused.name === (await name(rows[1])) && focused.outline !== 'none' && (await tip()).includes(focused.name),
  );
  await page.keyboard.press('Escape');
  check('Escape hides the tooltip', (await tip()) === '');
}

export async function canvases(page) {
  const all = await page.$$('#charts canvas');
  if (all.length === 0) return skip('canvases');
  const hoverProblems = [];
  const keyProblems = [];
  const tableProblems = [];
  for (const canvas of all) {
    await canvas.scrollIntoView();
    const { title, x, y } = await canvas.evaluate((one) => {
      const chart = window.Chart.getChart(one);
      // Of bars the largest: one of a millisecond is narrower than a pixel.
      const area = (point) => Math.abs((point.width ?? 0) * (point.height ?? 0));
      const { x, y } = chart.data.datasets
        .flatMap((set, at) => chart.getDatasetMeta(at).data.filter((_, index) => set.data[index] !== null))
        .reduce((one, other) => (area(other) > area(one) ? other : one))
        .getCenterPoint();
      const box = one.getBoundingClientRect();
      return { title: one.closest('figure').querySelector('h3').textContent, x: box.left + x, y: box.top + y };
    });
    const shown = () =>
      canvas.evaluate((one) => {
        const { opacity, title, body } = window.Chart.getChart(one).tooltip;
        return opacity > 0 ? [...title, ...body.flatMap((part) => part.lines)].join(' ') : '';
      });
    await page.mouse.move(x, y, { steps: 2 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    if (!(await shown())) hoverProblems.push(title);
    await page.mouse.move(2, 2);
    await canvas.focus();
    await page.keyboard.press('ArrowRight');
    const said = await page.evaluate(() => document.getElementById('announcements')?.textContent);
    if (!(await shown()) || !said) keyProblems.push(title);
    const rows = await canvas.evaluate(opens);
    if (!(rows > 0)) tableProblems.push(title);
  }
  await all[0].focus();
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  await settle(page);
  check(
    'a chart that is drawn anew keeps the focus',
    await page.evaluate(() => document.activeElement.tagName === 'CANVAS'),
  );
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await settle(page);
  check('hovering a point of a chart shows its tooltip', hoverProblems);
  check('arrow keys show and announce the same', keyProblems);
  check('every chart has its figures as a table', tableProblems);
}

export async function names(page) {
  const client = await page.createCDPSession();
  await client.send('Accessibility.enable');
  const nameless = [];
  const { root } = await client.send('DOM.getDocument');
  const { nodeIds } = await client.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: 'button, select, canvas, [role=region], figure',
  });
  for (const nodeId of nodeIds) {
    const { nodes } = await client.send('Accessibility.getPartialAXTree', { nodeId, fetchRelatives: false });
    const node = nodes[0];
    if (node && !node.ignored && !node.name?.value?.trim()) nameless.push(`${node.role?.value} without a name`);
  }
  await client.detach();
  check(`all ${nodeIds.length} controls, charts and regions have accessible names`, nameless);
  check(
    'no id is there twice',
    await page.$$eval('[id]', (all) => {
      const ids = all.map((one) => one.id);
      return ids.filter((id, index) => ids.indexOf(id) !== index);
    }),
  );
}
