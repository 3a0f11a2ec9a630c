// SPDX-License-Identifier: Apache-2.0
// Opens bxbench's HTML report in the installed chromium and uses it as people do: node page.mjs PAGE.html [--shots DIR]
// A line per check on stdout; exit status 1 when one fails, 2 when it cannot be tried.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { contrastProblems, paletteProblems, settle, tooWide } from './page_probes.mjs';
import { canvases, figuresDraw, names, selectors, sorting, timeline } from './page_use.mjs';
import { check, verdict } from './page_verdict.mjs';

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { shots: { type: 'string' } } });
if (positionals.length !== 1) {
  console.error('usage: node page.mjs PAGE.html [--shots DIR]');
  process.exit(2);
}
const address = pathToFileURL(resolve(positionals[0])).href;
const desktop = { width: 1280, height: 900 };

function chromium() {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        /* the next one */
      }
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
  page.on('dialog', (dialog) => {
    troubles.errors.push('a dialog opened');
    return dialog.dismiss();
  });
  page.on(
    'request',
    (request) => request.url().split('#')[0] !== address && troubles.requests.push(request.url().slice(0, 120)),
  );
  await page.setJavaScriptEnabled(script);
  await page.setViewport(desktop);
  const began = Date.now();
  await page.goto(address, { waitUntil: 'load' });
  return { page, troubles, milliseconds: Date.now() - began };
}

async function skipLink(page) {
  await page.evaluate(() => {
    document.activeElement.blur();
    scrollTo(0, 0);
  });
  await page.reload();
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => ({
    name: document.activeElement.className,
    seen: document.activeElement.getBoundingClientRect().left >= 0,
  }));
  check('the first Tab shows the skip link', first.name === 'skip' && first.seen);
}

async function themes(page, scheme) {
  await page.reload(); // what the button chose is gone
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await settle(page);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = (colour) =>
    colour
      .match(/\d+/g)
      .slice(0, 3)
      .reduce((sum, part) => sum + Number(part), 0) < 200;
  check(`the page is ${scheme} where the system is`, dark(await ground()) === (scheme === 'dark'));
  check(`${scheme}: text has the contrast of WCAG AA`, await page.evaluate(contrastProblems));
  check(`${scheme}: so has what charts are drawn with`, await page.evaluate(paletteProblems));
  const pixel = () => page.$eval('#charts', (section) => section.querySelector('canvas')?.toDataURL() ?? '');
  const before = await pixel();
  await page.evaluate(() => scrollTo(0, 0));
  await page.click('button.theme');
  await settle(page);
  check(
    `${scheme}: the button turns it over, charts too`,
    dark(await ground()) !== (scheme === 'dark') && (before === '' || (await pixel()) !== before),
  );
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
  await page.evaluate(() =>
    addEventListener('beforeprint', () => {
      const figures = Array.from(document.querySelectorAll('figure.chart .chart-body'));
      window.printed = {
        theme: document.documentElement.getAttribute('data-theme'),
        empty: figures.filter((one) => one.childElementCount === 0).length,
      };
    }),
  );
  await page.pdf({ format: 'A4', ...(options.shots ? { path: join(options.shots, 'print.pdf') } : {}) });
  const printed = await page.evaluate(() => window.printed);
  check('printing draws every chart in light colours', printed?.theme === 'light' && printed.empty === 0);
  await page.emulateMediaType('print');
  check(
    'paper is white, letters are black, no buttons',
    await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      return (
        getComputedStyle(document.querySelector('button.theme')).display === 'none' &&
        style.color === 'rgb(0, 0, 0)' &&
        style.backgroundColor === 'rgb(255, 255, 255)'
      );
    }),
  );
  await page.emulateMediaType(undefined);
}

async function withoutScript(browser) {
  const { page } = await openPage(browser, { script: false });
  const hidden = await page.evaluate(() =>
    ['#tables table', '#tables tbody td', '#notes li', '.no-script', '#repeat pre'].filter((selector) => {
      const found = document.querySelector(selector);
      return found === null
        ? !selector.startsWith('#notes') && !selector.startsWith('#repeat')
        : !found.checkVisibility() || found.getBoundingClientRect().height === 0;
    }),
  );
  check('without JavaScript tables and notes are there', hidden);
  await page.close();
}

async function shots(page) {
  if (!options.shots) return;
  for (const [name, scheme] of [
    ['dark', 'dark'],
    ['desktop', 'light'],
  ]) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await settle(page);
    await page.screenshot({ path: join(options.shots, `${name}.png`), fullPage: true });
    await settle(page); // taking it changes the width for a moment
  }
}

async function main() {
  if (options.shots) mkdirSync(options.shots, { recursive: true });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await puppeteer.launch({
    executablePath: chromium(),
    args: [...args, '--disable-background-networking'],
  });
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
  } catch (problem) {
    check('the checks come to their end', [problem.stack.split('\n').slice(0, 2).join(' ')]);
  } finally {
    await browser.close();
  }
  process.exitCode = verdict.failed ? 1 : 0;
}

await main();
