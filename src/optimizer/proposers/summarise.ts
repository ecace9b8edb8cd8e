import { type Outcome, success } from '../../problem/outcome.ts'
import { compose, pastPromptsBlock } from '../metaPrompts/metaPrompt.ts'
import { keeping } from '../metaPrompts/wished.ts'
import { readReply } from '../replies/reply.ts'
import type { Asking } from '../strategy.ts'
import type { Scored } from '../trajectory.ts'

/**
 * Maintains the running summary of momentum. It starts with the current text; in each later step the optimizer model
 * combines the two, at temperature 0. If a reply is unusable, the summary starts again.
 */
export const summariser =
  (asking: Asking) =>
  async (current: Scored): Promise<Outcome<Scored>> => {
    const memory = asking.trajectory.steps.findLast(step => step.memory !== undefined)?.memory
    if (memory === undefined || memory.text === current.text) return success(current)
    return asking.plan.strategy.momentumOver === 'prompts'
      ? combined(memory, current, asking)
      : integrated(memory, current, asking)
  }

/**
 * A summary of prompts is itself a prompt, so it gets its own score; the published code shows it with the current
 * prompt's score.
 */
async function combined(memory: Scored, current: Scored, { plan, services }: Asking): Promise<Outcome<Scored>> {
  const { position, texts } = plan
  const kept = keeping(plan)
  const asked = compose(
    ['task', 'combine', 'current', 'combine-request', ...kept.blocks, 'tags'],
    {
      position,
      past: pastPromptsBlock([memory, current], true),
      current: current.text,
      ...kept.slots,
    },
    texts,
  )
  const reply = await services.reflect(asked)
  if (!reply.ok) return reply
  const text = readReply(reply.value)
  if (!text.ok || services.accept(text.value) !== undefined) return success(current)
  const score = await services.measure(text.value)
  return score.ok ? success({ text: text.value, score: score.value }) : score
}

async function integrated(
  memory: Scored,
  newest: Scored,
  { current, plan, services }: Asking,
): Promise<Outcome<Scored>> {
  const { position, texts } = plan
  const asked = compose(
    ['reflect-task', 'current', 'integrate'],
    { position, current: current.text, memory: memory.text, reflection: newest.text },
    texts,
  )
  const reply = await services.reflect(asked)
  if (!reply.ok) return reply
  const text = readReply(reply.value)
  return success(text.ok ? { text: text.value, score: newest.score } : newest)
}
