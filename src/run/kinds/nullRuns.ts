import type { Case } from '../../evals/evalSet.ts'
import { split } from '../../evals/preparing/splits.ts'
import { type Examine, evaluate } from '../../evals/scoring/evaluate.ts'
import { stepsOf, stepsPerEpoch } from '../../evals/scoring/requestCounts.ts'
import { demoChat } from '../../models/demo/demoModel.ts'
import { assemble } from '../../optimizer/assemble.ts'
import { texts } from '../../optimizer/metaPrompts/texts.ts'
import { best } from '../../optimizer/momentum/past.ts'
import { optimize } from '../../optimizer/optimize.ts'
import { append, type Trajectory } from '../../optimizer/trajectory.ts'
import { noWishes } from '../../optimizer/wishes.ts'
import { type Outcome, success } from '../../problem/outcome.ts'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import { type Random, random } from '../../text/random.ts'
import { bindServices } from '../binding/bindServices.ts'
import { shownCase } from '../reporting/shownCases.ts'
import { openTest } from '../reporting/verdict.ts'
import type { RunSettings } from '../request.ts'

/** How answers are graded: pass or fail, gradually, or as the mean of three answers that pass or fail. */
export const nullGrades = {
  'pass or fail': (skill, rng) => (rng() < skill ? 1 : 0),
  'by degrees': (skill, rng) => Math.max(0, Math.min(1, skill + 0.3 * (rng() - 0.5))),
  'three answers': (skill, rng) => [rng(), rng(), rng()].filter(draw => draw < skill).length / 3,
} as const satisfies Readonly<Record<string, (skill: number, rng: Random) => number>>

/** What makes both sides equal: one prompt that is asked twice, or a model that ignores its prompt. */
export type NullKind = 'one prompt twice' | 'a whole run'

/** One run in which no prompt can be better than another. */
export interface NullRun {
  readonly verdict: 'better' | 'worse' | 'not distinguishable'
  /** How much the best prompt's validation score exceeds the original's: the luck of the choice. */
  readonly gain: number
}

const original = 'Answer the question.\n'

/**
 * Simulates a run in which only the answers are made up; the splits, the search with its races, the choice and the
 * verdict are those of every run. Each case has its own difficulty, and the prompt has no effect. The seed of the
 * settings decides everything.
 */
export async function nullRun(
  kind: NullKind,
  grades: keyof typeof nullGrades,
  count: number,
  settings: RunSettings,
): Promise<Outcome<NullRun>> {
  const cases = Array.from({ length: count }, (_, index): Case => {
    const input = `Case ${index + 1}`
    return { id: `${index}`, vars: { input }, expected: [] }
  })
  const splits = split(cases, settings.seed)
  const examine: Examine = async (text, { id }) => {
    const skill = random(settings.seed, 'difficulty', id)()
    const grade = nullGrades[grades](skill, random(settings.seed, 'answer', text, id))
    return success({ answer: '', grade, passed: grade === 1 })
  }
  const searched = kind === 'a whole run' ? await search(cases, examine, settings) : success(undefined)
  if (!searched.ok) return searched
  const trajectory = searched.value ?? { initial: { text: original, score: 0 }, steps: [] }
  const found = kind === 'a whole run' ? best(trajectory) : { text: `${original} `, score: 0 }
  const prompts = { initial: original, best: found.text }
  const verdict = await openTest(prompts, splits.test, settings.seed, (trials, told) =>
    evaluate(trials, examine, 1, told),
  )
  if (!verdict.ok) return verdict
  return success({ verdict: verdict.value.comparison.verdict, gain: found.score - trajectory.initial.score })
}

async function search(cases: readonly Case[], examine: Examine, settings: RunSettings): Promise<Outcome<Trajectory>> {
  const prompt = readPromptFile('/null.prompt.md', original)
  if (!prompt.ok) return prompt
  const [target] = prompt.value.targets
  if (target === undefined) throw new Error('A prompt of one line has a target.')
  const splits = split(cases, settings.seed)
  const steps = stepsOf(settings, splits.train.length)
  const strategy = assemble(settings.strategy, settings.variant ?? {}, { steps, paper: settings.paper })
  if (!strategy.ok) return strategy
  const { signal } = new AbortController()
  const models = { task: demoChat(0), optimizer: demoChat(settings.seed) }
  const judging = { checks: [] }
  const services = bindServices(
    { prompt: prompt.value, target, models },
    splits,
    settings,
    { judging, wishes: noWishes },
    examine,
    signal,
  )
  const initial = await services.measure(target.text)
  if (!initial.ok) return initial
  let trajectory: Trajectory = { initial: { text: target.text, score: initial.value }, steps: [] }
  const plan = {
    strategy: strategy.value,
    steps,
    stepsPerEpoch: stepsPerEpoch(splits.train.length, settings.batchSize),
    candidates: settings.candidates,
    validation: splits.validation.length,
    exemplars: [],
    train: splits.train.map(evalCase => shownCase(evalCase, judging)),
    position: '',
    tokens: [],
    tools: [],
    fields: [],
    wishes: noWishes,
    texts,
    examples: { mode: 'never' as const, cases: [] },
    measure: 'the share of right answers',
    labels: [],
    remarks: [],
    seed: settings.seed,
  }
  const end = await optimize(trajectory, plan, services, step => {
    trajectory = append(trajectory, step)
  })
  return end.ok ? success(trajectory) : end
}
