/** What the report says of a rule of `--until`: that it held, or did not, and which intervals stay valid for it. */
import type { Analysis } from '../../analysis/analysis.js';
import { plannedLooks } from '../../question/until.js';
import type { Until } from '../../question/until.js';
import { count, listed, whole } from '../format.js';
import { code, strong } from '../page.js';
import type { Line } from '../page.js';

/** One line for the terminal; undefined unless a rule ended the training. */
export function stoppedSentence({ stopping, splits, unit }: Analysis): string | undefined {
  return stopping?.satisfied === true ? `Stopped after ${count(splits, unit)}: ${stopping.rule}.` : undefined;
}

/** A point of the conditions; undefined without `--until`. */
export function stoppingLine({ stopping, setup, splits, unit, metrics, runs }: Analysis): Line | undefined {
  const { until } = setup;
  if (stopping === undefined || until === undefined) return undefined;
  const label = metrics.find(({ name }) => name === until.metric)?.label ?? until.metric;
  const fate = stopping.satisfied
    ? `and held first after ${count(splits, unit)}, on which alone this report rests`
    : runs.missing > 0
      ? 'and had not held when the training was interrupted'
      : `and never held: the training ended at the most allowed`;
  return [
    strong('When the training stopped.'),
    ' The rule ',
    code(stopping.rule),
    until.quantity === 'sdRatio' ? plannedWords(until, { unit, fate }) : sequenceWords(until, { unit, fate, label }),
  ];
}

interface Said {
  readonly unit: Analysis['unit'];
  readonly fate: string;
}

function sequenceWords({ quantity, minimum, maximum }: Until, { unit, fate, label }: Said & { label: string }): string {
  const what = quantity === 'difference' ? `differences of ${label}` : `means of ${label}`;
  return ` was looked at after every whole ${unit}, in plan order, from ${whole(minimum)} to at most ${whole(maximum)}, ${fate}. Intervals of ${what} come from a confidence sequence, which stays valid however often one looks and whenever one stops; they are wider for it, and have no p-values. All other intervals suppose a number of ${unit}s fixed beforehand.`;
}

function plannedWords(until: Until, { unit, fate }: Said): string {
  const looks = plannedLooks(until).map(whole);
  return ` was looked at after ${listed(looks)} whole ${unit}s, numbers fixed beforehand, ${fate}. Verdicts are judged at the level of the look: the first one keeps the whole level, all later ones together spend a fifth of it.`;
}
