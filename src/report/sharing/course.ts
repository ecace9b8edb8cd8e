import type { RunView } from '../../protocol/page.ts'

/** The best validation score of a run after each step, 0 to 1; step 0 is the original prompt. */
export type Course = readonly { readonly step: number; readonly score: number }[]

/** Empty before the original was scored. */
export function courseOf({ initial, steps }: Courses): Course {
  if (initial === undefined) return []
  let best = initial.score
  return [
    { step: 0, score: best },
    ...steps.map(({ step, winner, candidates }) => {
      const score = winner === null ? undefined : candidates[winner]?.score
      best = Math.max(best, score ?? best)
      return { step, score: best }
    }),
  ]
}

export type Courses = Pick<RunView, 'initial' | 'steps'>
