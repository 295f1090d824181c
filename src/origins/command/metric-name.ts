/** How a metric is called that a program names in its own way. Pure. */
import { METRICS } from '../../question/registry.js';

/** As files and flags can hold it: `test accuracy` and `test_accuracy` are `testAccuracy`; `Accuracy` is the one that is known. */
export function metricName(name: string): string {
  const own = name
    .trim()
    .replace(/[^A-Za-z0-9]+([A-Za-z0-9])?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase());
  return METRICS.find((known) => known.name.toLowerCase() === own.toLowerCase())?.name ?? own;
}
