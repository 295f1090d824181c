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
