import type { AskedFor } from '../trajectory.ts'

/** Whether the optimizer model returns several prompts when asked for a list; assumed until it has failed to. */
export function writesLists(asked: readonly AskedFor[]): boolean {
  const lists = asked.filter(({ form }) => form === 'list')
  return sum(lists, 'replies') === 0 || sum(lists, 'texts') >= 2 * sum(lists, 'replies')
}

/** Whether most of the single prompts it returned were known already, by which it shows that it has no more to say. */
export function repeatsItself(asked: readonly AskedFor[]): boolean {
  const single = asked.filter(({ form }) => form === 'one' || form === 'whole')
  const repeated = single.reduce((total, one) => total + (one.repeated ?? 0), 0)
  return sum(single, 'texts') >= fewestJudged && 2 * repeated > sum(single, 'texts')
}

const fewestJudged = 4

/**
 * Whether a request may show past prompts and their scores: at least half of the replies so far must have been usable
 * and new, first without the past, then also with it.
 */
export function copesWithPast(asked: readonly AskedFor[]): boolean {
  const bare = asked.filter(({ past }) => !past)
  const told = asked.filter(({ past }) => past)
  return isMostlyFresh(bare) && isMostlyFresh(told)
}

const isMostlyFresh = (asked: readonly AskedFor[]): boolean => 2 * sum(asked, 'fresh') >= sum(asked, 'texts')

const sum = (asked: readonly AskedFor[], field: 'replies' | 'texts' | 'fresh'): number =>
  asked.reduce((total, one) => total + one[field], 0)
