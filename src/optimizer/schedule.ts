/** How many words may change, as a function of the step, counted from 1; null means no limit. */
export type Schedule = (step: number) => number | null

/** The parameters of a schedule: the limit in words at its start and end, and the number of steps. */
export interface ScheduleSpan {
  readonly initial: number
  readonly final: number
  readonly steps: number
}

const none = (): Schedule => () => null

const fixed =
  ({ initial }: ScheduleSpan): Schedule =>
  () =>
    initial

/** Falls linearly and reaches `final` at the last step: initial - (initial - final) step / steps. */
const linear =
  ({ initial, final, steps }: ScheduleSpan): Schedule =>
  step =>
    Math.trunc(initial - ((initial - final) * step) / steps)

/**
 * Falls along half a cosine (cosine annealing: Loshchilov and Hutter 2017; for prompts: GPO, arXiv 2402.17564):
 * final + (initial - final) (1 + cos(pi step / steps)) / 2,
 * truncated toward zero as in the published code. The first step is already below `initial`; the last reaches `final`
 * exactly.
 */
const cosine =
  ({ initial, final, steps }: ScheduleSpan): Schedule =>
  step =>
    Math.trunc(final + (initial - final) * 0.5 * (1 + Math.cos((Math.PI * step) / steps)))

export const schedules = { none, fixed, linear, cosine } as const satisfies Record<
  string,
  (span: ScheduleSpan) => Schedule
>
export type ScheduleName = keyof typeof schedules

/**
 * The same schedule after `warmup` steps in which the limit rises linearly to `initial`: initial step / warmup. The
 * schedule then covers the remaining steps and begins with its value at step 0, as published. Without a warmup it is
 * unchanged. A warmup step always allows at least one word.
 */
export function withWarmup(make: (span: ScheduleSpan) => Schedule, warmup: number): (span: ScheduleSpan) => Schedule {
  if (warmup === 0) return make
  return ({ initial, final, steps }) => {
    const after = make({ initial, final, steps: steps - warmup })
    return step => (step < warmup ? Math.max(1, Math.trunc((initial * step) / warmup)) : after(step - warmup))
  }
}
