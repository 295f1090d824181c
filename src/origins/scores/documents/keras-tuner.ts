/** Keras Tuner's `trial.json`, a folder a trial: settings that a tuner chose, the score, and which way of it is better. */
import { collectRows, isObject, own, textOf } from '../read-json.js';
import type { Json, Leaf } from '../read-json.js';
import type { Hint } from '../shapes/shape.js';
import { objectAt } from './kind.js';
import type { DocumentKind } from './kind.js';

function isTrial(value: Json): boolean {
  return isObject(value) && 'trial_id' in value && isObject(own(value, 'hyperparameters')) && 'score' in value;
}

export const KERAS_TUNER: DocumentKind = {
  is: isTrial,
  shape(files, { name }) {
    const collector = collectRows(name);
    const hints = new Map<string, Hint>([
      ['trial_id', { role: 'id', why: 'the number of the trial' }],
      ['status', { role: 'status', why: 'Keras Tuner’s' }],
      ['score', { role: 'metric', why: 'what the search optimises' }],
    ]);
    for (const { value } of files) {
      const row = new Map<string, Leaf>();
      for (const key of ['trial_id', 'status', 'score']) {
        const cell = own(value, key);
        row.set(key, typeof cell === 'number' || typeof cell === 'string' ? cell : null);
      }
      for (const [key, cell] of Object.entries(objectAt(objectAt(value, 'hyperparameters'), 'values'))) {
        if (typeof cell === 'object' && cell !== null) continue;
        row.set(`params_${key}`, typeof cell === 'boolean' ? String(cell) : cell);
        hints.set(`params_${key}`, { role: 'setting', why: 'chosen by the tuner' });
      }
      const better = directionOf(objectAt(objectAt(value, 'metrics'), 'metrics'), own(value, 'score'));
      if (better !== undefined) hints.set('score', { role: 'metric', why: 'said in trial.json', better });
      collector.add(row);
    }
    return {
      table: collector.finish(),
      shape: 'Keras Tuner’s trials: a file a trial',
      hints,
      notes: [],
      tuning: 'trials',
    };
  },
};

/** Of the metric whose value is the score. */
function directionOf(metrics: ReturnType<typeof objectAt>, score: Json | undefined): 'higher' | 'lower' | undefined {
  for (const name of Object.keys(metrics)) {
    const metric = objectAt(metrics, name);
    const seen = JSON.stringify(own(metric, 'observations') ?? null).includes(JSON.stringify(score ?? null));
    const direction = textOf(metric, 'direction', '');
    if (seen && (direction === 'max' || direction === 'min')) return direction === 'max' ? 'higher' : 'lower';
  }
  return undefined;
}
