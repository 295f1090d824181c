/** ARFF, as WEKA's experimenter writes it: a line an attribute, then cells with commas → the same lines with tabs between cells. */

/** Undefined where the text, the beginning of a file, is none. */
export function arffCells(start: string): ((text: string) => string) | undefined {
  if (!isArff(start)) return undefined;
  const names: string[] = [];
  let inData = false;
  const lineOf = (line: string): string => {
    if (inData) return /^\s*(?:%|$)/.test(line) ? '' : cells(line).join('\t');
    const [, name] = /^\s*@attribute\s+('(?:[^'\\]|\\.)*'|"[^"]*"|\S+)/i.exec(line) ?? [];
    if (name !== undefined) names.push(bare(name));
    if (!/^\s*@data\b/i.test(line)) return '';
    inData = true;
    return names.join('\t');
  };
  return (text) => text.split('\n').map(lineOf).join('\n');
}

/** Line by line: one pattern over empty lines and comments would try them in every order, and a file of thirty would take for ever. */
function isArff(start: string): boolean {
  if (!/@relation\s/i.test(start)) return false;
  const first = start.split('\n').find((line) => !/^\s*(?:%|$)/.test(line));
  return first !== undefined && /^\s*@relation\s/i.test(first);
}

const CELL = /\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^,]*)\s*(?:,|$)/gy;

function cells(line: string): readonly string[] {
  const result: string[] = [];
  CELL.lastIndex = 0;
  while (CELL.lastIndex <= line.length) {
    const match = CELL.exec(line);
    if (match === null) break;
    result.push(bare(match[1]!));
    if (!match[0].endsWith(',')) break;
  }
  return result;
}

/** Without quotes; what would part cells or lines becomes a blank. */
function bare(text: string): string {
  const inner = /^(['"])(.*)\1$/s.exec(text)?.[2] ?? text;
  return inner
    .replace(/\\[nrt]/g, ' ')
    .replace(/\\(.)/g, '$1')
    .replace(/[\t"]/g, ' ')
    .trim();
}
