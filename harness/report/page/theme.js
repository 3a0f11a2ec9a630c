// SPDX-License-Identifier: Apache-2.0
// Colours come from page.css, so that charts follow the theme; patterns and marks stand beside every colour.

function themeNow() {
  const forced = document.documentElement.getAttribute('data-theme');
  if (forced) return forced;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** The colours of the theme that holds now. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: value('text'),
    muted: value('muted'),
    line: value('line'),
    ground: value('ground'),
    accent: value('accent'),
    faster: value('faster'),
    slower: value('slower'),
    series: [1, 2, 3, 4, 5, 6, 7].map((number) => value(`series-${number}`)),
    neutral: value('neutral'),
  };
}

const pointShapes = ['rectRot', 'triangle', 'rect', 'star', 'circle', 'crossRot', 'rectRounded'];
const dashes = [[], [7, 3], [2, 3], [9, 3, 2, 3], [12, 4], [4, 2], [2, 6]];

/** How strategy `index` looks in every chart of the page; the baseline (-1) is grey and plain. */
function strategyLook(index) {
  if (index < 0) return { colour: (palette) => palette.neutral, shape: 'circle', dash: [] };
  return {
    colour: (palette) => palette.series[index % palette.series.length],
    shape: pointShapes[index % pointShapes.length],
    dash: dashes[(index + 1) % dashes.length],
  };
}

// Two phases share a hue; the second is hatched.
const phaseLooks = new Map([
  ['restore', { label: 'restore', series: 0, hatched: false }],
  ['inject', { label: 'inject', series: 0, hatched: true }],
  ['import', { label: 'import cache', series: 3, hatched: false }],
  ['pull', { label: 'pull base image', series: 3, hatched: true }],
  ['solve', { label: 'build steps', series: 4, hatched: false }],
  ['export_image', { label: 'export image', series: 2, hatched: false }],
  ['export_cache', { label: 'export cache', series: 2, hatched: true }],
  ['extract', { label: 'extract', series: 1, hatched: true }],
  ['save', { label: 'save', series: 1, hatched: false }],
  ['other', { label: 'other', series: null, hatched: false }],
]);

function phaseLook(name) {
  const look = phaseLooks.get(name) ?? { label: clip(name, 24), series: null, hatched: true };
  return { ...look, colour: (palette) => (look.series === null ? palette.neutral : palette.series[look.series]) };
}

/** A fill for canvases: diagonal lines of the colour on the ground. */
function hatch(colour, ground) {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const pen = tile.getContext('2d');
  pen.fillStyle = ground;
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = colour;
  pen.lineWidth = 2.6;
  pen.beginPath();
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift - 2, 10);
    pen.lineTo(shift + 10, -2);
  }
  pen.stroke();
  return pen.createPattern(tile, 'repeat');
}

/** The swatch of a legend: a box (`fill`: of another colour inside), the mark that points have, or a line. */
function swatch({ colour, fill = null, hatched = false, shape = null, dash = null }) {
  const size = 14;
  const icon = svgElement('svg', { width: dash ? 28 : size, height: size, 'aria-hidden': 'true', class: 'swatch' });
  if (dash) {
    icon.append(
      svgElement('line', {
        x1: 1,
        y1: 7,
        x2: 27,
        y2: 7,
        stroke: colour,
        'stroke-width': 2.5,
        'stroke-dasharray': dash.join(' '),
      }),
    );
    return icon;
  }
  if (shape) {
    icon.append(shapeOutline(shape, colour));
    return icon;
  }
  icon.append(
    svgElement('rect', {
      x: 1,
      y: 1,
      width: 12,
      height: 12,
      rx: 1,
      fill: hatched ? 'none' : (fill ?? colour),
      stroke: colour,
      'stroke-width': 1.5,
    }),
  );
  if (hatched)
    icon.append(
      svgElement('path', { d: 'M1 7 L7 1 M1 13 L13 1 M7 13 L13 7', stroke: colour, 'stroke-width': 2, fill: 'none' }),
    );
  return icon;
}

/** Chart.js's point of the same name. */
function shapeOutline(shape, colour) {
  const filled = { fill: colour, stroke: colour, 'stroke-width': 1 };
  const lined = { fill: 'none', stroke: colour, 'stroke-width': 2 };
  const paths = {
    rectRot: ['M7 1 L13 7 L7 13 L1 7 Z', filled],
    triangle: ['M7 1.5 L13 12 L1 12 Z', filled],
    rect: ['M2 2 H12 V12 H2 Z', filled],
    rectRounded: ['M4 2 H10 Q12 2 12 4 V10 Q12 12 10 12 H4 Q2 12 2 10 V4 Q2 2 4 2 Z', filled],
    star: ['M7 1 V13 M1 7 H13 M2.8 2.8 L11.2 11.2 M11.2 2.8 L2.8 11.2', lined],
    crossRot: ['M2.5 2.5 L11.5 11.5 M11.5 2.5 L2.5 11.5', lined],
    ring: ['M12 7 A5 5 0 1 1 2 7 A5 5 0 1 1 12 7 Z', lined],
    bar: ['M7 0 V14', { ...lined, 'stroke-width': 3 }],
    dotted: ['M7 0 V14', { ...lined, 'stroke-dasharray': '3 2' }],
    down: ['M7 12.5 L1 2 L13 2 Z', filled],
  };
  const [path, style] = paths[shape] ?? ['M12 7 A5 5 0 1 1 2 7 A5 5 0 1 1 12 7 Z', filled];
  return svgElement('path', { d: path, ...style });
}

/** Lines and faces of Chart.js in the colours of the theme. */
function applyChartDefaults(palette) {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 12;
  Chart.defaults.color = palette.muted;
  Chart.defaults.borderColor = palette.line;
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.plugins.legend.display = false;
  Object.assign(Chart.defaults.plugins.tooltip, {
    backgroundColor: palette.text,
    titleColor: palette.ground,
    bodyColor: palette.ground,
    footerColor: palette.ground,
    cornerRadius: 3,
    padding: 8,
    displayColors: false,
    caretSize: 5,
  });
}

function addThemeButton(changed) {
  const header = document.querySelector('body > header');
  if (!header) return;
  const button = element('button', { type: 'button', class: 'theme' });
  const show = () => {
    const dark = themeNow() === 'dark';
    button.textContent = dark ? '☀ Light theme' : '☾ Dark theme';
  };
  button.addEventListener('click', () => {
    document.documentElement.setAttribute('data-theme', themeNow() === 'dark' ? 'light' : 'dark');
    show();
    changed();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    show();
    changed();
  });
  show();
  header.append(button);
}

/** Paper is white: charts are drawn for it before printing, all of them, and put back afterwards. */
function followPrinting(drawAll) {
  let before = null;
  addEventListener('beforeprint', () => {
    if (before) return;
    const opened = Array.from(document.querySelectorAll('#time-use details:not([open])'));
    opened.forEach((one) => {
      one.open = true;
    });
    before = { theme: document.documentElement.getAttribute('data-theme'), opened };
    document.documentElement.setAttribute('data-theme', 'light');
    document.documentElement.classList.add('printing');
    drawAll();
  });
  addEventListener('afterprint', () => {
    if (!before) return;
    if (before.theme) document.documentElement.setAttribute('data-theme', before.theme);
    else document.documentElement.removeAttribute('data-theme');
    before.opened.forEach((one) => {
      one.open = false;
    });
    document.documentElement.classList.remove('printing');
    before = null;
    drawAll();
  });
}
