import { type Outcome, success } from '../../problem/outcome.ts'
import { wordsChanged } from '../../text/words.ts'
import type { Asking, Proposal } from '../strategy.ts'
import type { Reader } from './reply.ts'

/** The texts in raw replies, each limited to the step size and checked against the file. */
export const proposalsIn = (
  replies: readonly string[],
  asking: Asking,
  read: Reader = asking.plan.strategy.read,
): readonly Proposal[] => replies.flatMap(reply => read(reply).map(reading => weigh(reading, reply, asking)))

/** Turns one reading of a reply into a proposal; an unreadable one is kept as received, with the reason. */
export function weigh(reading: Outcome<string>, reply: string, asking: Asking): Proposal {
  if (!reading.ok) return { text: reply.trim(), problem: reading.problem }
  const { current, stepSize, plan, services } = asking
  const text = reading.value
  const within = stepSize === null ? success(text) : plan.strategy.overStep(text, current.text, stepSize, plan.tokens)
  if (!within.ok) return { text, problem: within.problem }
  const problem = services.accept(within.value)
  return {
    text: within.value,
    ...(problem && { problem }),
    ...(within.value !== text && { wordsProposed: wordsChanged(current.text, text) }),
  }
}
