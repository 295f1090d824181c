import { describe, expect, it } from 'vitest';
import { checkExperiment } from '../../src/experiment/check-experiment.js';
import { UserError } from '../../src/base/errors.js';
import { defineExperiment, holdout, kFold, variant } from '../../src/experiment/experiment.js';
import { dense, dropout, fixedEpochs, sequential } from '../../src/index.js';

const good = defineExperiment({
  name: 'good',
  question: 'Is it?',
  protocol: holdout(),
  variants: { none: variant(sequential([dense(5)])), dropout: variant(sequential([dense(5), dropout(0.5)])) },
});
const check = (value: unknown) => checkExperiment(value, { file: 'my.ts', name: 'my' });
const withVariant = (changes: object) => ({
  ...good,
  variants: { ...good.variants, none: { ...good.variants.none, ...changes } },
});

function complaint(value: unknown): string {
  try {
    check(value);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    const { message, hint } = error as UserError;
    expect(hint ?? '').not.toBe('');
    return `${message} ${hint ?? ''}`;
  }
  throw new Error('no complaint');
}

describe('an experiment', () => {
  it('passes, and takes its name from the file where it has none', () => {
    const { name: _name, ...unnamed } = good;
    expect(check(good)).toEqual(good);
    expect(check(unnamed).name).toBe('my');
  });

  it.each([
    ['nothing at all', undefined, 'exports no experiment'],
    ['a name that leaves its folder', { ...good, name: '../x' }, 'name'],
    ['no splits', { ...good, protocol: { ...good.protocol, splits: 0 } }, 'protocol.splits'],
    ['half a seed', { ...good, protocol: { ...good.protocol, seeds: 1.5 } }, 'protocol.seeds'],
    ['an unknown protocol', { ...good, protocol: { ...good.protocol, kind: 'loo' } }, 'protocol.kind'],
    ['no test rows', { ...good, protocol: holdout({ test: 0 }) }, 'test share'],
    ['an unknown baseline', { ...good, baseline: 'nona' }, 'Did you mean "none"'],
    ['no variants', { ...good, variants: {}, baseline: 'x' }, 'no variants'],
    ['a rate of 1', withVariant({ model: sequential([dropout(1)]) }), 'variants.none.model.layers.0.rate'],
    ['no units', withVariant({ model: sequential([dense(0)]) }), 'layers.0.units'],
    ['an unknown layer', withVariant({ model: sequential([{ type: 'conv' } as never]) }), 'layers.0.type'],
    [
      'an unknown activation',
      withVariant({ model: sequential([dense(1, { activation: 'swish' as never })]) }),
      'layers.0.activation',
    ],
    [
      'a learning rate of 0',
      withVariant({ optimizer: { ...good.variants.none!.optimizer, learningRate: 0 } }),
      'optimizer.learningRate',
    ],
    [
      'a misspelt option',
      withVariant({ batchsize: 3 }),
      'has "batchsize", which is not known. Did you mean "batchSize"',
    ],
    [
      'a misspelt field of a protocol',
      { ...good, protocol: { ...good.protocol, split: 3 } },
      'my.ts: protocol has "split"',
    ],
    ['no question', { ...good, question: undefined }, 'question'],
    ['no protocol', (({ protocol: _, ...rest }) => rest)(good), 'my.ts has no "protocol". Write protocol: …'],
    ['variants under another name', (({ variants, ...rest }) => ({ ...rest, variant: variants }))(good), 'no variants'],
    ['a level of 95', { ...good, level: 95 }, 'level'],
    ['early stopping without rows to watch', { ...good, protocol: kFold({ validation: 0 }) }, 'no validation rows'],
  ])('with %s is refused with its place and a remedy', (_what, value, expected) => {
    expect(complaint(value)).toContain(expected);
  });

  it('may do without validation rows when the number of epochs is fixed', () => {
    const variants = { none: { ...good.variants.none!, stopping: fixedEpochs(5) } };
    expect(check({ ...good, protocol: kFold(), variants }).protocol.kind).toBe('kFold');
  });

  it('cannot reach a prototype through a variant called __proto__', () => {
    const variants = JSON.parse('{"none": {}, "__proto__": {"polluted": 1}}') as object;
    expect(complaint({ ...good, variants: { ...variants, none: good.variants.none } })).not.toBe('');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
