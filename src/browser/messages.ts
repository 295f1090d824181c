/** What the page and its worker say to each other. */
import type { Analysis } from '../analysis/analysis.js';
import type { DotRow } from '../report/explore/dots.js';
import type { View } from '../report/explore/view.js';

/** The first message: what the file holds, still packed. */
export interface Start {
  readonly is: 'start';
  readonly evidence: string;
}

export interface ShowPage {
  readonly is: 'page';
  readonly id: number;
  readonly view: View;
}

export interface ShowRun {
  readonly is: 'run';
  readonly id: number;
  readonly place: Place;
}

/** For those who want the numbers themselves. */
export interface ShowAnalysis {
  readonly is: 'analysis';
  readonly id: number;
  readonly view: View;
}

export type Request = Start | ShowPage | ShowRun | ShowAnalysis;

export interface Place {
  readonly variant: string;
  readonly split: number;
  readonly seed: number;
}

export interface PageReply {
  readonly is: 'page';
  readonly id: number;
  /** Of the main part; absent for the plain view, which the file itself holds. */
  readonly html?: string;
  readonly rows: readonly DotRow[];
  /** What to do with the dots, in words. */
  readonly help: string;
}

export interface RunReply {
  readonly is: 'run';
  readonly id: number;
  readonly html: string;
}

export interface AnalysisReply {
  readonly is: 'analysis';
  readonly id: number;
  readonly analysis: Analysis;
}

export interface Trouble {
  readonly is: 'trouble';
  readonly id: number;
  readonly text: string;
}

export type Reply = PageReply | RunReply | AnalysisReply | Trouble;
