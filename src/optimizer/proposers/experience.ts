import type { AskedFor } from '../trajectory.ts'

/** Whether the optimizer model gives several prompts where it is asked for a list; believed until it was seen not to. */
export function writesLists(asked: readonly AskedFor[]): boolean {
  const lists = asked.filter(({ form }) => form === 'list')
  return sum(lists, 'replies') === 0 || sum(lists, 'texts') >= 2 * sum(lists, 'replies')
}

/**
 * Whether past prompts and their scores may stand in a request: at least half of what came was usable and new, without
 * them so far, and with them since.
 */
export function copesWithPast(asked: readonly AskedFor[]): boolean {
  const bare = asked.filter(({ past }) => !past)
  const told = asked.filter(({ past }) => past)
  return isMostlyFresh(bare) && isMostlyFresh(told)
}

const isMostlyFresh = (asked: readonly AskedFor[]): boolean => 2 * sum(asked, 'fresh') >= sum(asked, 'texts')

const sum = (asked: readonly AskedFor[], field: 'replies' | 'texts' | 'fresh'): number =>
  asked.reduce((total, one) => total + one[field], 0)
