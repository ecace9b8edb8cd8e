import type { Outcome } from '../text/outcome.ts'
import { success } from '../text/outcome.ts'
import type { Problem } from '../text/problem.ts'
import { wordsChanged } from '../text/words.ts'
import { metaPrompt, type ShownCase } from './metaPrompt.ts'
import type { Relevance } from './momentum.ts'
import type { Strategy } from './strategies.ts'
import { append, type Candidate, type Scored, type Step, type Trajectory } from './trajectory.ts'
import { best, scored, winners } from './walk.ts'

/** What the optimizer is handed to act with. It has no clock, files, network or randomness of its own. */
export interface Means {
  /** Why a text may not stand in the prompt file, before it costs a call. */
  accept(text: string): Problem | undefined
  /** Raw replies of the optimizer model, as many as are wanted. */
  propose(metaPrompt: string, step: number): Promise<Outcome<readonly string[]>>
  readonly relevance: Relevance
  /** Cases of the step's train batch that the prompt fails. */
  failures(text: string, step: number): Promise<Outcome<readonly ShownCase[]>>
  /** Scores new prompts on the validation split against the current one. */
  score(texts: readonly string[], current: string, step: number): Promise<Outcome<readonly Scoring[]>>
  /** Whether a paired test over the validation split sees that `to` is better than `from`. */
  isGain(from: string, to: string): Promise<Outcome<boolean>>
}

/** What the race made of one text. */
export interface Scoring {
  readonly text: string
  readonly score: number | undefined
  readonly cases: number
  readonly complete: boolean
}

/** What stays the same over a run. */
export interface Plan {
  readonly strategy: Strategy
  readonly steps: number
  readonly stepsPerEpoch: number
  /** Cases of the validation split. */
  readonly validation: number
  readonly exemplars: readonly ShownCase[]
  /** Where the prompt stands in what the task model is sent, in words. */
  readonly position: string
  /** Opaque tokens of the original prompt. */
  readonly tokens: readonly string[]
}

export type End = 'perfect' | 'no-gain' | 'duplicates' | 'steps'

/** Steps in a row without a single new prompt after which the optimizer model has nothing more to say. */
const barrenSteps = 3

/**
 * Takes steps until the run has ended; `onStep` hears of each before the next begins. A failure (a cap, a cancel, a model
 * that is gone) leaves the trajectory told so far as it is: the run can go on from there.
 */
export async function optimize(
  start: Trajectory,
  plan: Plan,
  means: Means,
  onStep: (step: Step) => void,
): Promise<Outcome<End>> {
  let trajectory = start
  for (;;) {
    const end = await ending(trajectory, plan, means)
    if (!end.ok) return end
    if (end.value !== undefined) return success(end.value)
    const step = await takeStep(trajectory, plan, means)
    if (!step.ok) return step
    trajectory = append(trajectory, step.value)
    onStep(step.value)
  }
}

async function ending(trajectory: Trajectory, plan: Plan, means: Means): Promise<Outcome<End | undefined>> {
  const { steps } = trajectory
  const { patience } = plan.strategy
  if (patience !== null && best(trajectory).score >= 1) return success('perfect')
  if (steps.length >= plan.steps) return success('steps')
  if (patience === null) return success(undefined)
  if (steps.length >= barrenSteps && steps.slice(-barrenSteps).every(isBarren)) return success('duplicates')
  if (steps.length < patience) return success(undefined)
  const before = best({ ...trajectory, steps: steps.slice(0, -patience) })
  const gain = await means.isGain(before.text, best(trajectory).text)
  return gain.ok ? success(gain.value ? undefined : 'no-gain') : gain
}

const isBarren = (step: Step): boolean =>
  step.candidates.every(({ status }) => status === 'known' || status === 'rejected')

async function takeStep(trajectory: Trajectory, plan: Plan, means: Means): Promise<Outcome<Step>> {
  const { strategy } = plan
  const number = trajectory.steps.length + 1
  const current = strategy.walk.current(trajectory)
  const stepSize = strategy.stepSize(number)
  const shown = await strategy.momentum(current, winners(trajectory), strategy.memory, means.relevance)
  if (!shown.ok) return shown
  const failures = strategy.failures ? await means.failures(current.text, number) : success([])
  if (!failures.ok) return failures
  const { exemplars, position, tokens } = plan
  const asked = metaPrompt({
    current,
    shown: shown.value,
    failures: failures.value,
    exemplars,
    tokens,
    position,
    stepSize,
  })
  const replies = await means.propose(asked, number)
  if (!replies.ok) return replies
  const proposals = read(replies.value, strategy, means)
  const candidates = await score(proposals, current, trajectory, number, plan.validation, means)
  if (!candidates.ok) return candidates
  return success({
    step: number,
    epoch: Math.ceil(number / plan.stepsPerEpoch),
    stepSize,
    current,
    shown: shown.value,
    metaPrompt: asked,
    candidates: candidates.value,
    winner: strategy.walk.winner(current, candidates.value, trajectory),
  })
}

interface Proposal {
  readonly text: string
  readonly problem?: Problem
}

/** The texts in the replies, each once, in the order they came, with the reason where one cannot be a candidate. */
function read(replies: readonly string[], strategy: Strategy, means: Means): readonly Proposal[] {
  const proposals = replies.map((reply): Proposal => {
    const text = strategy.read(reply)
    if (!text.ok) return { text: reply.trim(), problem: text.problem }
    const problem = means.accept(text.value)
    return { text: text.value, ...(problem && { problem }) }
  })
  return [...new Map(proposals.toReversed().map(proposal => [proposal.text, proposal])).values()].toReversed()
}

/** Scores what is new; a prompt that was scored before keeps its score and costs nothing. */
async function score(
  proposals: readonly Proposal[],
  current: Scored,
  trajectory: Trajectory,
  step: number,
  validation: number,
  means: Means,
): Promise<Outcome<readonly Candidate[]>> {
  const known = new Map(scored(trajectory).map(found => [found.text, found]))
  const dropped = new Set(
    trajectory.steps.flatMap(past =>
      past.candidates.filter(({ status }) => status === 'dropped').map(({ text }) => text),
    ),
  )
  const fresh = proposals.filter(({ text, problem }) => !problem && !known.has(text) && !dropped.has(text))
  const outcome = await means.score(
    fresh.map(({ text }) => text),
    current.text,
    step,
  )
  if (!outcome.ok) return outcome
  const scorings = new Map(outcome.value.map(scoring => [scoring.text, scoring]))
  return success(
    proposals.map(({ text, problem }): Candidate => {
      const base = { text, cases: 0, wordsChanged: wordsChanged(current.text, text) }
      if (problem) return { ...base, status: 'rejected', problem }
      const before = known.get(text)
      if (before) return { ...base, status: 'known', score: before.score, cases: validation }
      if (dropped.has(text)) return { ...base, status: 'rejected', problem: { code: 'dropped-before' } }
      const scoring = scorings.get(text)
      return {
        ...base,
        status: scoring?.complete ? 'evaluated' : 'dropped',
        cases: scoring?.cases ?? 0,
        ...(scoring?.score !== undefined && { score: scoring.score }),
      }
    }),
  )
}
