import { type Outcome, success } from '../problem/outcome.ts'
import { wordsChanged } from '../text/words.ts'
import { type Proposal, select } from './select.ts'
import type { Services } from './services.ts'
import type { Asking, SearchPlan } from './strategy.ts'
import type { Step, Trajectory } from './trajectory.ts'

/** One update, left to right: where from, how far, which way, new prompts, their scores, the winner. */
export async function takeStep(trajectory: Trajectory, plan: SearchPlan, services: Services): Promise<Outcome<Step>> {
  const { strategy } = plan
  const step = trajectory.steps.length + 1
  const current = await strategy.walk.current(trajectory, services, plan.seed)
  if (!current.ok) return current
  const stepSize = strategy.stepSize(step)
  const asking: Asking = { trajectory, step, current: current.value, stepSize, plan, services }
  const proposed = await strategy.propose(asking)
  if (!proposed.ok) return proposed
  const { replies, ...said } = proposed.value
  const candidates = await select(read(replies, asking), asking)
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
    momentum: strategy.shownBy,
    saved,
  })
}

/** The texts in the replies, each once, in the order they came; not more than were asked for. */
function read(replies: readonly string[], asking: Asking): readonly Proposal[] {
  const { candidates, strategy } = asking.plan
  const proposals = replies.flatMap(reply =>
    strategy
      .read(reply)
      .map(text => (text.ok ? bounded(text.value, asking) : { text: reply.trim(), problem: text.problem })),
  )
  const texts = proposals.map(({ text }) => text)
  return proposals.filter(({ text }, index) => texts.indexOf(text) === index).slice(0, candidates)
}

function bounded(text: string, { current, stepSize, plan, services }: Asking): Proposal {
  const within = stepSize === null ? success(text) : plan.strategy.overStep(text, current.text, stepSize, plan.tokens)
  if (!within.ok) return { text, problem: within.problem }
  const problem = services.accept(within.value)
  return {
    text: within.value,
    ...(problem && { problem }),
    ...(within.value !== text && { wordsProposed: wordsChanged(current.text, text) }),
  }
}
