import { type Outcome, success } from '../../problem/outcome.ts'
import { random, sample } from '../../text/random.ts'
import { compose, rule, shownCases } from '../metaPrompts/metaPrompt.ts'
import { keeping } from '../metaPrompts/wished.ts'
import { proposalsIn } from '../replies/weigh.ts'
import type { Asking, Proposed, Proposer, SearchPlan } from '../strategy.ts'

/**
 * Number of requests in the first step, and of cases that each of them shows (APE, Zhou et al. 2022, arXiv 2211.01910).
 */
const inductions = 3
const demonstrations = 5

/**
 * APE (Zhou et al. 2022, arXiv 2211.01910): the first step infers from cases alone what the prompt may have been; every
 * later step paraphrases the best so far. Scores and failures are not shown.
 */
export const resample: Proposer = asking =>
  asking.trajectory.steps.length === 0 ? induce(asking) : paraphraseCurrent(asking)

async function induce(asking: Asking): Promise<Outcome<Proposed>> {
  const { step, plan, services } = asking
  const { position, tokens, texts, train, candidates, seed } = plan
  const kept = keeping(plan)
  const requests = Math.min(inductions, candidates)
  const asked = Array.from({ length: requests }, (_, part) =>
    compose(
      ['induce-task', 'exemplars', 'frame', 'induce', ...kept.blocks, 'tags'],
      {
        position,
        exemplars: shownCases(sample(train, demonstrations, random(seed, 'demonstrations', step, part))),
        current: tokens.join('\n'),
        ...kept.slots,
      },
      texts,
    ),
  )
  const replies: string[] = []
  for (const [part, one] of asked.entries()) {
    const count = Math.ceil((candidates - replies.length) / (requests - part))
    if (count < 1) break
    const reply = await services.propose(one, { step, part, count })
    if (!reply.ok) return reply
    replies.push(...reply.value.texts)
  }
  return success({ metaPrompt: asked.join(rule), shown: [], proposals: proposalsIn(replies, asking) })
}

async function paraphraseCurrent(asking: Asking): Promise<Outcome<Proposed>> {
  const { current, step, plan, services } = asking
  const asked = paraphraseOf(current.text, plan)
  const replies = await services.propose(asked, { step, part: 0, count: plan.candidates })
  return replies.ok
    ? success({ metaPrompt: asked, shown: [], proposals: proposalsIn(replies.value.texts, asking) })
    : replies
}

/** The request to paraphrase the prompt. */
export function paraphraseOf(text: string, plan: Pick<SearchPlan, 'tokens' | 'texts' | 'wishes'>): string {
  const kept = keeping(plan)
  return compose(['current', 'paraphrase', ...kept.blocks, 'tags'], { current: text, ...kept.slots }, plan.texts)
}
