/** What the engine and its child process say to each other; structured-clone data only. */
import { UserError } from '../../base/errors.js';
import type { TrainTask } from '../engine.js';
import type { ModelEnds } from './inputs.js';
import type { OwnModelTask } from './train-own-model.js';

/** Where the child finds a user's model: a module whose default export turns `reference` into a `ModelBuilder`. */
export interface OwnModelReference {
  /** File URL of compiled JavaScript. */
  readonly loader: string;
  /** Plain data that means something to the loader, such as a file and the name of a variant. */
  readonly reference: unknown;
}

export type ChildQuestion =
  | { readonly type: 'train'; readonly task: Omit<TrainTask, 'signal'> }
  | { readonly type: 'trainOwn'; readonly task: Omit<OwnModelTask, 'signal'>; readonly model: OwnModelReference }
  | { readonly type: 'checkOwn'; readonly ends: ModelEnds; readonly model: OwnModelReference };

export type ChildRequest =
  | { readonly type: 'ask'; readonly id: number; readonly question: ChildQuestion }
  | { readonly type: 'abort'; readonly id: number };

export type ChildReply =
  | { readonly type: 'ready'; readonly version: string }
  | { readonly type: 'unavailable'; readonly reason: string }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly error: SentError };

/** An error as plain data: cloning would keep neither its class nor its hint. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly hint?: string;
}

export function sentError(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  return error instanceof UserError && error.hint !== undefined
    ? { name, message, hint: error.hint }
    : { name, message };
}

export function receivedError({ name, message, hint }: SentError): Error {
  if (name === 'UserError') return new UserError(message, hint);
  if (name === 'RangeError') return new RangeError(message);
  return name === 'TypeError' ? new TypeError(message) : new Error(message);
}
