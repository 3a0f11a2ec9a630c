// SPDX-License-Identifier: Apache-2.0
// Elements. Text from the data goes in as text nodes only: it may contain anything.

/** element('p', {class: 'note', onclick: f}, 'text', child, …); null and undefined children are left out. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Shapes; they are decoration, the same stands beside them as text. */
function svgElement(name, attributes = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

let lastId = 0;
function freshId(prefix) {
  return `${prefix}-${++lastId}`;
}

/** {head: [text…], rows: [[text…]…]}; the first column names the row. */
function plainTable({ head, rows }, label) {
  const line = (cells) =>
    element(
      'tr',
      {},
      ...cells.map((cell, column) =>
        column === 0 ? element('th', { scope: 'row' }, clean(cell)) : element('td', {}, clean(cell)),
      ),
    );
  return element(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': label, tabindex: 0 },
    element(
      'table',
      { class: 'plain' },
      element('thead', {}, element('tr', {}, ...head.map((cell) => element('th', { scope: 'col' }, clean(cell))))),
      element('tbody', {}, ...rows.map(line)),
    ),
  );
}

/** A <select> with its label. options: [{label, group?}]; `chosen` gets the index. */
function selector(label, options, chosen) {
  const id = freshId('select');
  const select = element('select', { id, onchange: () => chosen(Number(select.value)) });
  const groups = new Map();
  options.forEach((option, index) => {
    let parent = select;
    if (option.group !== undefined) {
      if (!groups.has(option.group)) groups.set(option.group, element('optgroup', { label: clip(option.group, 80) }));
      parent = groups.get(option.group);
      if (!parent.parentNode) select.append(parent);
    }
    parent.append(element('option', { value: index }, clip(option.label, 80)));
  });
  return { box: element('span', { class: 'chooser' }, element('label', { for: id }, label), select), select };
}

/** Says something to screen readers. */
function announce(text) {
  let region = document.getElementById('announcements');
  if (!region) {
    region = element('div', { id: 'announcements', class: 'only-read', role: 'status', 'aria-live': 'polite' });
    document.body.append(region);
  }
  region.textContent = text;
}

/** Groups in the order of their first member; a Map because names may be "__proto__". */
function groupBy(list, key) {
  const groups = new Map();
  for (const member of list) {
    const name = key(member);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(member);
  }
  return groups;
}

function list(value) {
  return Array.isArray(value) ? value : [];
}

/** Smallest and greatest of the known values without spreading thousands of arguments; null if there are none. */
function extent(values) {
  let range = null;
  for (const value of values) {
    if (known(value) === null) continue;
    if (!range) range = { min: value, max: value };
    if (value < range.min) range.min = value;
    if (value > range.max) range.max = value;
  }
  return range;
}
