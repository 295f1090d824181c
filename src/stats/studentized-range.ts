/** The studentized range with infinite degrees of freedom, and Nemenyi's critical difference of average ranks from it. */
import { normalCdf, normalDensity } from './distributions.js';

/**
 * P(range of k standard normals ≤ q) = k ∫ φ(z) (Φ(z) − Φ(z − q))^(k−1) dz, by the trapezoidal rule on ±9.
 * @returns a probability, from 0 to 1
 * @see Harter (1960)
 * @example
 * rangeCdf(3.3145, 3); // 0.95000
 */
export function rangeCdf(q: number, k: number): number {
  if (q <= 0) return 0;
  const steps = 360;
  const width = 18 / steps;
  let total = 0;
  for (let i = 0; i <= steps; i++) {
    const z = -9 + i * width;
    const inside = normalCdf(z) - normalCdf(z - q);
    let power = 1;
    for (let j = 1; j < k; j++) power *= inside;
    total += normalDensity(z) * power;
  }
  return k * total * width;
}

/**
 * The q with P(range of k standard normals ≤ q) = p, by bisection.
 * @returns a number without unit
 * @see Harter (1960)
 * @example
 * rangeQuantile(0.95, 3); // 3.3145
 */
export function rangeQuantile(p: number, k: number): number {
  let [low, high] = [0, 20];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (rangeCdf(middle, k) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Average ranks further apart than this differ at the level, for k variants on n blocks.
 *
 * @returns a difference of average ranks
 * @see Nemenyi (1963); Demšar (2006)
 * @example
 * nemenyiDifference({ level: 0.95, variants: 4, blocks: 14 }); // 1.2536
 */
export function nemenyiDifference({
  level,
  variants,
  blocks,
}: {
  level: number;
  variants: number;
  blocks: number;
}): number {
  return (rangeQuantile(level, variants) / Math.sqrt(2)) * Math.sqrt((variants * (variants + 1)) / (6 * blocks));
}
