/** A toy origin: a variant is a number, and a run scores it with a little luck. It answers at once, can fail and can die. */
import type { Outcome } from '../../../src/design/record.js';
import { UserError } from '../../../src/base/errors.js';
import type { OpenOrigin, OriginKind } from '../../../src/origins/origin.js';
import type { Run } from '../../../src/design/plan.js';
import type { Question, VariantPlace } from '../../../src/question/question.js';
import { madeRecord } from '../../made-record.js';

export interface ToyVariant extends VariantPlace {
  readonly toy: number;
  /** Runs of these splits fail, or die the first time. */
  readonly fails?: readonly number[];
  readonly dies?: readonly number[];
}
type ToyQuestion = Question<ToyVariant>;

export const TOY: OriginKind<ToyQuestion> = {
  kind: 'toy',
  takes: (variants) =>
    Object.values(variants).some((each) => typeof each === 'object' && each !== null && 'toy' in each),
  check(value, { file, name }) {
    const question = { name, ...(value as object) } as ToyQuestion;
    for (const [variant, { toy }] of Object.entries(question.variants)) {
      if (!Number.isFinite(toy)) throw new UserError(`${file}: variants.${variant}.toy is no number.`);
    }
    return question;
  },
  kept: (question) => question,
  open: (question) => Promise.resolve({ question, origin: toyOrigin(question) }),
  describe: (question) => toyOrigin(question),
};

function toyOrigin({ variants }: ToyQuestion): OpenOrigin {
  const dead = new Set<string>();
  const scored = (run: Run): Outcome => {
    const { toy, fails = [] } = variants[run.variant]!;
    const luck = ((run.split * 7 + run.seed * 3 + toy) % 5) / 10;
    const record = madeRecord(run, { fun: toy + luck });
    if (!fails.includes(run.split)) return { record };
    const { metrics: _, ...rest } = record;
    return { record: { ...rest, status: 'failed', reason: 'no fun' } };
  };
  return {
    facts: { kind: 'toy', what: 'a toy', repeats: 'everywhere' },
    identity: (name) => `toy ${variants[name]!.toy}`,
    traits: (name) => ({ recipe: `the number ${variants[name]!.toy}`, unused: [] }),
    open: () => ({
      run: (run) => {
        const dies = variants[run.variant]!.dies?.includes(run.split) === true && !dead.has(run.hash);
        dead.add(run.hash);
        return dies ? Promise.reject(new Error('the toy broke')) : Promise.resolve(scored(run));
      },
      failed: new Promise<never>(() => undefined),
      end: () => Promise.resolve(),
    }),
  };
}
