/** How a metric is called that a program names in its own way. Pure. */

/** As files and flags can hold it: `test accuracy` and `test_accuracy` are `testAccuracy`. */
export function metricName(name: string): string {
  return name
    .trim()
    .replace(/[^A-Za-z0-9]+([A-Za-z0-9])?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase());
}
