/** How many words may change, as a function of the step, which is counted from 1; null where there is no limit. */
export type Schedule = (step: number) => number | null

/** What a schedule is made from: its ends in words, and the number of steps between them. */
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

/** Falls in equal parts, and reaches `final` at the last step. */
const linear =
  ({ initial, final, steps }: ScheduleSpan): Schedule =>
  step =>
    Math.trunc(initial - ((initial - final) * step) / steps)

/**
 * Falls along half a cosine from `initial` towards `final`, which the last of `steps` steps reaches exactly; the first
 * step is already below `initial` (GPO, arXiv 2402.17564; truncated toward zero as in the published code).
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
 * The same schedule after `warmup` steps on which the limit rises from near nothing to `initial` in equal parts. The
 * schedule then has the remaining steps for itself and begins at its very start, as published; without a warmup it is as
 * it was. A step always allows one word.
 */
export function withWarmup(make: (span: ScheduleSpan) => Schedule, warmup: number): (span: ScheduleSpan) => Schedule {
  if (warmup === 0) return make
  return ({ initial, final, steps }) => {
    const after = make({ initial, final, steps: steps - warmup })
    return step => (step < warmup ? Math.max(1, Math.trunc((initial * step) / warmup)) : after(step - warmup))
  }
}
