/** Tables that can be sorted by each column, filtered by a word and copied as CSV. */
import { csvTable } from '../../report/escape.js';
import type { Order } from '../../report/explore/place.js';
import { button, copyText, toolbar } from './say.js';

/** Fewer rows are found faster by eye. */
const ROWS_TO_FILTER = 6;

type SortBy = (order: Omit<Order, 'table'>) => void;
const sorters = new WeakMap<HTMLTableElement, SortBy>();

/** Nothing happens where the table has no such column. */
export function sortTable(table: HTMLTableElement, order: Omit<Order, 'table'>): void {
  sorters.get(table)?.(order);
}

/** @param onSort  told of what the reader asked for, not of `sortTable` */
export function enliven(table: HTMLTableElement, { onSort }: { onSort: (order: Order) => void }): void {
  const body = table.tBodies[0];
  if (body === undefined) return;
  const original = [...body.rows];
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const name = table.parentElement?.getAttribute('aria-label') ?? 'Table';
  const sortBy: SortBy = ({ column, direction }) => {
    if (heads[column] === undefined || original.length < 2) return;
    for (const each of heads) each.removeAttribute('aria-sort');
    heads[column].setAttribute('aria-sort', direction);
    body.append(...sorted(original, { column, direction }));
  };
  sorters.set(table, sortBy);
  heads.forEach((head, column) => {
    if (original.length < 2) return;
    const act = button('', () => {
      const direction = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
      sortBy({ column, direction });
      onSort({ table: table.id, column, direction });
    });
    act.append(...head.childNodes);
    if (act.textContent.trim() === '') act.setAttribute('aria-label', `column ${column + 1}`);
    // A word of the glossary inside a button would be a link in a button.
    for (const link of act.querySelectorAll('a')) link.replaceWith(...link.childNodes);
    head.append(act);
  });
  const tools: Node[] = [
    button('Copy as CSV', () => void copyText(csvOf(table), { what: name, file: `${table.id}.csv`, type: 'text/csv' })),
  ];
  if (original.length >= ROWS_TO_FILTER) tools.unshift(filterField(original, name));
  table.parentElement?.after(toolbar(`${name}: tools`, ...tools));
}

function filterField(rows: readonly HTMLTableRowElement[], name: string): HTMLInputElement {
  const field = document.createElement('input');
  field.type = 'search';
  field.placeholder = 'Filter rows';
  field.setAttribute('aria-label', `Filter rows of ${name}`);
  field.addEventListener('input', () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
  return field;
}

/** Numbers by value, words by letters; what has no value stands last either way. */
function sorted(
  rows: readonly HTMLTableRowElement[],
  { column, direction }: { column: number; direction: 'ascending' | 'descending' },
): HTMLTableRowElement[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const keys = new Map(rows.map((row) => [row, keyOf(row.cells[column])]));
  return [...rows].sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return x < y ? -sign : x > y ? sign : 0;
  });
}

function keyOf(cell: HTMLTableCellElement | undefined): number | string | undefined {
  const value = cell?.dataset['value'];
  if (value !== undefined) return value === '' ? undefined : Number(value);
  const text = cell?.textContent.trim().toLowerCase() ?? '';
  return text === '' ? undefined : text;
}

/** What is shown, in the order in which it is. */
function csvOf(table: HTMLTableElement): string {
  const rows = [...table.rows].filter(({ hidden }) => !hidden);
  return csvTable(rows.map((row) => [...row.cells].map((cell) => cellText(cell))));
}

function cellText(cell: HTMLTableCellElement): string {
  const copy = cell.cloneNode(true) as HTMLElement;
  for (const note of copy.querySelectorAll('sup')) note.remove();
  return copy.textContent.replace(/\s+/g, ' ').trim();
}
