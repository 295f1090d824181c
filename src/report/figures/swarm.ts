/**
 * Dots that share an axis, moved aside just far enough that none hides another: deterministic, with no draw of chance.
 * Where a row is too low for that, all offsets shrink alike.
 */

/** Dot diameter in px that suits a number of dots in one row. */
export function dotSize(n: number): number {
  if (n <= 60) return 6;
  if (n <= 200) return 4.5;
  if (n <= 600) return 3.2;
  return 2.2;
}

/** Beyond this many dots in a row a cloud is clearer than lanes. */
const MANY = 500;

/**
 * The offset from the row's middle of each dot, in the order of `xs`: left to right, each takes the lane nearest to the
 * middle whose last dot it does not touch. Lanes are tried from the middle outwards, below and above in turn.
 *
 * @param xs    positions along the axis in px
 * @param room  `distance` between dots and the largest offset allowed, `half`, in px
 */
export function swarmOffsets(
  xs: readonly number[],
  { distance, half }: { distance: number; half: number },
): readonly number[] {
  if (xs.length > MANY) return cloudOffsets(xs, half);
  const order = xs.map((x, i) => ({ x, i })).sort((a, b) => a.x - b.x || a.i - b.i);
  const offsets = new Array<number>(xs.length).fill(0);
  const ends: number[] = [];
  let widest = 0;
  order.forEach(({ x, i }) => {
    let lane = 0;
    while ((ends[lane] ?? -Infinity) > x - distance) lane++;
    ends[lane] = x;
    offsets[i] = distance * (lane % 2 === 0 ? -lane / 2 : (lane + 1) / 2);
    widest = Math.max(widest, Math.abs(offsets[i] ?? 0));
  });
  return widest <= half ? offsets : offsets.map((y) => (y * half) / widest);
}

/** Heights spread evenly (a van der Corput sequence) within the share of the row that the dots' local density fills. */
function cloudOffsets(xs: readonly number[], half: number): readonly number[] {
  const order = xs.map((x, i) => ({ x, i })).sort((a, b) => a.x - b.x || a.i - b.i);
  const densities = localCounts(order.map(({ x }) => x));
  const densest = densities.reduce((most, count) => Math.max(most, count), 1);
  const offsets = new Array<number>(xs.length).fill(0);
  order.forEach(({ i }, rank) => {
    offsets[i] = half * ((densities[rank] ?? 0) / densest) * (2 * vanDerCorput(rank + 1) - 1);
  });
  return offsets;
}

/** For each of the sorted positions, how many lie within 9 px. */
function localCounts(sorted: readonly number[]): number[] {
  let [first, last] = [0, 0];
  return sorted.map((x) => {
    while ((sorted[first] ?? Infinity) < x - 9) first++;
    while ((sorted[last] ?? Infinity) <= x + 9) last++;
    return last - first;
  });
}

/** The binary digits of n mirrored at the point: 1/2, 1/4, 3/4, 1/8, … */
function vanDerCorput(n: number): number {
  let [value, place] = [0, 0.5];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    value += (rest % 2) * place;
    place /= 2;
  }
  return value;
}
