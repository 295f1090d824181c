/** Raised only when a golden hash changes: then records made before are trained again. See "Numbers" in the changelog. */
export const NUMERICS_VERSION = 1;
