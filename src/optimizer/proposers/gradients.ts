import { type Outcome, success } from '../../problem/outcome.ts'
import { random, sample } from '../../text/random.ts'
import { rule, type ShownCase, writeMetaPrompt } from '../metaPrompts/metaPrompt.ts'
import { proposalsIn } from '../replies/weigh.ts'
import type { Asking, Proposer } from '../strategy.ts'
import { critique } from './critique.ts'
import { gradientsWanted, paraphrases } from './gradientCounts.ts'
import { paraphraseOf } from './resample.ts'

/** Number of failures behind each critique (ProTeGi, Pryzant et al. 2023, arXiv 2305.03495). */
const failuresShown = 4

/**
 * ProTeGi (Pryzant et al. 2023, arXiv 2305.03495): several critiques, each of a different handful of failures; an edit
 * for each critique; and paraphrases of each edit and of the prompt itself. As many as candidates are wanted are drawn
 * from all of these.
 */
export const gradients: Proposer = async asking => {
  const { current, step, plan, services } = asking
  const failures = await services.failures(current.text, step, Number.POSITIVE_INFINITY)
  if (!failures.ok) return failures
  const edits = allOf(
    await Promise.all(
      Array.from({ length: gradientsWanted }, (_, part) => {
        const rng = random(plan.seed, 'gradient', step, part)
        return edited(asking, sample(failures.value, failuresShown, rng), part)
      }),
    ),
  )
  if (!edits.ok) return edits
  const texts = edits.value.flatMap(({ replies }) => replies.flatMap(reply => plan.strategy.read(reply)))
  const parents = [current.text, ...texts.flatMap(text => (text.ok ? [text.value] : []))]
  const reworded = allOf(
    await Promise.all(
      parents.map((text, index) =>
        services.propose(paraphraseOf(text, plan), { step, part: gradientsWanted + index, count: paraphrases }),
      ),
    ),
  )
  if (!reworded.ok) return reworded
  const replies = [...edits.value.flatMap(({ replies }) => replies), ...reworded.value.flatMap(({ texts }) => texts)]
  const [reflection] = edits.value.flatMap(edit => edit.reflection ?? [])
  return success({
    metaPrompt: edits.value.map(({ metaPrompt }) => metaPrompt).join(rule),
    shown: [],
    ...(reflection !== undefined && { reflection }),
    proposals: proposalsIn(sample(replies, plan.candidates, random(plan.seed, 'children', step)), asking),
  })
}

interface Edit {
  readonly metaPrompt: string
  readonly reflection: string | undefined
  readonly replies: readonly string[]
}

async function edited(asking: Asking, failures: readonly ShownCase[], part: number): Promise<Outcome<Edit>> {
  const { current, step, stepSize, plan, services } = asking
  const reflection = await critique(asking, failures, 3 * gradientsWanted + part)
  if (!reflection.ok) return reflection
  const asked = writeMetaPrompt({
    current,
    shown: [],
    failures,
    exemplars: [],
    tokens: plan.tokens,
    position: plan.position,
    stepSize,
    ...(reflection.value !== undefined && { reflection: reflection.value }),
    update: 'edit',
    texts: plan.texts,
    wishes: plan.wishes,
  })
  const replies = await services.propose(asked, { step, part, count: 1 })
  return replies.ok
    ? success({ metaPrompt: asked, reflection: reflection.value, replies: replies.value.texts })
    : replies
}

/** All values, or the first problem. */
function allOf<T>(outcomes: readonly Outcome<T>[]): Outcome<readonly T[]> {
  const failed = outcomes.find(outcome => !outcome.ok)
  if (failed && !failed.ok) return failed
  return success(outcomes.flatMap(outcome => (outcome.ok ? [outcome.value] : [])))
}
