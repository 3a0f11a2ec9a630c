// SPDX-License-Identifier: Apache-2.0
// Opens bxbench's HTML report in the installed chromium and uses it as people do: node page.mjs PAGE.html [--shots DIR]
// A line per check on stdout; exit status 1 when one fails, 2 when it cannot be tried.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { contrastProblems, opens, paletteProblems, settle, tooWide } from './page_probes.mjs';

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { shots: { type: 'string' } } });
if (positionals.length !== 1) {
  console.error('usage: node page.mjs PAGE.html [--shots DIR]');
  process.exit(2);
}
const address = pathToFileURL(resolve(positionals[0])).href;
const desktop = { width: 1280, height: 900 };
let failed = 0;

function check(sentence, problems) {
  const list = problems === true ? [] : problems === false ? [''] : [problems].flat().filter(Boolean);
  console.log(`${list.length ? 'FAILED' : 'ok    '} ${sentence}${list.length && list[0] ? `: ${list.slice(0, 5).join('; ')}` : ''}`);
  failed += list.length > 0;
}

function skip(sentence) {
  console.log(`-      ${sentence}: nothing of the kind on this page`);
}

function chromium() {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch { /* the next one */ }
    }
  }
  console.error('page.mjs: no chromium in PATH');
  return process.exit(2);
}

/** A page that records what must not happen. */
async function openPage(browser, { script = true } = {}) {
  const page = await browser.newPage();
  const troubles = { errors: [], requests: [] };
  page.on('console', (message) => ['error', 'warn'].includes(message.type()) && troubles.errors.push(message.text()));
  page.on('pageerror', (problem) => troubles.errors.push(String(problem)));
  page.on('dialog', (dialog) => { troubles.errors.push('a dialog opened'); return dialog.dismiss(); });
  page.on('request', (request) => request.url().split('#')[0] !== address && troubles.requests.push(request.url().slice(0, 120)));
  await page.setJavaScriptEnabled(script);
  await page.setViewport(desktop);
  const began = Date.now();
  await page.goto(address, { waitUntil: 'load' });
  return { page, troubles, milliseconds: Date.now() - began };
}

const order = (page) => page.$eval('table.sortable', (table) => Array.from(table.tBodies[0].rows, (row) =>
  ({ text: row.cells[0].textContent.trim(), value: row.cells[1]?.getAttribute('data-sort') ?? '', whole: row.textContent })));

function sortedWell(rows, sign) {
  const values = rows.map((row) => (row.value === '' ? null : Number(row.value)));
  const wrong = values.slice(1).some((value, index) =>
    (values[index] === null ? value !== null : value !== null && sign * (value - values[index]) < 0));
  return wrong ? `the order is ${values.join(' ')}` : true;
}

async function sorting(page) {
  const heads = await page.$$('table.sortable:first-of-type thead button');
  const before = await order(page).catch(() => []);
  if (before.length < 2 || heads.length < 2) return before.length < 2 ? skip('tables sort') : check('column heads are buttons', false);
  const direction = () => page.$eval('table.sortable thead th:nth-child(2)', (head) => head.getAttribute('aria-sort') ?? 'none');
  await heads[1].click();
  check('a click sorts upwards', [sortedWell(await order(page), 1), await direction() === 'ascending' || 'aria-sort'].filter((x) => x !== true));
  await heads[1].click();
  check('the second sorts downwards, missing last', [sortedWell(await order(page), -1), await direction() === 'descending' || 'aria-sort'].filter((x) => x !== true));
  await heads[1].click();
  check('the third restores the order', JSON.stringify(await order(page)) === JSON.stringify(before) && await direction() === 'none');
  await heads[1].focus();
  await page.keyboard.press('Enter');
  const upwards = sortedWell(await order(page), 1);
  await page.keyboard.press('Space');
  check('Enter and Space sort too', [upwards, sortedWell(await order(page), -1)].filter((x) => x !== true));
  await heads[0].click();
  const names = (await order(page)).map((row) => row.text);
  const wanted = [...names].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  check('the first column sorts by text', names.join('\n') === wanted.join('\n'));
  await heads[0].click();
  await heads[0].click();
}

async function figuresDraw(page) {
  await settle(page);
  const figures = await page.$$eval('figure.chart', (all) => all.map((figure) => {
    const canvas = figure.querySelector('canvas');
    const body = figure.querySelector('.chart-body');
    const colours = new Set();
    if (canvas && canvas.width > 0 && canvas.height > 0) {
      const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      for (let at = 0; at < pixels.length && colours.size < 9; at += 7) colours.add(pixels[at]);
    }
    return { title: figure.querySelector('h3')?.textContent, text: body.textContent, canvas: Boolean(canvas), colours: colours.size, filled: body.childElementCount > 0 };
  }));
  check('there are charts', figures.length > 0);
  check('the note about JavaScript is gone', await page.$('.no-script') === null);
  check('every figure shows something', figures.filter((one) => !one.filled || /could not be drawn|undefined|NaN|Infinity/.test(one.text)).map((one) => one.title));
  check('no canvas is blank', figures.filter((one) => one.canvas && one.colours < 4).map((one) => one.title));
}

const everything = (page) => page.$eval('#charts', (section) =>
  Array.from(section.querySelectorAll('canvas'), (one) => one.getAttribute('aria-label')).join() + Array.from(section.querySelectorAll('.chart-body'), (one) => one.textContent).join());

async function selectors(page) {
  const selects = await page.$$('#charts select');
  let tried = 0;
  for (let index = 0; index < selects.length; ++index) {
    const select = (await page.$$('#charts select'))[index];
    const { label, now, others } = await select.evaluate((one) => ({
      label: one.labels[0]?.textContent, now: one.value,
      others: Array.from(one.options).filter((option) => option.value !== one.value).map((option) => option.value),
    }));
    if (others.length === 0) continue;
    ++tried;
    const before = await everything(page);
    await select.select(others.at(-1));
    await settle(page);
    check(`selector "${label}" changes the charts`, await everything(page) !== before);
    await (await page.$$('#charts select'))[index].select(now);
    await settle(page);
  }
  if (tried === 0) skip('selectors');
}

async function timeline(page) {
  const rows = await page.$$('.timeline button');
  if (rows.length < 2) return skip('timeline');
  const tip = () => page.$eval('.tip', (one) => (one.hidden || one.getBoundingClientRect().height === 0 ? '' : one.textContent));
  const name = (row) => row.$eval('.name', (one) => one.textContent);
  await rows[1].scrollIntoView();
  await rows[1].hover();
  const hovered = await tip();
  check('hovering a timeline row tells its name, start and seconds', hovered.includes(await name(rows[1])) && /starts at .+takes /.test(hovered));
  await page.mouse.move(2, 2);
  await rows[0].focus();
  await page.keyboard.press('ArrowDown');
  const focused = await page.evaluate(() => ({ name: document.activeElement.querySelector('.name')?.textContent, outline: getComputedStyle(document.activeElement).outlineStyle }));
  check('arrow keys move the visible focus along the timeline', focused.name === await name(rows[1]) && focused.outline !== 'none' && (await tip()).includes(focused.name));
  await page.keyboard.press('Escape');
  check('Escape hides the tooltip', await tip() === '');
}

async function canvases(page) {
  const all = await page.$$('#charts canvas');
  if (all.length === 0) return skip('canvases');
  const hoverProblems = [];
  const keyProblems = [];
  const tableProblems = [];
  for (const canvas of all) {
    await canvas.scrollIntoView();
    const { title, x, y } = await canvas.evaluate((one) => {
      const chart = window.Chart.getChart(one);
      const at = chart.data.datasets.findIndex((set) => set.data.some((value) => value !== null));
      const points = chart.getDatasetMeta(at).data;
      const { x, y } = points[chart.data.datasets[at].data.findIndex((value) => value !== null)].getCenterPoint();
      const box = one.getBoundingClientRect();
      return { title: one.closest('figure').querySelector('h3').textContent, x: box.left + x, y: box.top + y };
    });
    const shown = () => canvas.evaluate((one) => { const { opacity, title, body } = window.Chart.getChart(one).tooltip; return opacity > 0 ? [...title, ...body.flatMap((part) => part.lines)].join(' ') : ''; });
    await page.mouse.move(x, y, { steps: 2 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    if (!await shown()) hoverProblems.push(title);
    await page.mouse.move(2, 2);
    await canvas.focus();
    await page.keyboard.press('ArrowRight');
    const said = await page.evaluate(() => document.getElementById('announcements')?.textContent);
    if (!await shown() || !said) keyProblems.push(title);
    const rows = await canvas.evaluate(opens);
    if (!(rows > 0)) tableProblems.push(title);
  }
  await all[0].focus();
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  await settle(page);
  check('a chart that is drawn anew keeps the focus', await page.evaluate(() => document.activeElement.tagName === 'CANVAS'));
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await settle(page);
  check('hovering a point of a chart shows its tooltip', hoverProblems);
  check('arrow keys show and announce the same', keyProblems);
  check('every chart has its figures as a table', tableProblems);
}

async function names(page) {
  const client = await page.createCDPSession();
  await client.send('Accessibility.enable');
  const nameless = [];
  const { root } = await client.send('DOM.getDocument');
  const { nodeIds } = await client.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: 'button, select, canvas, [role=region], figure' });
  for (const nodeId of nodeIds) {
    const { nodes } = await client.send('Accessibility.getPartialAXTree', { nodeId, fetchRelatives: false });
    const node = nodes[0];
    if (node && !node.ignored && !node.name?.value?.trim()) nameless.push(`${node.role?.value} without a name`);
  }
  await client.detach();
  check(`all ${nodeIds.length} controls, charts and regions have accessible names`, nameless);
  check('no id is there twice', await page.$$eval('[id]', (all) => { const ids = all.map((one) => one.id); return ids.filter((id, index) => ids.indexOf(id) !== index); }));
}

async function skipLink(page) {
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
  await page.reload();
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => ({ name: document.activeElement.className, seen: document.activeElement.getBoundingClientRect().left >= 0 }));
  check('the first Tab shows the skip link', first.name === 'skip' && first.seen);
}

async function themes(page, scheme) {
  await page.reload(); // what the button chose is gone
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await settle(page);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 200;
  check(`the page is ${scheme} where the system is`, dark(await ground()) === (scheme === 'dark'));
  check(`${scheme}: text has the contrast of WCAG AA`, await page.evaluate(contrastProblems));
  check(`${scheme}: so has what charts are drawn with`, await page.evaluate(paletteProblems));
  const pixel = () => page.$eval('#charts', (section) => section.querySelector('canvas')?.toDataURL() ?? '');
  const before = await pixel();
  await page.evaluate(() => scrollTo(0, 0));
  await page.click('button.theme');
  await settle(page);
  check(`${scheme}: the button turns it over, charts too`, dark(await ground()) !== (scheme === 'dark') && (before === '' || await pixel() !== before));
  check(`${scheme}: and the theme it turns to has the contrast`, await page.evaluate(contrastProblems));
  await page.evaluate(() => scrollTo(0, 0));
  await page.click('button.theme');
}

async function narrow(page) {
  for (const width of [360, 390]) {
    await page.setViewport({ width, height: 800 });
    await settle(page);
    check(`${width} px: nothing makes the page scroll sideways`, await page.evaluate(tooWide));
  }
  await page.evaluate(() => document.activeElement.blur());
  if (options.shots) await page.screenshot({ path: join(options.shots, 'phone.png'), fullPage: true });
  await page.setViewport(desktop);
  await settle(page);
}

async function print(page) {
  await page.evaluate(() => addEventListener('beforeprint', () => {
    const figures = Array.from(document.querySelectorAll('figure.chart .chart-body'));
    window.printed = { theme: document.documentElement.getAttribute('data-theme'), empty: figures.filter((one) => one.childElementCount === 0).length };
  }));
  await page.pdf({ format: 'A4', ...(options.shots ? { path: join(options.shots, 'print.pdf') } : {}) });
  const printed = await page.evaluate(() => window.printed);
  check('printing draws every chart in light colours', printed?.theme === 'light' && printed.empty === 0);
  await page.emulateMediaType('print');
  check('paper is white, letters are black, no buttons', await page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return getComputedStyle(document.querySelector('button.theme')).display === 'none' && style.color === 'rgb(0, 0, 0)' && style.backgroundColor === 'rgb(255, 255, 255)';
  }));
  await page.emulateMediaType(undefined);
}

async function withoutScript(browser) {
  const { page } = await openPage(browser, { script: false });
  const hidden = await page.evaluate(() => ['#tables table', '#tables tbody td', '#notes li', '.no-script', '#repeat pre'].filter((selector) => {
    const found = document.querySelector(selector);
    return found === null ? !selector.startsWith('#notes') : !found.checkVisibility() || found.getBoundingClientRect().height === 0;
  }));
  check('without JavaScript tables and notes are there', hidden);
  await page.close();
}

async function shots(page) {
  if (!options.shots) return;
  for (const [name, scheme] of [['dark', 'dark'], ['desktop', 'light']]) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await settle(page);
    await page.screenshot({ path: join(options.shots, `${name}.png`), fullPage: true });
    await settle(page); // taking it changes the width for a moment
  }
}

async function main() {
  if (options.shots) mkdirSync(options.shots, { recursive: true });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await puppeteer.launch({ executablePath: chromium(), args: [...args, '--disable-background-networking'] });
  try {
    const { page, troubles, milliseconds } = await openPage(browser);
    check(`the page opens at once (${milliseconds} ms)`, milliseconds < 5000);
    await figuresDraw(page);
    await sorting(page);
    await selectors(page);
    await shots(page);
    await timeline(page);
    await canvases(page);
    await names(page);
    await narrow(page);
    await themes(page, 'light');
    await themes(page, 'dark');
    await print(page);
    await skipLink(page);
    check('nothing of the data ran as a script', await page.evaluate(() => window.pwned === undefined));
    check('no error on the console', troubles.errors);
    check('no request but for the page', troubles.requests);
    await withoutScript(browser);
  } finally {
    await browser.close();
  }
  process.exitCode = failed ? 1 : 0;
}

await main();
