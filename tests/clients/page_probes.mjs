// SPDX-License-Identifier: Apache-2.0
// What page.mjs asks inside the page. Each function runs there, so none may use another.

/** Scrolls through the page, so that everything is drawn that waits for being seen. */
export async function settle(page) {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const before = scrollY;
    for (const figure of document.querySelectorAll('figure.chart')) {
      figure.scrollIntoView({ block: 'center', behavior: 'instant' });
      await frame();
    }
    scrollTo({ top: before, behavior: 'instant' });
    await frame();
  });
}

/** Opens the table beside a canvas; how many rows it has. */
export async function opens(canvas) {
  const details = canvas.closest('figure').querySelector('details');
  if (!details) return 0;
  details.open = true;
  await new Promise((done) => setTimeout(done, 30));
  const rows = details.querySelectorAll('tbody tr').length;
  details.open = false;
  return rows;
}

/** Visible text below 4.5:1, or 3:1 where it is large. */
export function contrastProblems() {
  const parse = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const over = (top, ground) => {
    const alpha = top[3] ?? 1;
    return [0, 1, 2].map((part) => top[part] * alpha + ground[part] * (1 - alpha));
  };
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const groundOf = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
    return layers.reduceRight((ground, layer) => over(layer, ground), [255, 255, 255]);
  };
  const problems = new Set();
  for (const node of document.body.querySelectorAll('*')) {
    const text = Array.from(node.childNodes)
      .filter((child) => child.nodeType === 3)
      .map((child) => child.data.trim())
      .join('');
    if (!text || ['SCRIPT', 'STYLE', 'OPTION', 'OPTGROUP'].includes(node.tagName) || !node.checkVisibility()) continue;
    const style = getComputedStyle(node);
    const ground = groundOf(node);
    const [high, low] = [luminance(over(parse(style.color), ground)), luminance(ground)].sort(
      (one, other) => other - one,
    );
    const ratio = (high + 0.05) / (low + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5))
      problems.add(`${ratio.toFixed(2)}:1 ${node.tagName.toLowerCase()}.${node.className} "${text.slice(0, 30)}"`);
  }
  return Array.from(problems);
}

/** Colours that canvases use: 4.5:1 for words, 3:1 for marks. */
export function paletteProblems() {
  const style = getComputedStyle(document.documentElement);
  const channels = (name) =>
    style
      .getPropertyValue(name)
      .trim()
      .match(/[0-9a-f]{2}/gi)
      .map((part) => parseInt(part, 16) / 255);
  const luminance = (name) => {
    const [red, green, blue] = channels(name).map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = luminance('--ground');
  const wanted = {
    '--text': 4.5,
    '--muted': 4.5,
    '--faster': 4.5,
    '--slower': 4.5,
    '--accent': 4.5,
    '--edge': 3,
    '--neutral': 3,
  };
  for (let number = 1; number <= 7; ++number) wanted[`--series-${number}`] = 3;
  return Object.entries(wanted).flatMap(([name, least]) => {
    const other = luminance(name);
    const ratio = (Math.max(other, ground) + 0.05) / (Math.min(other, ground) + 0.05);
    return ratio < least ? [`${name} ${ratio.toFixed(2)}:1`] : [];
  });
}

/** What sticks out of the page, unless something around it scrolls. */
export function tooWide() {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const scrolls = (node) => {
    for (let at = node.parentElement; at; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== 'visible') return true;
    return false;
  };
  const out = Array.from(document.body.querySelectorAll('*')).filter(
    (node) => node.getBoundingClientRect().right > wide + 0.5 && !scrolls(node),
  );
  return [
    `${document.documentElement.scrollWidth} px`,
    ...out.slice(0, 4).map((node) => `${node.tagName.toLowerCase()}.${node.className}`),
  ];
}
