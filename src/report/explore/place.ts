/** What a link holds beside the view: how tables are sorted, and the run whose curve is shown: `#sort=1:down:table-variants`. */

export interface Order {
  /** The id of a table. */
  readonly table: string;
  readonly column: number;
  readonly direction: 'ascending' | 'descending';
}

export interface ChosenRun {
  readonly variant: string;
  readonly split: number;
  readonly seed: number;
}

export interface Place {
  /** At most one a table. */
  readonly orders: readonly Order[];
  readonly run?: ChosenRun;
}

/** What cannot be read is left out; whether the table or run exists is found out by whoever goes there. */
export function readPlace(hash: string): Place {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const orders = fields.getAll('sort').flatMap((text): Order[] => {
    const [, column, direction, table = ''] = /^(\d{1,3}):(up|down):(.+)$/.exec(text) ?? [];
    if (column === undefined) return [];
    return [{ table, column: Number(column), direction: direction === 'up' ? 'ascending' : 'descending' }];
  });
  const [, split, seed, variant = ''] = /^(\d{1,9}):(\d{1,9}):(.+)$/s.exec(fields.get('run') ?? '') ?? [];
  return {
    orders: orders.filter(({ table }, i) => orders.findIndex((each) => each.table === table) === i),
    ...(split === undefined ? {} : { run: { variant, split: Number(split), seed: Number(seed) } }),
  };
}

/** Without the `#`; empty where nothing is sorted and no run chosen. */
export function writePlace({ orders, run }: Place): string {
  const fields = new URLSearchParams();
  for (const { table, column, direction } of orders)
    fields.append('sort', `${column}:${direction === 'ascending' ? 'up' : 'down'}:${table}`);
  if (run !== undefined) fields.set('run', `${run.split}:${run.seed}:${run.variant}`);
  return fields.toString();
}

/** With a table's new order in place of its old one. */
export function sortedPlace({ orders, ...rest }: Place, order: Order): Place {
  return { ...rest, orders: [...orders.filter(({ table }) => table !== order.table), order] };
}
