/** A step size, in words, as a function of the step, which is counted from 1. */
export type Schedule = (step: number) => number

/**
 * Falls along half a cosine from `initial` towards `final`, which the last of `steps` steps reaches exactly; the first
 * step is already below `initial` (GPO, arXiv 2402.17564; truncated toward zero as in the published code).
 */
export const cosine =
  (initial: number, final: number, steps: number): Schedule =>
  step =>
    Math.trunc(final + (initial - final) * 0.5 * (1 + Math.cos((Math.PI * step) / steps)))
