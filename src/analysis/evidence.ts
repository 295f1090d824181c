/** What an analysis is made of, and the bench that it is a part of. Types only. */
import type { WalkedList } from '../base/walked-list.js';
import type { Warning } from './analysis.js';
import type { Equivalence } from './equivalence.js';
import type { PairingAnalysis } from './side-answers.js';
import type { MomentsOverRows } from './over-rows.js';
import type { ScoredRecords } from './scores.js';
import type { ReferenceRecord } from '../design/reference.js';
import type { Setup } from '../design/setup.js';
import type { Origin } from '../origins/origin.js';
import type { Run } from '../design/plan.js';
import type { Question } from '../question/question.js';
import type { PastLook } from '../store/looks.js';
import type { Reduction } from '../store/reduce.js';

/** How far the rule of `--until` got. */
export interface Prefix {
  /** Whole splits from the first on; no more are counted once the rule holds. */
  readonly complete: number;
  /** Splits of the first prefix that satisfies the rule, or null. */
  readonly stoppedAt: number | null;
  /** The largest half-width at the last look; null before the first one, or while something has no interval. */
  readonly halfWidth: number | null;
}

/** Everything that one report is about. */
export interface Evidence {
  readonly experiment: Question;
  readonly setup: Setup;
  readonly origin: Pick<Origin, 'traits'>;
  /** The plan, or the part of it that was asked for, in its order. */
  readonly runs: WalkedList<Run>;
  /** By run hash. */
  readonly records: ScoredRecords;
  /** What needed predictions, of the splits that are complete; none in a comparison of folders. */
  readonly reductions?: readonly Reduction[];
  /** What stands beside the variants, one a split; none where some are missing. */
  readonly references?: readonly ReferenceRecord[];
  /** What predictions say of the variants row by row; absent where rows are not told apart. */
  readonly overRows?: MomentsOverRows;
  /** How far the rule of `--until` got. */
  readonly prefix?: Prefix;
  /** Looks at the folder before data that this analysis uses; see `looksThatCount`. */
  readonly looks?: number;
  /** The states of the user's own code (commits) at which runs of this folder were made. */
  readonly commits?: readonly string[];
  /** What predictions that programs gave say of the rows of paired runs. */
  readonly scoredRows?: PairingAnalysis['rows'];
  /** False where variants met different splits (a comparison of two benches). */
  readonly paired?: boolean;
  /** True where the two sides of a comparison were scored on other data: nothing said of both is about one table. */
  readonly otherData?: boolean;
  /** Said beside the warnings that the analysis finds. */
  readonly warnings?: readonly Warning[];
  /** Of a comparison of two benches: one entry a comparison, in their order. */
  readonly equivalence?: readonly Equivalence[];
  /** What a reader asks for, in place of the question's own. */
  readonly reading?: {
    /** The metric that the verdict is about. */
    readonly metric?: string;
    /** Differences of that metric inside ± this much count as none. */
    readonly threshold?: number;
  };
}

/** What a folder holds after a bench was at work in it; nothing analysed yet. */
export interface Bench extends Evidence {
  readonly reductions: readonly Reduction[];
  readonly origin: Pick<Origin, 'traits' | 'referencesOn'>;
  /** What stands beside the variants, by hash. */
  readonly allReferences?: ReadonlyMap<string, ReferenceRecord>;
  /** Looks at the folder so far. */
  readonly pastLooks: readonly PastLook[];
  readonly interrupted: boolean;
  /** What was wrong with the records, a sentence each. */
  readonly repairs?: readonly string[];
  /** Lines that `splits.jsonl` lacked: made again from the predictions. */
  readonly remade?: number;
}
