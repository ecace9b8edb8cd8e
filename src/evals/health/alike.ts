import type { Problem } from '../../problem/problem.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { caseName } from '../preparing/caseName.ts'
import { questionKey } from '../preparing/splits.ts'
import { placeOf } from './place.ts'
import { jaccard, wordRuns } from './wordRuns.ts'

/** Cases that ask the same question: duplicates if the answers agree, contradictions if they differ. */
export function sameQuestions({ cases, path }: EvalSet): readonly Problem[] {
  const first = new Map<string, Case>()
  return cases.flatMap((evalCase): Problem[] => {
    const asked = questionKey(evalCase)
    const before = first.get(asked)
    if (before === undefined) {
      first.set(asked, evalCase)
      return []
    }
    const code = agrees(before, evalCase) ? 'case-doubled' : 'case-contradicts'
    return [{ code, ...aboutTwins(evalCase, before, path) }]
  })
}

/**
 * Pairs of nearly equal cases, each later case with the earlier one that is most similar to it: the Jaccard index of
 * their runs of three words is at least 0.8. Runs that many cases share are left out, because they belong to the form of
 * the task. What is compared is found by a few runs of each case, so the time grows with the text and not with the pairs.
 * `isLeak` says whether exactly one case of a pair is in the test split.
 */
export function nearDoubles({ cases, path }: EvalSet, isLeak: (a: Case, b: Case) => boolean): readonly Problem[] {
  const runs = particular(cases.map(evalCase => wordRuns(askedText(evalCase))))
  const holders = new Map<number, number[]>()
  return cases.flatMap((evalCase, index): Problem[] => {
    const own = runs[index] ?? new Uint32Array()
    const nearest = candidates(own.subarray(0, sketchRuns), index, holders)
      .map(other => ({ other, ...jaccard(own, runs[other] ?? new Uint32Array()) }))
      .filter(({ of }) => of >= fewestRuns)
      .toSorted((a, b) => b.index - a.index)[0]
    const twin = nearest && cases[nearest.other]
    if (nearest === undefined || twin === undefined || nearest.index < leastAlike) return []
    // Equal questions are reported elsewhere. Cases that differ a little, with different answers, are an intended
    // contrast.
    if (questionKey(twin) === questionKey(evalCase) || !agrees(twin, evalCase)) return []
    const code = isLeak(twin, evalCase) ? 'case-leaks' : 'case-nearly-doubled'
    return [{ code, alike: nearest.index, ...aboutTwins(evalCase, twin, path) }]
  })
}

const aboutTwins = (evalCase: Case, before: Case, path: string) => ({
  id: evalCase.id,
  of: before.id,
  asked: caseName(before),
  place: placeOf(evalCase, path),
})

/** The runs without those that many cases share. */
function particular(runs: readonly Uint32Array[]): readonly Uint32Array[] {
  const counts = new Map<number, number>()
  for (const own of runs) for (const run of own) counts.set(run, (counts.get(run) ?? 0) + 1)
  const most = Math.max(3, Math.floor(runs.length * formShare))
  return runs.map(own => own.filter(run => (counts.get(run) ?? 0) <= most))
}

/** The earlier cases that share most of a sketch, and at least as much as a pair does; then notes its own case too. */
function candidates(sketch: Uint32Array, index: number, holders: Map<number, number[]>): readonly number[] {
  const shared = new Map<number, number>()
  for (const run of sketch) {
    const held = holders.get(run) ?? []
    for (const other of held) shared.set(other, (shared.get(other) ?? 0) + 1)
    if (held.length === 0) holders.set(run, [index])
    else if (held.length < mostHolders) held.push(index)
  }
  return [...shared]
    .filter(([, count]) => count >= fewestShared)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostCompared)
    .map(([other]) => other)
}

/** A run of words that more than this share of the cases contain belongs to the form of the task. */
const formShare = 0.05
/** The Jaccard index of their runs of words from which on two cases count as nearly equal. */
const leastAlike = 0.8
/** Texts with fewer runs are too short to be compared by them. */
const fewestRuns = 5
/**
 * So many runs are looked up of each case. Of two cases that are alike to that degree each is in both texts with a chance
 * of four in five, so hardly one pair in a million shares fewer than four.
 */
const [sketchRuns, fewestShared] = [24, 4]
/** So many earlier cases are looked at for each run, and compared in full. */
const [mostHolders, mostCompared] = [200, 8]

/** What a case asks, as one text. */
export const askedText = ({ vars, messages = [] }: Case): string =>
  [...Object.values(vars), ...messages.map(({ content }) => content)].join('\n')

/** Whether two cases expect the same; checks of their own are compared as well. */
const agrees = (a: Case, b: Case): boolean =>
  JSON.stringify([a.checks, a.expected.toSorted()]) === JSON.stringify([b.checks, b.expected.toSorted()]) ||
  (a.checks === undefined && b.checks === undefined && a.expected.some(answer => b.expected.includes(answer)))
