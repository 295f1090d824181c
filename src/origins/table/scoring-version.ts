/**
 * Raised when the way from predictions to scores changes, apart from training: then runs of the tasks named are scored, and so
 * trained, again, and others are not. 2: number targets in 64 bits (before, 32-bit values in the target's own unit).
 */
export const SCORING_VERSION = { regression: 2 } as const;
