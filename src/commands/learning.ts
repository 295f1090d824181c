/** What a command line says of metrics that Reseed does not know: those of programs, found in what they print. */
import { kindOf } from '../origins/open.js';
import type { MetricLearning } from '../origins/origin.js';
import { metricName } from '../origins/command/metric-name.js';
import { usualSide } from '../origins/command/usual-side.js';
import { UserError } from '../base/errors.js';
import type { MetricChoice, MetricChoices } from '../question/metric.js';
import type { Question } from '../question/question.js';
import { METRICS } from '../question/registry.js';
import { readRecords } from '../store/store.js';
import { choice, isOn } from './flags.js';
import type { Flags, Io } from './io.js';
import { metricsFrom } from './metric-flags.js';

/** The flags of metrics; those of programs may have any name. @throws {UserError} for a name that means nothing */
export function metricsAsked(question: Question, flags: Flags, io: Io): MetricChoices {
  if (kindOf(question).learns !== true) return metricsFrom(flags);
  const { metric, metrics, ...rest } = metricsFrom(flags, { anyName: true });
  const declared = (each: MetricChoice): MetricChoice =>
    typeof each !== 'string' || isDeclared(each, question) ? each : metricNamed(each, { flags, io });
  return {
    ...rest,
    ...(metric === undefined ? {} : { metric: declared(metric) }),
    ...(metrics === undefined ? {} : { metrics: metrics.map(declared) }),
  };
}

function isDeclared(name: string, { metric, metrics = [] }: Question): boolean {
  const all = [...metrics, ...(metric === undefined ? [] : [metric])];
  return all.some((each) => typeof each !== 'string' && each.name === name);
}

/** For a question that names no metric. @param options.isFile  it stands in an experiment file */
export function learningFrom(
  flags: Flags,
  io: Io,
  { folder, isFile }: { folder: string; isFile: boolean },
): MetricLearning {
  return {
    scoresThere: () => (isOn(flags, 'fresh') ? undefined : scoresIn(folder)),
    startsNothing: isOn(flags, 'dry-run'),
    startsAnew: isOn(flags, 'fresh'),
    declared: (name) => metricNamed(name, { flags, io }),
    askWhich(names) {
      const known = names.find((name) => METRICS.some((metric) => metric.name === name));
      const example = known ?? likeliest(names);
      const side = usualSide(example);
      const flag = `--metric ${example}${known === undefined && side === undefined ? ' --better higher' : ''}`;
      const written = known === undefined ? `{ name: '${example}', better: '${side ?? 'higher'}' }` : `'${example}'`;
      return `Say which the verdict is about: ${flag}${isFile ? `, or in the file metrics: [${written}]` : ''}. The run is kept.`;
    },
    signal: io.signal,
  };
}

/** Which of several scores the verdict is likeliest to be about: of rows that were not trained on, and no loss. */
function likeliest(names: readonly string[]): string {
  const rank = (name: string): number => {
    const rows = /^(?:test|final|best)|(?:test)$/i.test(name) ? 0 : /^train|train$/i.test(name) ? 8 : 4;
    const side = usualSide(name);
    return rows + (side === 'higher' ? 0 : side === 'lower' ? 1 : 2);
  };
  return names.reduce((one, other) => (rank(other) < rank(one) ? other : one));
}

function scoresIn(folder: string): Readonly<Record<string, number>> | undefined {
  for (const record of readRecords(folder).records.values()) {
    if (record.status === 'ok') return record.metrics as Readonly<Record<string, number>>;
  }
  return undefined;
}

/** @throws {UserError} if nothing says what is better */
export function metricNamed(written: string, { flags, io }: { flags: Flags; io: Io }): MetricChoice {
  const name = metricName(written);
  const better = choice(flags, 'better', ['higher', 'lower']);
  if (METRICS.some((known) => known.name === name)) return name;
  if (better !== undefined) return { name, better };
  const usual = usualSide(name);
  if (usual === undefined)
    throw new UserError(
      `It is not known whether a higher ${name} is better.`,
      'Add --better higher or --better lower.',
    );
  if (!isOn(flags, 'quiet'))
    io.err(
      `note: a ${usual} ${name} is taken to be better; --better ${usual === 'higher' ? 'lower' : 'higher'} for the contrary\n`,
    );
  return { name, better: usual };
}
