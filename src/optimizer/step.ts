import { type Outcome, success } from '../problem/outcome.ts'
import { countWords } from '../text/words.ts'
import { demonstrated } from './demonstrations.ts'
import { recombinants } from './recombine/recombine.ts'
import { select } from './select.ts'
import type { Services } from './services.ts'
import type { Asking, Proposal, Proposed, SearchPlan } from './strategy.ts'
import type { Step, Trajectory } from './trajectory.ts'

/**
 * One update, from left to right: the starting prompt, the step size, the direction, new prompts, their scores, the
 * winner.
 */
export async function takeStep(
  trajectory: Trajectory,
  { candidates: most, ...rest }: SearchPlan,
  services: Services,
): Promise<Outcome<Step>> {
  const plan = { ...rest, candidates: Math.min(most, services.affordable()) }
  const { strategy } = plan
  const step = trajectory.steps.length + 1
  const current = await strategy.walk.current(trajectory, services, plan.seed)
  if (!current.ok) return current
  const stepSize = strideOf(strategy.stepSize(Math.min(step, plan.steps)), current.value.text, strategy.published)
  const known = { trajectory, step, current: current.value, stepSize, plan, services }
  const made = await recombinants(known)
  if (!made.ok) return made
  const unasked = [...made.value, ...demonstrated(known)].slice(0, plan.candidates)
  const asking: Asking = { ...known, wanted: plan.candidates - unasked.length }
  const proposed = asking.wanted === 0 ? success(unsaid) : await strategy.propose(asking)
  if (!proposed.ok) return proposed
  const { proposals: written, ...said } = proposed.value
  const proposals = [...unasked, ...written]
  const chosen = distinct(proposals, plan.candidates)
  const candidates = await select(chosen, asking)
  if (!candidates.ok) return candidates
  const saved = candidates.value.reduce(
    (sum, { status, cases }) => sum + (status === 'dropped' ? plan.validation - cases : 0),
    0,
  )
  return success({
    step,
    epoch: Math.ceil(step / plan.stepsPerEpoch),
    stepSize,
    current: { text: current.value.text, score: current.value.score },
    ...said,
    candidates: candidates.value,
    winner: strategy.walk.winner(current.value, candidates.value, trajectory),
    repeated: proposals.length - chosen.length,
    momentum: strategy.shownBy,
    saved,
  })
}

/** If all candidates are made without a request. */
const unsaid: Proposed = { metaPrompt: '', shown: [], proposals: [] }

/** A step size in words assumes a prompt of this length; a longer one may change proportionally more. */
const usualWords = 200

/** The number of words that may change: as the schedule says, and for a long prompt proportionally more. */
function strideOf(words: number | null, text: string, published: boolean): number | null {
  if (words === null || published) return words
  return Math.max(words, Math.round((words / usualWords) * countWords(text)))
}

/** Each text once, in order of arrival; of those that can be scored, at most as many as are wanted. */
function distinct(proposals: readonly Proposal[], most: number): readonly Proposal[] {
  const texts = proposals.map(({ text }) => text)
  let usable = 0
  return proposals.filter(({ text, problem }, index) => {
    if (texts.indexOf(text) !== index) return false
    if (problem) return true
    usable += 1
    return usable <= most
  })
}
