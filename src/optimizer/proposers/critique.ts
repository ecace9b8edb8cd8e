import { type Outcome, success } from '../../problem/outcome.ts'
import { compose, type ShownCase, shownCases } from '../metaPrompts/metaPrompt.ts'
import { readReply } from '../replies/reply.ts'
import type { Asking } from '../strategy.ts'

/**
 * The optimizer model's reflection on the cases that the current prompt fails. Undefined if no case failed, in which
 * case the published code asks all the same, or if the reply cannot be read. If several different critiques are wanted,
 * each is its own part of the step; a single one is requested at temperature 0.
 */
export async function critique(
  { current, step, plan, services }: Asking,
  failures: readonly ShownCase[],
  part?: number,
): Promise<Outcome<string | undefined>> {
  if (failures.length === 0) return success(undefined)
  const { position, texts, strategy } = plan
  const asked = compose(
    ['reflect-task', 'current', 'failures', strategy.critique],
    { position, current: current.text, failures: shownCases(failures) },
    texts,
  )
  const reply =
    part === undefined ? await services.reflect(asked) : await services.propose(asked, { step, part, count: 1 })
  if (!reply.ok) return reply
  const text = readReply(typeof reply.value === 'string' ? reply.value : (reply.value.texts[0] ?? ''))
  return success(text.ok ? text.value : undefined)
}
