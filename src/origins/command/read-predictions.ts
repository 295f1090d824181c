/** A file of predictions → rows: CSV or JSON lines, `row,truth,prediction[,p_CLASS…]` or `row,correct`. Pure. */
import { CsvError, parse } from 'csv-parse/sync';

export interface PredictedRow {
  readonly row: string;
  readonly truth: string;
  readonly prediction: string;
  /** In the order of the file's `p_CLASS` columns. */
  readonly probabilities: readonly number[];
}

export interface ReadPredictions {
  /** In ascending order of `row`: numbers by size, words by code unit. */
  readonly rows: readonly PredictedRow[];
  /** Names of the `p_CLASS` columns; none where the file gives no probabilities. */
  readonly classes: readonly string[];
  /** Only whether each row is right: `truth` and `prediction` are then `right` or `wrong`. */
  readonly onlyCorrect: boolean;
}

/** A line of the file, by column. */
type Line = Readonly<Record<string, unknown>>;

export function readPredictions(text: string): ReadPredictions | { readonly reason: string } {
  const lines = text.trimStart().startsWith('{') ? jsonLines(text) : csvLines(text);
  if ('reason' in lines) return lines;
  const [first] = lines;
  if (first === undefined) return { reason: 'the predictions hold no row' };
  const columns = Object.keys(first);
  const onlyCorrect = columns.includes('correct') && !columns.includes('prediction');
  const missing = (onlyCorrect ? ['row'] : ['row', 'truth', 'prediction']).filter((name) => !columns.includes(name));
  if (missing.length > 0)
    return {
      reason: `the predictions have no column ${missing[0]!}: they need row,truth,prediction[,p_CLASS…] or row,correct`,
    };
  const classes = columns.flatMap((name) => (name.startsWith('p_') ? [name.slice(2)] : []));
  const rows: PredictedRow[] = [];
  const seen = new Set<string>();
  for (const [i, line] of lines.entries()) {
    const read = onlyCorrect ? correctRow(line) : predictedRow(line, classes);
    if (typeof read === 'string') return { reason: `predictions, row ${i + 1}: ${read}` };
    if (seen.has(read.row)) return { reason: `predictions, row ${i + 1}: the row ${read.row} is there twice` };
    seen.add(read.row);
    rows.push(read);
  }
  return { rows: rows.sort(byRow), classes, onlyCorrect };
}

function csvLines(text: string): readonly Line[] | { readonly reason: string } {
  try {
    const separator = (/^[^\r\n]*/.exec(text)?.[0] ?? '').includes(';') ? ';' : ',';
    const options = { bom: true, trim: true, columns: true, skip_empty_lines: true, delimiter: [separator, '\t'] };
    return parse(text, options) as unknown as readonly Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { reason: `the predictions are no CSV: ${error.message.slice(0, 120)}` };
  }
}

function jsonLines(text: string): readonly Line[] | { readonly reason: string } {
  const lines: Line[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    try {
      lines.push(JSON.parse(line) as Line);
    } catch {
      return { reason: `the predictions' line ${i + 1} is no JSON` };
    }
  }
  return lines;
}

const YES = ['1', '1.0', 'true', 'yes', 'right', 'correct'];
const NO = ['0', '0.0', 'false', 'no', 'wrong'];

function correctRow(line: Line): PredictedRow | string {
  const row = wordOf(line.row);
  const correct = wordOf(line.correct).toLowerCase();
  if (row === '') return 'row is empty';
  if (!YES.includes(correct) && !NO.includes(correct)) return `correct is ${correct === '' ? 'empty' : correct}`;
  return { row, truth: 'right', prediction: YES.includes(correct) ? 'right' : 'wrong', probabilities: [] };
}

const LEAST_SUM = 0.99;
const MOST_SUM = 1.01;

function predictedRow(line: Line, classes: readonly string[]): PredictedRow | string {
  const [row, truth, prediction] = [wordOf(line.row), wordOf(line.truth), wordOf(line.prediction)];
  if (row === '' || truth === '' || prediction === '')
    return `${row === '' ? 'row' : truth === '' ? 'truth' : 'prediction'} is empty`;
  const probabilities = classes.map((name) => Number(wordOf(line[`p_${name}`]) || NaN));
  const odd = probabilities.findIndex((p) => !(p >= 0 && p <= 1));
  if (odd >= 0) return `p_${classes[odd]!} is no probability`;
  const sum = probabilities.reduce((total, p) => total + p, 0);
  if (classes.length > 1 && !(sum >= LEAST_SUM && sum <= MOST_SUM)) return `its probabilities add up to ${sum}`;
  return { row, truth, prediction, probabilities };
}

function wordOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function byRow(a: PredictedRow, b: PredictedRow): number {
  const [x, y] = [Number(a.row), Number(b.row)];
  if (Number.isFinite(x) && Number.isFinite(y) && x !== y) return x - y;
  return a.row < b.row ? -1 : 1;
}
