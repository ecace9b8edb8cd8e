import type { Problem } from '../../problem/problem.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { conclude } from '../grading/answers/conclusion.ts'
import { grade } from '../grading/grade.ts'
import { placeOf } from './place.ts'
import { fewestPrompts, type PromptAnswers } from './votes.ts'

/** A case with its votes: the label that each voter's answer is right for, by the voter's number. */
interface Ballot {
  readonly evalCase: Case
  readonly votes: ReadonlyMap<number, string>
}

/** How far the votes speak against the label of a case, and for which other answer. */
export interface Suspicion {
  readonly evalCase: Case
  readonly instead: string
  /** Log-odds of the other answer against the label: above 0 the votes are for the other one. */
  readonly against: number
}

/**
 * Cases whose label is probably wrong, the most suspicious first: those that the better half of the prompts answer
 * alike and against the label, by the rule of confident learning (Northcutt, Jiang and Chuang 2021, Confident Learning,
 * section 3). Let p(j, x) be the share of votes for label j on case x. A case x with another label is doubted if
 * p(j, x) >= t(j), where t(j) is the mean of p(j, x) over the cases labelled j. The rule is made for probabilities, and
 * few votes on few cases scatter around them. So the mean over all cases counts like one more case of each label, and
 * t(j) is lower by one standard error sqrt(m (1 - m) / n) of a share of n votes around that mean m.
 * So a label that the prompts are never sure of casts doubt on no case. In addition p(j, x) must exceed 1/2 and the
 * share for the case's own label.
 */
export async function doubtedLabels(set: EvalSet, prompts: readonly PromptAnswers[]): Promise<readonly Problem[]> {
  const better = betterHalf(prompts)
  if (better.length < fewestPrompts) return []
  const ballots = await ballotsOf(set, prompts)
  const shares = new Map(ballots.map(({ evalCase, votes }) => [evalCase.id, sharesIn(votes, better)]))
  const thresholds = thresholdsOf(set.cases, shares, better.length)
  if (thresholds === undefined) return []
  return suspicionsIn(ballots, prompts).flatMap(({ evalCase }): Problem[] => {
    const { of = 0, byLabel = new Map<string, number>() } = shares.get(evalCase.id) ?? {}
    if (of < fewestPrompts) return []
    const { own, instead, most: share } = rivalIn(evalCase, byLabel)
    if (share <= own || share <= leastShare || share < (thresholds.get(instead) ?? leastShare)) return []
    const place = placeOf(evalCase, set.path)
    return [{ code: 'case-doubted', id: evalCase.id, instead, votes: Math.round(share * of), of, place }]
  })
}

/**
 * All cases that prompts have answered, the most suspected first. A vote weighs by how often its voter agrees with the
 * labels, a: log(a (k - 1) / (1 - a)) with k labels, the evidence of a voter whose mistakes are spread evenly (Dawid and
 * Skene 1979). Voters that agree little still count, since labels may be what is wrong. Read from the top, the list shows
 * more wrong labels than the cases that most prompts fail: there a careless prompt counts as much as a careful one, and
 * different wrong answers as much as equal ones. For bench/labels.ts, which measures the order.
 */
export async function suspectedLabels(set: EvalSet, prompts: readonly PromptAnswers[]): Promise<readonly Suspicion[]> {
  return suspicionsIn(await ballotsOf(set, prompts), prompts)
}

/** The least weight of a vote, that of a voter between two labels who is right four times in seven. */
const leastWeight = 0.3

function suspicionsIn(ballots: readonly Ballot[], prompts: readonly PromptAnswers[]): readonly Suspicion[] {
  const kinds = Math.max(2, new Set(ballots.flatMap(({ evalCase }) => evalCase.expected)).size)
  const weights = prompts.map(answers => {
    const given = [...answers.values()]
    const agreeing = (given.filter(({ passed }) => passed).length + 1) / (given.length + 2)
    return Math.max(leastWeight, Math.log((agreeing * (kinds - 1)) / (1 - agreeing)))
  })
  return ballots
    .filter(({ evalCase, votes }) => votes.size > 0 && evalCase.expected.length > 0)
    .map(({ evalCase, votes }): Suspicion => {
      const sums = new Map<string, number>()
      for (const [voter, label] of votes) sums.set(label, (sums.get(label) ?? 0) + (weights[voter] ?? 0))
      const { own, instead, most } = rivalIn(evalCase, sums)
      return { evalCase, instead, against: most - own }
    })
    .sort((a, b) => b.against - a.against)
}

/** The strongest label that is not the case's own, beside the strength of its own. */
function rivalIn({ expected }: Case, strengths: ReadonlyMap<string, number>) {
  const own = Math.max(0, ...expected.map(label => strengths.get(label) ?? 0))
  const others = [...strengths].filter(([label]) => !expected.includes(label))
  const [instead, most] = others.toSorted(([, a], [, b]) => b - a)[0] ?? ['', 0]
  return { own, instead, most }
}

/** Even if a label is never sure, more than half of the voters must agree on it. */
const leastShare = 0.5

interface Shares {
  /** Number of voters. */
  readonly of: number
  readonly byLabel: ReadonlyMap<string, number>
}

function sharesIn(votes: Ballot['votes'], voters: readonly number[]): Shares {
  const given = voters.flatMap(voter => votes.get(voter) ?? [])
  const byLabel = new Map<string, number>()
  for (const label of given) byLabel.set(label, (byLabel.get(label) ?? 0) + 1 / given.length)
  return { of: given.length, byLabel }
}

/** The share of votes from which on each label counts as sure; undefined if voters are wrong more often than labels. */
function thresholdsOf(
  cases: readonly Case[],
  shares: ReadonlyMap<string, Shares>,
  voters: number,
): ReadonlyMap<string, number> | undefined {
  const shareOf = ({ id }: Case, label: string): number => shares.get(id)?.byLabel.get(label) ?? 0
  const ownShare = (one: Case): number => Math.max(0, ...one.expected.map(label => shareOf(one, label)))
  const overall = cases.reduce((total, one) => total + ownShare(one), 0) / Math.max(1, cases.length)
  if (overall <= leastShare) return undefined
  const scatter = Math.sqrt((overall * (1 - overall)) / voters)
  const sure = (label: string): number => {
    const own = cases.filter(({ expected }) => expected.includes(label))
    const sum = own.reduce((total, one) => total + shareOf(one, label), 0)
    return Math.max(leastShare, (sum + overall) / (own.length + 1) - scatter)
  }
  return new Map([...labelsOf(cases)].map(label => [label, sure(label)]))
}

const ballotsOf = (set: EvalSet, prompts: readonly PromptAnswers[]): Promise<readonly Ballot[]> => {
  const labels = labelsOf(set.cases)
  return Promise.all(set.cases.map(evalCase => ballotOf(evalCase, prompts, set, labels)))
}

/** For each voter the label that the answer is right for. An answer that fits no label is a label of its own. */
async function ballotOf(
  evalCase: Case,
  prompts: readonly PromptAnswers[],
  { checks, dialect }: EvalSet,
  labels: ReadonlySet<string>,
): Promise<Ballot> {
  const votes = new Map<number, string>()
  const fits = async (answer: string, label: string): Promise<boolean> => {
    const graded = await grade(answer, { ...evalCase, expected: [label] }, evalCase.checks ?? checks, {
      ...(dialect && { dialect }),
    })
    return graded.ok && graded.value.passed
  }
  const known = new Set([...evalCase.expected, ...labels])
  for (const [voter, answers] of prompts.entries()) {
    const answer = answers.get(evalCase.id)?.answer
    if (answer === undefined) continue
    let voted: string | undefined
    for (const label of known) if (voted === undefined && (await fits(answer, label))) voted = label
    // Another wording of an answer that was given before is the same vote.
    voted ??= brief(answer)
    known.add(voted)
    votes.set(voter, voted)
  }
  return { evalCase, votes }
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

/** The numbers of the prompts that agree with the labels most often. */
function betterHalf(prompts: readonly PromptAnswers[]): readonly number[] {
  const score = (answers: PromptAnswers): number => {
    const given = [...answers.values()]
    return given.filter(({ passed }) => passed).length / Math.max(1, given.length)
  }
  const ranked = Array.from(prompts, (answers, voter) => ({ voter, score: score(answers) }))
  return ranked
    .toSorted((a, b) => b.score - a.score)
    .slice(0, Math.max(fewestPrompts, Math.ceil(ranked.length / 2)))
    .map(({ voter }) => voter)
}
