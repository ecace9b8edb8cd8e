import { failure, type Outcome, success } from '../problem/outcome.ts'
import { usualPatience } from './ending.ts'
import { momentum } from './momentum/momentum.ts'
import { proposers } from './proposers/proposers.ts'
import { overStep } from './replies/overStep.ts'
import { readPublished, readReplies } from './replies/reply.ts'
import { schedules, withWarmup } from './schedule.ts'
import { stepRequests } from './stepRequests.ts'
import { type Recipe, recipeOf, type StrategyName, strategies, type Variant } from './strategies.ts'
import { evidence, type Strategy } from './strategy.ts'
import { walk } from './walk.ts'

/**
 * Puts a strategy together: its own parts, or with `paper` those of the released runs, each replaced by the variant's
 * if that has one. Fails with `bad-combination` if two parts contradict each other, or if one would have no effect.
 */
export function assemble(
  name: StrategyName,
  variant: Variant,
  { steps, paper }: { readonly steps: number; readonly paper: boolean },
): Outcome<Strategy> {
  const recipe = recipeOf(name, variant, paper)
  const reason = contradiction(recipe, variant, steps) ?? ineffective(name, recipe, variant)
  if (reason !== undefined) return failure({ code: 'bad-combination', detail: reason })
  const { initialStepSize: initial, finalStepSize: final, warmup } = recipe
  return success({
    propose: proposers[recipe.propose],
    evidence: evidence[recipe.evidence],
    scores: recipe.scores,
    reflects: recipe.reflection,
    critique: recipe.critique,
    momentum: momentum[recipe.momentum],
    shownBy: recipe.momentum,
    momentumOver: recipe.momentumOver,
    memory: recipe.memory,
    updateMethod: recipe.updateMethod,
    stepSize: withWarmup(schedules[recipe.schedule], warmup)({ initial, final, steps }),
    overStep: overStep[recipe.overStep],
    walk: walk[recipe.walk],
    selection: recipe.selection,
    read: paper ? readPublished : readReplies,
    published: recipe.published,
    patience: paper ? null : usualPatience,
    takes: candidates => stepRequests(recipe, candidates),
  })
}

/** Why the parts do not fit together. */
function contradiction(recipe: Recipe, variant: Variant, steps: number): string | undefined {
  const { momentum, momentumOver, reflection, evidence, schedule, warmup, overStep } = recipe
  if (momentumOver === 'reflections' && !reflection) return 'Momentum over reflections needs reflections, which are off'
  if (momentumOver === 'reflections' && momentum === 'none')
    return 'Momentum over reflections needs a way to choose them, and momentum is none'
  if (momentumOver === 'prompts' && !showsPrompts(recipe) && (variant.momentum ?? 'none') !== 'none')
    return `Momentum by ${momentum} chooses past prompts, and evidence ${evidence} shows none`
  if (schedule === 'none' && warmup > 0) return 'A warmup needs a step size, and the schedule is none'
  if (warmup >= steps && warmup > 0)
    return `A warmup of ${warmup} steps leaves nothing of the ${steps} steps of this run`
  if (schedule === 'none' && overStep !== 'allow')
    return `To ${overStep} what goes over the step size needs one, and the schedule is none`
  if ((schedule === 'linear' || schedule === 'cosine') && recipe.initialStepSize < recipe.finalStepSize)
    return `A step size cannot fall from ${recipe.initialStepSize} to ${recipe.finalStepSize} words`
  return undefined
}

const showsPrompts = ({ evidence }: Recipe): boolean => evidence === 'trajectory' || evidence === 'both'

/** A setting of the user that would change nothing; reported so that nobody mistakes one run for another. */
function ineffective(name: StrategyName, recipe: Recipe, variant: Variant): string | undefined {
  if (recipe.schedule === 'none' && (variant.initialStepSize ?? variant.finalStepSize) !== undefined)
    return 'A step size is given, and the schedule is none'
  if (
    recipe.schedule === 'fixed' &&
    variant.finalStepSize !== undefined &&
    variant.finalStepSize !== recipe.initialStepSize
  )
    return `A fixed step size has no end, and ${variant.finalStepSize} words are given for it`
  if (
    (recipe.momentum === 'none' || recipe.momentum === 'summary') &&
    variant.memory !== undefined &&
    recipe.propose === 'update'
  )
    return `A memory of ${variant.memory} is given, and momentum is ${recipe.momentum}`
  const isUpdate = recipe.propose === 'update'
  if (isUpdate && !showsPrompts(recipe) && variant.scores !== undefined)
    return `Scores stand with past prompts, and evidence ${recipe.evidence} shows none`
  if (isUpdate && !showsPrompts(recipe) && recipe.momentumOver === 'prompts' && variant.memory !== undefined)
    return `A memory of ${variant.memory} is given, and evidence ${recipe.evidence} shows no past prompts`
  const foreign = Object.keys(variant).find(part => !changeable[recipe.propose].includes(part))
  return foreign === undefined ? undefined : `The strategy ${name} has no ${words(foreign)} that could be changed`
}

/** The parts that a proposer uses; the native systems bring most of theirs with them. */
const changeable: Readonly<Record<Recipe['propose'], readonly string[]>> = {
  update: Object.keys(strategies.gpo),
  gradients: ['walk', 'schedule', 'initialStepSize', 'finalStepSize', 'warmup', 'overStep'],
  resample: ['walk'],
  ranked: ['walk'],
}

const words = (name: string): string => name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
