// SPDX-License-Identifier: Apache-2.0
// Column heads of the result tables become buttons: ascending, descending, as it was.

function missingLast(one, other, compare) {
  if (one === null || other === null) return (one === null) - (other === null);
  return compare(one, other);
}

function sortValue(row, column) {
  const cell = row.cells[column];
  if (!cell) return null;
  if (column === 0) return cell.textContent.trim();
  const text = cell.getAttribute('data-sort');
  return text === null || text.trim() === '' ? null : known(Number(text));
}

function compareValues(one, other) {
  return typeof one === 'string' ? one.localeCompare(other, 'en', { numeric: true }) : one - other;
}

function sortRows(rows, column, direction) {
  if (direction === 'none') return rows;
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: sortValue(row, column) }))
    .sort((one, other) => missingLast(one.value, other.value, (a, b) => sign * compareValues(a, b)))
    .map(({ row }) => row);
}

function makeSortable(table) {
  const body = table.tBodies[0];
  if (!table.tHead || !body) return;
  const heads = Array.from(table.tHead.rows[0].cells);
  const original = Array.from(body.rows);
  const next = { none: 'ascending', ascending: 'descending', descending: 'none' };
  heads.forEach((head, column) => {
    const button = element('button', { type: 'button', class: 'sort' });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const direction = next[head.getAttribute('aria-sort') ?? 'none'];
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      if (direction !== 'none') head.setAttribute('aria-sort', direction);
      body.append(...sortRows(original, column, direction));
      announce(direction === 'none' ? 'Original order' : `Sorted by ${button.textContent.trim()}, ${direction}`);
    });
  });
}
