import type { Problem } from '../../problem/problem.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { conclude } from '../grading/answers/conclusion.ts'
import { grade } from '../grading/grade.ts'
import { placeOf } from './place.ts'

interface Answered {
  readonly answer: string
  readonly passed: boolean
}

/** What one prompt answered, by case id; `again` is what came when the same was asked once more. */
export type PromptAnswers = ReadonlyMap<string, Answered & { readonly again?: readonly Answered[] }>

/** From this many prompts on, what they have in common says something about a case. */
const fewestPrompts = 3

/** Cases that do not distinguish any prompts: either all prompts pass them, or none does. */
export function deadCases({ cases, path }: EvalSet, prompts: readonly PromptAnswers[]): readonly Problem[] {
  return cases.flatMap((evalCase): Problem[] => {
    const given = prompts.flatMap(answers => answers.get(evalCase.id) ?? [])
    const passed = given.filter(one => one.passed).length
    if (given.length < fewestPrompts || (passed > 0 && passed < given.length)) return []
    return [
      { code: 'case-dead', id: evalCase.id, passes: passed > 0, prompts: given.length, place: placeOf(evalCase, path) },
    ]
  })
}

/** Cases that a prompt passes once and fails another time, asked the same: the grade of one answer is chance there. */
export function flippingCases({ cases, path }: EvalSet, prompts: readonly PromptAnswers[]): readonly Problem[] {
  return cases.flatMap((evalCase): Problem[] => {
    const repeated = prompts.flatMap(answers => {
      const { passed, again = [] } = answers.get(evalCase.id) ?? {}
      return passed === undefined || again.length === 0 ? [] : [[passed, ...again.map(one => one.passed)]]
    })
    const flips = repeated.filter(all => all.includes(true) && all.includes(false)).length
    if (flips === 0) return []
    return [{ code: 'case-flips', id: evalCase.id, flips, prompts: repeated.length, place: placeOf(evalCase, path) }]
  })
}

/** A case whose label the prompts doubt, with the answer that they give instead. */
interface Doubt {
  readonly evalCase: Case
  readonly instead: string
  /** The share of the better prompts that give the other answer, minus the share that agrees with the label, 0 to 1. */
  readonly margin: number
  readonly votes: number
  readonly of: number
}

/**
 * Cases that the better half of the prompts answer alike and against the label, the clearest first. An answer counts as
 * a vote for the label for which it would be right. A vote counts by the rule of confident learning (Northcutt, Jiang
 * and Chuang 2021, Confident Learning, section 3). Let p(j, x) be the share of votes for label j on case x. Case x with
 * another label is doubted if
 * p(j, x) >= t(j), where t(j) is the mean of p(j, x) over the cases labelled j. The rule is made for probabilities, and
 * few votes on few cases scatter around them. So the mean over all cases counts like one more case of each label, and
 * t(j) is lower by one standard error sqrt(m (1 - m) / n) of a share of n votes around that mean m.
 * So a label that the prompts are never sure of is held against nobody. In addition p(j, x) must exceed 1/2 and the
 * share for the case's own label.
 */
export async function doubtedLabels(set: EvalSet, prompts: readonly PromptAnswers[]): Promise<readonly Problem[]> {
  const voters = betterHalf(prompts)
  if (voters.length < fewestPrompts) return []
  const labels = labelsOf(set.cases)
  const shares = new Map<string, ReadonlyMap<string, number>>()
  for (const evalCase of set.cases) shares.set(evalCase.id, await sharesOf(evalCase, voters, set, labels))
  const ownShare = ({ id, expected }: Case): number =>
    Math.max(0, ...expected.map(label => shares.get(id)?.get(label) ?? 0))
  const overall = set.cases.reduce((total, one) => total + ownShare(one), 0) / Math.max(1, set.cases.length)
  // Voters that fail most cases are wrong together more often than the labels are.
  if (overall <= leastShare) return []
  const scatter = Math.sqrt((overall * (1 - overall)) / voters.length)
  const sure = (label: string): number => {
    const own = set.cases.filter(({ expected }) => expected.includes(label))
    const sum = own.reduce((total, { id }) => total + (shares.get(id)?.get(label) ?? 0), 0)
    return Math.max(leastShare, (sum + overall) / (own.length + 1) - scatter)
  }
  const thresholds = new Map([...labels].map(label => [label, sure(label)]))
  return set.cases
    .flatMap(evalCase => doubtOf(evalCase, shares.get(evalCase.id), thresholds, voters) ?? [])
    .sort((a, b) => b.margin - a.margin)
    .map(({ evalCase, instead, votes, of }) => ({
      code: 'case-doubted',
      id: evalCase.id,
      instead,
      votes,
      of,
      place: placeOf(evalCase, set.path),
    }))
}

/** Even if a label is never sure, more than half of the voters must agree on it. */
const leastShare = 0.5

function doubtOf(
  evalCase: Case,
  shares: ReadonlyMap<string, number> | undefined,
  thresholds: ReadonlyMap<string, number>,
  voters: readonly PromptAnswers[],
): Doubt | undefined {
  const of = voters.filter(answers => answers.has(evalCase.id)).length
  if (shares === undefined || of < fewestPrompts || evalCase.expected.length === 0) return undefined
  const own = Math.max(0, ...evalCase.expected.map(label => shares.get(label) ?? 0))
  const others = [...shares].filter(([label]) => !evalCase.expected.includes(label))
  const [instead, share] = others.toSorted(([, a], [, b]) => b - a)[0] ?? ['', 0]
  if (share <= own || share < (thresholds.get(instead) ?? leastShare) || share <= leastShare) return undefined
  return { evalCase, instead, margin: share - own, votes: Math.round(share * of), of }
}

/**
 * For each label the share of the voters whose answer is right for it. An answer that fits no label is a label of its
 * own.
 */
async function sharesOf(
  evalCase: Case,
  voters: readonly PromptAnswers[],
  { checks, dialect }: EvalSet,
  labels: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const given = voters.flatMap(answers => answers.get(evalCase.id)?.answer ?? [])
  const shares = new Map<string, number>()
  const fits = async (answer: string, label: string): Promise<boolean> => {
    const graded = await grade(answer, { ...evalCase, expected: [label] }, evalCase.checks ?? checks, {
      ...(dialect && { dialect }),
    })
    return graded.ok && graded.value.passed
  }
  const known = new Set([...evalCase.expected, ...labels])
  for (const answer of given) {
    let voted: string | undefined
    for (const label of known) if (voted === undefined && (await fits(answer, label))) voted = label
    // Another wording of an answer that was given before is the same vote.
    voted ??= brief(answer)
    known.add(voted)
    shares.set(voted, (shares.get(voted) ?? 0) + 1 / given.length)
  }
  return shares
}

/** The labels of a set: reference answers that occur more than once, provided that there are few enough of them. */
function labelsOf(cases: readonly Case[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const { expected } of cases) for (const label of expected) counts.set(label, (counts.get(label) ?? 0) + 1)
  const repeated = [...counts].filter(([, count]) => count > 1).map(([label]) => label)
  return new Set(repeated.length <= mostLabels ? repeated : [])
}

const mostLabels = 50

/** An answer that fits no label stands for itself: by what it gives as final, else by its last line. */
const brief = (answer: string): string =>
  (conclude(answer).final ?? answer.trim().split('\n').at(-1) ?? '').trim().toLowerCase().slice(-200)

const betterHalf = (prompts: readonly PromptAnswers[]): readonly PromptAnswers[] => {
  const score = (answers: PromptAnswers): number => {
    const given = [...answers.values()]
    return given.filter(({ passed }) => passed).length / Math.max(1, given.length)
  }
  const ranked = prompts.toSorted((a, b) => score(b) - score(a))
  return ranked.slice(0, Math.max(fewestPrompts, Math.ceil(ranked.length / 2)))
}
