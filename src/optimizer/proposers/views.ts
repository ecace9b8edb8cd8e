import type { ShownCase } from '../metaPrompts/metaPrompt.ts'
import type { SearchPlan } from '../strategy.ts'
import { perRequest } from './plainCounts.ts'

/** The cases that a request shows. */
export interface View {
  readonly view: readonly ShownCase[]
  /** Cases that are shown with the answer wanted alone. */
  readonly exemplars: readonly ShownCase[]
}

type Known = Pick<SearchPlan, 'labels' | 'train' | 'exemplars'>

const fewestShown = 4
const mostShown = 8

/**
 * Another group of failures for each request, in turn. Where the allowed answers are few, a group holds each of them as
 * evenly as it can, and cases of the train split stand for those that no failure shows: which message is answered how
 * can only be told from examples of all.
 */
export function viewOf(failures: readonly ShownCase[], { labels, train, exemplars }: Known, part: number): View {
  const size = shownAtOnce(labels)
  const ordered = inTurn(failures, labels)
  const groups = Math.max(1, Math.ceil(ordered.length / size))
  const start = (part % groups) * size
  const view = ordered.slice(start, start + size)
  const shown = new Set(view.map(({ input }) => input))
  const isShown = (label: string): boolean => view.some(({ expected }) => expected === label)
  const missing = labels.filter(label => !isShown(label)).slice(0, size - view.length + 1)
  const others = missing.flatMap(label => {
    const own = train.filter(({ input, expected }) => expected === label && !shown.has(input))
    return own[part % own.length] ?? []
  })
  const isEnough = view.length > 1 || others.length > 0
  return { view, exemplars: isEnough ? others : exemplars.filter(({ input }) => !shown.has(input)) }
}

const shownAtOnce = (labels: readonly string[]): number => Math.min(mostShown, Math.max(fewestShown, labels.length))

/**
 * How many failures the requests of a step can show. With labels it takes twice as many, since the first ones may all
 * want the same answer.
 */
export const failuresWanted = (candidates: number, labels: readonly string[]): number =>
  Math.ceil(candidates / perRequest) * shownAtOnce(labels) * (labels.length > 0 ? 2 : 1)

/** The failures so that the first few have different answers wanted: the first of each label, then the second of each. */
function inTurn(failures: readonly ShownCase[], labels: readonly string[]): readonly ShownCase[] {
  if (labels.length === 0) return failures
  const seen = new Map<string, number>()
  const rounds = failures.map(one => {
    const round = seen.get(one.expected) ?? 0
    seen.set(one.expected, round + 1)
    return { one, round }
  })
  return rounds.toSorted((a, b) => a.round - b.round).map(({ one }) => one)
}

/** More answers than these are not told apart one by one. */
const mostDecided = 6

/**
 * Whether the allowed answers are decided between by what the messages say. The answers of a multiple choice stand in the
 * messages themselves, and mean something else in each.
 */
export function isDecided({ labels, train }: Known): boolean {
  if (labels.length === 0 || labels.length > mostDecided) return false
  const offering = train.filter(({ input }) => labels.every(label => input.includes(label)))
  return 2 * offering.length <= train.length
}
