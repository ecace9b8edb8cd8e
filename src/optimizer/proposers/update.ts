import { type Outcome, success } from '../../problem/outcome.ts'
import { type ShownCase, wordingOf, writeMetaPrompt } from '../metaPrompts/metaPrompt.ts'
import { momentum } from '../momentum/momentum.ts'
import { pastPrompts, pastReflections } from '../momentum/past.ts'
import { proposalsIn } from '../replies/weigh.ts'
import type { Asking, Proposed, Proposer, Strategy } from '../strategy.ts'
import type { Scored } from '../trajectory.ts'
import { critique } from './critique.ts'
import { askPlainly, type RunDirection } from './plainly.ts'
import { summariser } from './summarise.ts'
import { failuresWanted } from './views.ts'

/**
 * The loop of the paper (GPO, Tang et al. 2024, arXiv 2402.17564): requests what the update method wants, based on what
 * the update direction shows; in plain words or as published.
 */
export const updateProposer: Proposer = async asking => {
  const { strategy } = asking.plan
  const found = await failuresFor(asking)
  if (!found.ok) return found
  const reflection = strategy.reflects ? await critique(asking, found.value) : success(undefined)
  if (!reflection.ok) return reflection
  const remembered = await remember(asking, reflection.value)
  if (!remembered.ok) return remembered
  const { shown, reflections, memory } = remembered.value
  const direction: RunDirection = {
    shown,
    failures: strategy.evidence.failures ? found.value : [],
    ...(reflections.length > 0 && { reflection: reflections.map(({ text }) => text).join('\n\n') }),
  }
  const isPlain = asksPlainly(strategy, asking.plan.brief !== undefined)
  const proposed = await (isPlain ? askPlainly : askAsPublished)(asking, direction)
  if (!proposed.ok) return proposed
  return success({
    ...proposed.value,
    ...(reflection.value !== undefined && { reflection: reflection.value }),
    ...(memory && { memory }),
  })
}

/** Whether a run asks in plain words. A text about which more must be known than its cases show has its own wording. */
export const asksPlainly = (
  { propose, published }: Pick<Strategy, 'propose' | 'published'>,
  hasBrief: boolean,
): boolean => propose === updateProposer && !published && !hasBrief

/** One request with all its blocks, for all candidates of the step. */
async function askAsPublished(
  asking: Asking,
  { shown, failures, reflection }: RunDirection,
): Promise<Outcome<Proposed>> {
  const { current, step, stepSize, plan, services } = asking
  const { strategy, exemplars, position, tokens, texts } = plan
  const asked = writeMetaPrompt({
    current,
    shown,
    failures: failures.slice(0, mostFailures),
    exemplars,
    tokens,
    position,
    stepSize,
    ...(reflection !== undefined && { reflection }),
    update: wordingOf(strategy.updateMethod),
    scores: strategy.scores,
    texts,
    wishes: plan.wishes,
    ...(plan.brief !== undefined && { brief: plan.brief }),
  })
  const replies = await services.propose(asked, { step, part: 0, count: asking.wanted })
  return replies.ok
    ? success({ metaPrompt: asked, shown, proposals: proposalsIn(replies.value.texts, asking) })
    : replies
}

/** The number of failing cases in a request for a new prompt. */
const mostFailures = 4

const failuresFor = ({ plan, services, current, step }: Asking): Promise<Outcome<readonly ShownCase[]>> => {
  const { strategy, brief, candidates, labels } = plan
  if (!strategy.reflects && !strategy.evidence.failures) return Promise.resolve(success([]))
  const isPlain = !strategy.reflects && asksPlainly(strategy, brief !== undefined)
  const wanted = isPlain ? failuresWanted(candidates, labels) : Number.POSITIVE_INFINITY
  return services.failures(current.text, step, wanted)
}

interface Remembered {
  readonly shown: readonly Scored[]
  readonly reflections: readonly Scored[]
  readonly memory?: Scored
}

/** Momentum works on past prompts or on past reflections; of the other kind only the current one is shown. */
async function remember(asking: Asking, reflection: string | undefined): Promise<Outcome<Remembered>> {
  const { trajectory, current, plan, services } = asking
  const { strategy } = plan
  const recollection = { relevance: services.relevance, summarise: summariser(asking) }
  const newest = reflection === undefined ? undefined : { text: reflection, score: 0 }
  const overPrompts = strategy.momentumOver === 'prompts'
  const select = overPrompts ? strategy.momentum : momentum.none
  const prompts = strategy.evidence.trajectory
    ? await select(current, pastPrompts(trajectory), strategy.memory, recollection)
    : success([])
  if (!prompts.ok) return prompts
  const reflections =
    newest === undefined || overPrompts
      ? success(newest ? [newest] : [])
      : await strategy.momentum(newest, pastReflections(trajectory), strategy.memory, recollection)
  if (!reflections.ok) return reflections
  const [memory] = overPrompts ? prompts.value : reflections.value
  return success({
    shown: strategy.scores || prompts.value.length > 1 ? prompts.value : [],
    reflections: reflections.value,
    ...(memory && strategy.momentum === momentum.summary && { memory }),
  })
}
