import assert from 'node:assert/strict'
import { assemble } from '../../../src/optimizer/assemble.ts'
import { texts } from '../../../src/optimizer/metaPrompts/allBlocks.ts'
import type { ShownCase } from '../../../src/optimizer/metaPrompts/metaPrompt.ts'
import { optimize } from '../../../src/optimizer/optimize.ts'
import type { Asked, Services } from '../../../src/optimizer/services.ts'
import type { StrategyName, Variant } from '../../../src/optimizer/strategies.ts'
import type { SearchPlan, Strategy } from '../../../src/optimizer/strategy.ts'
import { append, type Step, type Trajectory } from '../../../src/optimizer/trajectory.ts'
import { noWishes } from '../../../src/optimizer/wishes.ts'
import { failure, success } from '../../../src/problem/outcome.ts'

/** What the models answer in a test. Whatever is asked for and not here fails the test. */
export interface Script {
  readonly initial?: { readonly text: string; readonly score: number }
  /** What the optimizer model replies at each step; tags are put around it. */
  readonly replies: readonly (readonly string[])[]
  /** Validation scores by text; a text that is not here must never be scored. */
  readonly scores: Readonly<Record<string, number>>
  readonly dropped?: readonly string[]
  /** How many cases those are asked; 20 if absent. */
  readonly casesOfDropped?: number
  readonly rejected?: readonly string[]
  readonly gains?: boolean
  /** Critiques and summaries, in the order they are asked for. */
  readonly reflections?: readonly string[]
  readonly failures?: readonly ShownCase[]
  /** Once it has no replies left, the caps pay for no further step, and for so many more answers. */
  readonly answersLeft?: number
  /** The step whose request for new prompts meets a cap. */
  readonly cappedAt?: number
  /** How alike past texts are to the current one. */
  readonly similarity?: Readonly<Record<string, number>>
}

export interface Options {
  readonly strategy?: StrategyName
  readonly variant?: Variant
  readonly paper?: boolean
  readonly steps: number
  readonly from?: readonly Step[]
  /** The run had ended with those steps, and goes on. */
  readonly hadEnded?: boolean
  readonly mostPerStep?: number
  readonly candidates?: number
}

export interface Replay {
  readonly steps: readonly Step[]
  readonly end: string
  readonly scored: readonly string[]
  readonly reflected: readonly string[]
  readonly asked: readonly Asked[]
}

export function assembled(
  name: StrategyName,
  variant: Variant = {},
  { steps = 18, paper = false }: { steps?: number; paper?: boolean } = {},
): Strategy {
  const strategy = assemble(name, variant, { steps, paper })
  assert.ok(strategy.ok, strategy.ok ? '' : JSON.stringify(strategy.problem))
  return strategy.value
}

/** A plan for eight candidates a step, scored on 48 cases. */
export const planOf = (
  name: StrategyName,
  { variant = {}, paper = false, steps }: Pick<Options, 'variant' | 'paper' | 'steps'>,
): SearchPlan => ({
  strategy: assembled(name, variant, { steps, paper }),
  steps,
  stepsPerEpoch: 2,
  candidates: 8,
  validation: 48,
  exemplars: [],
  train: [],
  position: '',
  measure: 'the share of right answers',
  labels: [],
  remarks: [],
  examples: { mode: 'never', cases: [] },
  tokens: [],
  tools: [],
  fields: [],
  wishes: noWishes,
  texts,
  seed: 0,
})

/** Runs the optimizer against a script. */
export async function replay(script: Script, options: Options): Promise<Replay> {
  const { strategy = 'gpo', variant = {}, paper = false, steps, from = [], candidates = 8 } = options
  const { hadEnded = false, mostPerStep } = options
  const scored: string[] = []
  const reflected: string[] = []
  const asked: Asked[] = []
  const scoreOf = (text: string): number => {
    const score = script.scores[text]
    assert.notEqual(score, undefined, `nobody scripted a score for ${text}`)
    return score ?? 0
  }
  let trajectory: Trajectory = { initial: script.initial ?? { text: 'Think.', score: 0.5 }, steps: from }
  const services: Services = {
    refused: () =>
      script.answersLeft !== undefined && !script.replies[trajectory.steps.length]
        ? { code: 'budget', cap: 'calls' }
        : undefined,
    affordable: () => Number.POSITIVE_INFINITY,
    answersLeft: () => script.answersLeft ?? Number.POSITIVE_INFINITY,
    accept: text => (script.rejected?.includes(text) ? { code: 'placeholder-lost', token: '{{input}}' } : undefined),
    propose: async (_, request) => {
      asked.push(request)
      if (request.step === script.cappedAt) return failure({ code: 'budget', cap: 'calls' })
      const replies = script.replies[request.step - 1]
      assert.ok(replies, `nobody scripted replies for step ${request.step}`)
      return success({ texts: replies.map(text => `<START>${text}<END>`) })
    },
    reflect: async metaPrompt => {
      const reflection = script.reflections?.[reflected.length]
      assert.notEqual(reflection, undefined, 'nobody scripted this reflection')
      reflected.push(metaPrompt)
      return success(`<START>${reflection}<END>`)
    },
    relevance: async (_, past) => success(past.map(text => script.similarity?.[text] ?? 0)),
    failures: async () => success(script.failures ?? []),
    gate: async texts => success(new Set(texts)),
    score: async all => {
      scored.push(...all)
      return success(
        all.map(text => {
          const complete = !script.dropped?.includes(text)
          return { text, score: scoreOf(text), cases: complete ? 48 : (script.casesOfDropped ?? 20), complete }
        }),
      )
    },
    complete: async text => {
      scored.push(text)
      return success({ text, score: scoreOf(text), cases: 48, complete: true })
    },
    measure: async text => {
      scored.push(text)
      return success(scoreOf(text))
    },
    grades: async all => success(all.map(() => [])),
    answered: async ({ initial, steps }) =>
      success(
        [initial, ...steps.flatMap(({ candidates }) => candidates)].flatMap(({ text, score, cases = 48 }) =>
          score === undefined || cases === 0 ? [] : [{ text, grades: alike(score, cases) }],
        ),
      ),
    isGain: async () => success(script.gains ?? true),
  }
  const own = {
    ...planOf(strategy, { variant, paper, steps }),
    candidates,
    ...(mostPerStep !== undefined && { mostPerStep }),
  }
  const plan = hadEnded ? { ...own, from: from.length } : own
  const end = await optimize(trajectory, plan, services, step => {
    trajectory = append(trajectory, step)
  })
  return { steps: trajectory.steps, end: end.ok ? end.value : end.problem.code, scored, reflected, asked }
}

export const winnersOf = (steps: readonly Step[]): readonly (string | null)[] =>
  steps.map(({ winner, candidates }) => (winner === null ? null : (candidates[winner]?.text ?? null)))

/** The same grade on each of so many cases. */
const alike = (grade: number, cases: number): ReadonlyMap<string, number> =>
  new Map(Array.from({ length: cases }, (_, at) => [`case ${at}`, grade]))
