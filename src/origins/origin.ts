/**
 * The seam: where a run's scores come from. Above it: runs, metrics and records; behind it: whatever makes a score. An origin
 * may not know the store, the analysis, the report, or who else runs.
 */
import type { Outcome } from '../design/record.js';
import type { ReferenceRecord, ReferenceRun } from '../design/reference.js';
import type { Run } from '../design/run.js';
import type { Table } from '../data/dataset.js';
import type { TableDescription } from '../data/description.js';
import type { TableChoice } from '../experiment/experiment.js';
import type { MetricChoice, Task } from '../question/metric.js';
import type { Question, Source } from '../question/question.js';
import type { OriginFacts } from './facts.js';

/** What plan, analysis and report may know of a variant's recipe. */
export interface VariantTraits {
  /** In plain words: `50 relu → dropout .5 → 25 relu → softmax`; absent where a name is all there is. */
  readonly recipe?: string;
  /** The most epochs that its early stopping allows; absent where nothing stops early. */
  readonly maxEpochs?: number;
  /** Numbers of masks that were kept on and averaged. */
  readonly monteCarloSamples?: readonly number[];
  /** Sources of randomness that can change nothing for it. */
  readonly unused: readonly Source[];
}

/** An origin as a results folder can tell of it: enough to plan, to analyse and to report. */
export interface Origin {
  readonly facts: OriginFacts;
  /** This origin's part of a run's content hash: a digest of everything but the run's coordinates that decides its outcome. */
  identity(variant: string): string;
  traits(variant: string): VariantTraits;
  /** What stands beside the variants on a split; absent where there is nothing of the kind. */
  referencesOn?(split: number): ReferenceRun;
  /** Its scores exist already: what is there is the plan, and nothing can be missing. */
  readonly given?: true;
}

/** Carries out runs, for as long as its owner likes. */
export interface Carrier {
  /** Rejects if the run is lost to no fault of its own; it may be tried again. */
  run(run: Run): Promise<Outcome>;
  /** Likewise; absent where the origin has none. */
  references?(run: ReferenceRun): Promise<ReferenceRecord>;
  /** Rejects when no run can even start; never resolves. */
  readonly failed: Promise<never>;
  /** Ends whatever it is at. */
  end(): Promise<void>;
}

/** What a worker on another machine needs besides its own experiment file. */
export interface Parcel {
  /** Names the contents, 64 hex digits. */
  readonly key: string;
  /** JSON that says how to read the bytes. */
  readonly outline: string;
  readonly bytes: Iterable<Uint8Array>;
}

/** A parcel as it arrives: the outline, then this many bytes at a time. */
export interface OpenedParcel {
  readonly outline: string;
  read(bytes: number): Promise<Buffer>;
}

export interface CarryHow {
  /** Told the last line that a running program printed, now and then. */
  readonly onLine?: ((text: string) => void) | undefined;
  /** A trial: nothing of it is left in the results folder. */
  readonly apart?: boolean;
}

export interface CodeState {
  readonly commit: string;
  /** Files differ from the commit. */
  readonly changed: boolean;
}

/** An origin that carries runs out. */
export interface OpenOrigin extends Origin {
  /** Runs of one after the other, up to `slots` at a time. */
  open(slots: number, how?: CarryHow): Carrier;
  /** How a run is started, to the letter, for plans; then a run may take long, and none is made only to see how long. */
  readonly words?: (run: Run) => string;
  /** What a plan should say besides, a sentence each. */
  readonly notices?: readonly string[];
  /** Bytes that a run has left in its folder. */
  readonly leftBytes?: (run: Run) => number;
  /** The state of the user's own code, where it is under version control. */
  readonly code?: CodeState;
  /** What it tells workers on other machines, plain data; absent where others cannot take part. */
  readonly ticket?: object;
  readonly parcel?: Parcel;
}

/** For a question that names no metric: what may be done to learn which scores its runs have. */
export interface MetricLearning {
  /** The scores that runs of the results folder have; undefined where there are none. */
  readonly scoresThere: () => Readonly<Record<string, number>> | undefined;
  /** Runs that are there already do not count. */
  readonly startsAnew?: boolean;
  /** A plan starts nothing. */
  readonly startsNothing?: boolean;
  /** A metric of this name, with its better side. @throws {UserError} if nothing says which that is */
  readonly declared: (name: string) => MetricChoice;
  /** How the user says which of several the verdict is about. */
  readonly askWhich: (names: readonly string[]) => string;
  readonly signal: AbortSignal;
}

/** What a command line may ask of an origin; each kind reads what concerns it. */
export interface OpenOptions {
  readonly engine?: string | undefined;
  readonly backend?: string | undefined;
  /** The results folder, for what an origin keeps beside the records. */
  readonly folder?: string;
  /** The table that a question names, as this command line reads it. */
  readonly readTable: (source: TableChoice) => Promise<{ readonly table: Table; readonly reading?: TableDescription }>;
  /** Told as soon as it is known, and before anything slow: the caller may refuse by throwing. */
  readonly onTask: (task: Task | undefined) => void;
  /** Absent where a question must name its metrics itself. */
  readonly learning?: MetricLearning;
  /** A sentence about something that was chosen. */
  readonly onNote: (text: string) => void;
}

/** One kind of origin: all that is needed to add it is an entry in `open.ts`. */
export interface OriginKind<Q extends Question = Question> {
  readonly kind: OriginFacts['kind'];
  /** Runs at a time where nobody says; as many as there are cores where absent. */
  readonly slots?: (question: Q) => number;
  /** Its scores may have any name, and a question may leave open which they are. */
  readonly learns?: true;
  /** What this machine lacks for it, in a few words. */
  readonly lacks?: (question: Q) => string | undefined;
  /** Whether a question's variants are of this kind. */
  takes(variants: Readonly<Record<string, unknown>>): boolean;
  /** What a file exports, checked as a whole. @throws {UserError} that names the place of a mistake and what was expected */
  check(value: unknown, place: { readonly file: string; readonly name: string }): Q;
  /** What only the experiment file has, by reference: then the question is plain data. Absent where it is that already. */
  sealed?(question: Q, file: string): Q;
  /** The question with what the origin settled (a table read, models built), and the origin that carries it out. */
  open(question: Q, options: OpenOptions): Promise<{ readonly question: Q; readonly origin: OpenOrigin }>;
  /** The origin of a folder, from what its manifest keeps. */
  describe(question: Q, facts: OriginFacts): Origin;
  /** The question as a manifest keeps it: nothing that only this machine has. */
  kept(question: Q): Q;
  /** A worker's side of the queue: its own question, what the bench tells, and the parcel it may fetch. */
  join?(
    question: Q,
    ticket: unknown,
    fetch: (key: string) => Promise<OpenedParcel | undefined>,
  ): Promise<{ readonly question: Q; readonly origin: OpenOrigin }>;
}
