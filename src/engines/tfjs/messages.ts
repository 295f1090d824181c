/** What the engine and its child process say to each other; structured-clone data only. */
import type { TrainResult, TrainTask } from '../engine.js';
import type { TfjsBackend } from './backends.js';

export type ChildRequest =
  | { readonly type: 'train'; readonly id: number; readonly task: Omit<TrainTask, 'signal'> }
  | { readonly type: 'abort'; readonly id: number };

export type ChildReply =
  | { readonly type: 'ready'; readonly version: string }
  | { readonly type: 'unavailable'; readonly reason: string }
  | { readonly type: 'trained'; readonly id: number; readonly result: TrainResult }
  | { readonly type: 'failed'; readonly id: number; readonly error: Error };

/** The one command-line argument of the child. */
export type ChildArgument = TfjsBackend;
