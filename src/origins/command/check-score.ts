/** Which metrics a question about commands has, and its rules as plain data. Pure. */
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';
import { checkMetricNames } from '../../question/choose-metrics.js';
import type { MetricChoice } from '../../question/metric.js';
import { METRICS } from '../../question/registry.js';
import { metricName } from './metric-name.js';
import type { CommandQuestion, MatchRule, ScoreRule, ScoreRules } from './variant.js';

/** Patterns as text, so that a manifest keeps them. */
export function plainRule(rule: ScoreRule): ScoreRule {
  if (!('match' in rule) || typeof rule.match === 'string') return rule;
  const { match, ...rest }: MatchRule & { match: RegExp } = { ...rule, match: rule.match };
  return { ...rest, match: match.source, flags: match.flags };
}

/** Those that are named, or those of the rules. @throws {UserError} where a metric does not say what is better */
export function metricsFrom(
  { metric, metrics }: Pick<CommandQuestion, 'metric' | 'metrics'>,
  { score, file }: { score: ScoreRules | undefined; file: string },
): Pick<CommandQuestion, 'metric' | 'metrics'> {
  for (const [name, rule] of Object.entries(score ?? {})) checkRule(rule, `${file}: score.${name}`);
  if (metric !== undefined || metrics !== undefined) {
    for (const choice of [metric, ...(metrics ?? [])]) refuseWithoutSide(choice, file);
    checkMetricNames(
      { ...(metric === undefined ? {} : { metric }), ...(metrics === undefined ? {} : { metrics }) },
      file,
    );
    return {};
  }
  if (score === undefined) return {};
  return {
    metrics: Object.entries(score).map(([name, rule]): MetricChoice => {
      if (metricName(name) !== name)
        throw new UserError(`${file}: score ${name} is no name of letters and digits.`, `Call it ${metricName(name)}.`);
      if (rule.better !== undefined) return { name, better: rule.better };
      if (METRICS.some((known) => known.name === name)) return name;
      throw new UserError(`${file}: score.${name} does not say what is better.`, "Write better: 'higher' or 'lower'.");
    }),
  };
}

/** A program's own metric is declared with what is better; a name alone is one of the known. */
function refuseWithoutSide(choice: MetricChoice | undefined, file: string): void {
  if (typeof choice !== 'string' || METRICS.some(({ name }) => name === choice)) return;
  const known = METRICS.map(({ name }) => name).join(', ');
  throw new UserError(
    `${file}: metric ${quoted(choice)} does not say what is better.`,
    `Write { name: ${quoted(choice)}, better: 'higher' } or 'lower' in its place. Known by name alone: ${known}.`,
  );
}

const TAKES = ['last', 'first', 'mean', 'max', 'min'];

function checkRule(rule: ScoreRule, where: string): void {
  if ('json' in rule) {
    if (rule.json.includes('/') || rule.json.includes('\\'))
      throw new UserError(`${where}: ${rule.json} is not a file in {out}.`, 'Write its name alone.');
    return;
  }
  if (rule.take !== undefined && !TAKES.includes(rule.take))
    throw new UserError(`${where}: take is not one of ${TAKES.join(', ')}.`);
  try {
    new RegExp(rule.match, rule.flags);
  } catch {
    throw new UserError(`${where}: match is no pattern.`, String.raw`Write match: /^test accuracy: (\S+)/.`);
  }
}

/** Rules that pick the best of what a run printed: chosen by the score itself, so it flatters. */
export function pickingRules(score: ScoreRules = {}): readonly string[] {
  return Object.entries(score).flatMap(([name, rule]) =>
    'match' in rule && (rule.take === 'max' || rule.take === 'min') ? [`${name} (take: '${rule.take}')`] : [],
  );
}
