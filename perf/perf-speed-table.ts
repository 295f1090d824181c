/** The section of perf/RESULTS.md on speed: the table, what its rows are, and which rows are missing and why. */
import { median } from './perf-crew.js';
import { LOOPS, PEERS, ROWS } from './perf-rows.js';
import { speedOf, type Speed, type Speeds } from './perf-speed.js';
import { denseOperations } from './workload.js';

export interface SpeedTable extends Speeds {
  /** Multiply-adds a second of one core. */
  readonly peak: number;
}

export function speedSection(results: SpeedTable): string {
  const { speeds, peak } = results;
  const rows = speeds.map(({ engine, model, cores: count, wall, processor }) => {
    const rate = median(processor);
    const fused = speedOf(speeds, { engine: 'fused', model, cores: count });
    const share = engine === 'fused' ? `${Math.round((100 * rate * denseOperations(model)) / (peak * count))} %` : '';
    const ratio = fused === undefined ? '' : (fused / rate).toFixed(2);
    const spread = `${digits(Math.min(...wall))}–${digits(Math.max(...wall))}`;
    return `| ${model} | ${engine} | ${count} | ${digits(median(wall))} | ${spread} | ${digits(rate)} | ${ratio} | ${share} |`;
  });
  return [
    '## Replica-epochs a second',
    'M: 47-50-25-7 relu, dropout .5 after the first layer. B: 47-100-100-100-7 PReLU, dropout .5 after the first two. Batches of 32, 1,600 training rows, 400 validation rows scored every epoch, Adam. Every core has a process that trains whole runs, from the encoded table to the predictions. Rates are given by the clock and by processor time; other work on the machine lowers the first and hardly the second. "Fused ×" is how many times as fast the fused engine is on the same cores, by processor time. The share of peak counts the products of dense algebra, so what the engine leaves out as zeros counts as done.',
    [
      '| network | engine | cores | by the clock | lowest–highest | by processor time | fused × | share of peak |',
      '|---|---|---|---|---|---|---|---|',
      ...sorted(rows, speeds),
    ].join('\n'),
    rowsText(results),
    ...leftOutText(results),
    `Command: \`npm run perf\`${peersText(results)}.`,
  ].join('\n\n');
}

function measured({ speeds }: SpeedTable, engine: string): boolean {
  return speeds.some((speed) => speed.engine === engine);
}

function peersText(results: SpeedTable): string {
  const there = PEERS.filter(({ engine }) => measured(results, engine));
  if (there.length === 0) return '';
  const names = there.map(({ engine }) => engine).join(', ');
  return `; the rows of ${names} with \`--python\` and a Python that has \`${there.map(({ install }) => install).join(' ')}\``;
}

/** What each row of the table is. */
function rowsText(results: SpeedTable): string {
  const items = [...ROWS, ...PEERS]
    .filter(({ engine }) => measured(results, engine))
    .map(({ engine, what }) => {
      const version = results.versions[engine];
      return `- **${engine}**${version === undefined ? '' : `, ${version}`}: ${what}`;
    });
  return [`The rows: ${LOOPS}`, '', ...items].join('\n');
}

/** One line a reason, with the rows that it keeps out. */
function leftOutText({ leftOut }: SpeedTable): string[] {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))];
  if (reasons.length === 0) return [];
  const lines = reasons.map((reason) => {
    const engines = leftOut.filter((one) => one.reason === reason).map(({ engine }) => `**${engine}**`);
    return `- ${engines.join(' and ')}: ${reason}.`;
  });
  return [['Not measured:', '', ...lines].join('\n')];
}

/** Rows by network, then by cores, fastest first. */
function sorted(rows: readonly string[], speeds: readonly Speed[]): string[] {
  const order = speeds.map((speed, i) => ({ ...speed, i }));
  order.sort(
    (a, b) =>
      (b.model as string).charCodeAt(0) - a.model.charCodeAt(0) ||
      a.cores - b.cores ||
      median(b.processor) - median(a.processor),
  );
  return order.map(({ i }) => rows[i]!);
}

export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
