import { success } from '../../problem/outcome.ts'
import { random, sample } from '../../text/random.ts'
import { compose, pastPromptsBlock, shownCases } from '../metaPrompts/metaPrompt.ts'
import { keeping } from '../metaPrompts/wished.ts'
import { scored } from '../momentum/past.ts'
import { proposalsIn } from '../replies/weigh.ts'
import type { Proposer } from '../strategy.ts'

/**
 * Number of prompts in the list, the minimum score to be listed, and number of cases shown (OPRO, Yang et al. 2023,
 * arXiv 2309.03409).
 */
const listed = 20
const lowest = 0.3
const exemplars = 3

/**
 * OPRO (Yang et al. 2023, arXiv 2309.03409): shows the best twenty prompts of the run with their scores, the highest
 * last, and newly drawn cases at each step. There is no current prompt; new prompts are compared with the best so far.
 */
export const ranked: Proposer = async asking => {
  const { trajectory, step, plan, services } = asking
  const { position, texts, train, seed } = plan
  const kept = keeping(plan)
  const best = scored(trajectory).toSorted((a, b) => b.score - a.score)
  const shown = best
    .filter(({ score }, rank) => rank === 0 || score >= lowest)
    .slice(0, listed)
    .reverse()
  const asked = compose(
    ['task', 'ranked', 'exemplars', 'surpass', ...kept.blocks, 'tags'],
    {
      position,
      past: pastPromptsBlock(shown, true),
      exemplars: shownCases(sample(train, exemplars, random(seed, 'exemplars', step))),
      ...kept.slots,
    },
    texts,
  )
  const replies = await services.propose(asked, { step, part: 0, count: plan.candidates })
  return replies.ok
    ? success({
        metaPrompt: asked,
        shown: shown.map(({ text, score }) => ({ text, score })),
        proposals: proposalsIn(replies.value.texts, asking),
      })
    : replies
}
