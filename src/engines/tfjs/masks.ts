/** Dropout masks as factors: 0 for a dropped unit, 1/(1−rate) for a kept one. Typed arrays; knows nothing of tensors. */
import { maskHalfwords, maskThreshold, type StreamKey } from '../../base/streams.js';

export interface MaskPlace {
  /** Rows and units that the mask covers, row-major. */
  readonly rows: number;
  readonly width: number;
  readonly rate: number;
  readonly dropoutIndex: number;
  /** Training step counted from 0 over all epochs, or the sample number of Monte-Carlo dropout. */
  readonly step: number;
  /** 0 in training, 1 for Monte-Carlo predictions. */
  readonly purpose: 0 | 1;
}

/** The factors of one mask, row-major [rows, width]: unit u of row r is kept iff its entry in the stream is ≥ the threshold. */
export function maskFactors(
  key: StreamKey,
  { rows, width, rate, dropoutIndex, step, purpose }: MaskPlace,
): Float32Array {
  const entries = maskHalfwords(key, rows * width, { step, layer: dropoutIndex, purpose });
  const threshold = maskThreshold(rate);
  const scale = Math.fround(1 / (1 - rate));
  const result = new Float32Array(entries.length);
  for (let i = 0; i < entries.length; i++) result[i] = entries[i]! >= threshold ? scale : 0;
  return result;
}
