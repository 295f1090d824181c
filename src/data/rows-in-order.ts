/** Numbers by their order: how often the class changes along it, ranks, and how near two columns come to a line. Pure. */

/** Rows in the order of their values: how often the class changes, plus one; as many as there are classes if it is cut clean. */
export function strayRuns(values: Float64Array, labels: Int32Array): number {
  const order = sortedRows(values);
  let runs = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    const group = new Set<number>();
    for (; to < order.length && sameNumber(values[order[to]!]!, values[order[from]!]!); to++)
      group.add(labels[order[to]!]!);
    const continues = from > 0 && group.has(labels[order[from - 1]!]!);
    runs += group.size - (continues ? 1 : 0);
    // A value that occurs with several classes cannot tell them apart, however often it occurs.
    if (group.size > 1) runs += mixed(order.subarray(from, to), labels);
    from = to;
  }
  return runs;
}

function mixed(rows: Uint32Array, labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(labels[row]!, (counts.get(labels[row]!) ?? 0) + 1);
  return rows.length - Math.max(...counts.values());
}

function sameNumber(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

function sortedRows(values: Float64Array): Uint32Array {
  const key = (row: number): number => (Number.isNaN(values[row]) ? Infinity : values[row]!);
  return Uint32Array.from(values, (_, row) => row).sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

export function meanOf(values: Float64Array): number {
  const first = values[0] ?? 0;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

export function correlation(xs: Float64Array, ys: Float64Array): number {
  const [x0, y0] = [meanOf(xs), meanOf(ys)];
  let [xx, yy, xy] = [0, 0, 0];
  xs.forEach((x, i) => {
    const y = ys[i]! - y0;
    xx += (x - x0) * (x - x0);
    yy += y * y;
    xy += (x - x0) * y;
  });
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** Equal values share the mean of their places. */
export function ranks(values: Float64Array): Float64Array {
  const order = sortedRows(values);
  const result = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) result[order[i]!] = (from + to - 1) / 2;
    from = to;
  }
  return result;
}
