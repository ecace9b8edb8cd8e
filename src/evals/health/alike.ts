import type { Problem } from '../../problem/problem.ts'
import { words } from '../../text/words.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { questionKey } from '../preparing/splits.ts'
import { placeOf } from './place.ts'

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
    const about = { id: evalCase.id, of: before.id, place: placeOf(evalCase, path) }
    return [agrees(before, evalCase) ? { code: 'case-doubled', ...about } : { code: 'case-contradicts', ...about }]
  })
}

/**
 * Pairs of nearly equal cases, each later case with the earlier one that is most similar to it: the Jaccard index |A
 * and B| / |A or B| of their runs of three words (w-shingling, Broder 1997) is at least 0.8. Runs that many cases share
 * are left out, because they belong to the form of the task. `isLeak` says whether exactly one case of a pair is in the
 * test split.
 */
export function nearDoubles({ cases, path }: EvalSet, isLeak: (a: Case, b: Case) => boolean): readonly Problem[] {
  const runs = cases.map(evalCase => runsOf(askedText(evalCase)))
  const holders = new Map<string, number[]>()
  for (const [index, own] of runs.entries())
    for (const run of own) {
      const held = holders.get(run)
      if (held) held.push(index)
      else holders.set(run, [index])
    }
  const most = Math.max(3, Math.floor(cases.length * formShare))
  const particular = runs.map(own => [...own].filter(run => (holders.get(run)?.length ?? 0) <= most))
  return cases.flatMap((evalCase, index): Problem[] => {
    const shared = new Map<number, number>()
    for (const run of particular[index] ?? [])
      for (const other of holders.get(run) ?? []) if (other < index) shared.set(other, (shared.get(other) ?? 0) + 1)
    const size = particular[index]?.length ?? 0
    const likes = Array.from(shared, ([other, common]) => {
      const all = size + (particular[other]?.length ?? 0) - common
      return { other, alike: all < fewestRuns ? 0 : common / all }
    })
    const nearest = likes.toSorted((a, b) => b.alike - a.alike)[0]
    const twin = nearest && cases[nearest.other]
    if (nearest === undefined || twin === undefined || nearest.alike < leastAlike) return []
    // Equal questions are reported elsewhere. Cases that differ a little, with different answers, are an intended
    // contrast.
    if (questionKey(twin) === questionKey(evalCase) || !agrees(twin, evalCase)) return []
    const code = isLeak(twin, evalCase) ? 'case-leaks' : 'case-nearly-doubled'
    return [{ code, id: evalCase.id, of: twin.id, alike: nearest.alike, place: placeOf(evalCase, path) }]
  })
}

/** A run of words that more than this share of the cases contain belongs to the form of the task. */
const formShare = 0.05
/** The Jaccard index of their runs of words from which on two cases count as nearly equal. */
const leastAlike = 0.8
/** Texts with fewer runs are too short to be compared by them. */
const fewestRuns = 5

/** Runs of three words (w-shingling: Broder 1997, On the resemblance and containment of documents). */
function runsOf(text: string): ReadonlySet<string> {
  const found = words(text.toLowerCase())
  const runs = new Set<string>()
  for (let at = 0; at + 3 <= found.length; at++) runs.add(found.slice(at, at + 3).join(' '))
  return runs
}

/** What a case asks, as one text. */
export const askedText = ({ vars, messages = [] }: Case): string =>
  [...Object.values(vars), ...messages.map(({ content }) => content)].join('\n')

/** Whether two cases expect the same; checks of their own are compared as well. */
const agrees = (a: Case, b: Case): boolean =>
  JSON.stringify([a.checks, a.expected.toSorted()]) === JSON.stringify([b.checks, b.expected.toSorted()]) ||
  (a.checks === undefined && b.checks === undefined && a.expected.some(answer => b.expected.includes(answer)))
