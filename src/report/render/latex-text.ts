/** Text → LaTeX that prints it as it is. Pure; knows no report. */

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '\u00a0': '~',
  '→': '$\\to$',
  '−': '$-$',
  '×': '$\\times$',
  χ: '$\\chi$',
  '²': '$^2$',
  '³': '$^3$',
};

/**
 * Names may hold anything: nothing in them is a command. At the start of a cell `[x]` and `*` would belong to the end of the row
 * above, as its distance: LaTeX would stop, or swallow the star.
 */
export function tex(text: string): string {
  return text
    .replaceAll(/[\\~^\u00a0→−×χ²³#$%&_{}]/g, (character) => SPECIAL[character] ?? `\\${character}`)
    .replace(/^\s*([[*])/, '{$1}');
}
