/**
 * Transcendental functions fixed to the bit. `Math.exp` and its kin may give other last bits on another Node version;
 * these are plain arithmetic (ports of FreeBSD's msun in @stdlib), so they give the same bits everywhere.
 * `Math.sqrt`, `Math.abs`, `Math.floor` and `Math.fround` are exact by standard and are used directly.
 */
import cosine from '@stdlib/math-base-special-cos';
import exponential from '@stdlib/math-base-special-exp';
import exponentialMinus1 from '@stdlib/math-base-special-expm1';
import naturalLog from '@stdlib/math-base-special-ln';
import naturalLog1p from '@stdlib/math-base-special-log1p';
import hyperbolicTangent from '@stdlib/math-base-special-tanh';

type Of = (x: number) => number;

export const exp: Of = exponential;
export const expm1: Of = exponentialMinus1;
export const ln: Of = naturalLog;
export const log1p: Of = naturalLog1p;
export const cos: Of = cosine;
export const tanh: Of = hyperbolicTangent;
