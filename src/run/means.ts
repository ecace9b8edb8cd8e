import type { Case, CaseResult } from '../evals/evalSet.ts'
import { type Examine, evaluate, meanGrade, pairedDifferences } from '../evals/evaluate.ts'
import { race } from '../evals/race.ts'
import type { Splits } from '../evals/splits.ts'
import type { Means } from '../optimizer/optimize.ts'
import { stepsPerEpoch } from '../optimizer/strategies.ts'
import { acceptCandidate } from '../prompts/candidate.ts'
import { type Outcome, success } from '../text/outcome.ts'
import { random, shuffled } from '../text/random.ts'
import { cosine, ngramSimilarity } from '../text/similarity.ts'
import { normalQuantile, pairedZ } from '../text/statistics.ts'
import type { Evaluation, RunSettings } from './request.ts'
import { failing } from './shownCases.ts'
import type { Tools } from './tools.ts'

/** Chance of dropping a candidate that is as good as the best, and of taking noise for a gain; `full` never drops. */
const alpha: Readonly<Record<Evaluation, number>> = { full: 0, careful: 0.05, fast: 0.2 }

/** What the optimizer is handed: the models, the cases and the rules of the file, bound together. */
export interface BoundMeans extends Means {
  /** What a prompt did on every validation case; asked once, later from memory. */
  validate(text: string): Promise<Outcome<readonly CaseResult[]>>
}

export function bindMeans(
  { prompt, target, models }: Tools,
  splits: Splits,
  settings: RunSettings,
  examine: Examine,
  signal: AbortSignal,
): BoundMeans {
  const { seed, concurrency } = settings
  const validated = new Map<string, readonly CaseResult[]>()
  const trials = (text: string, cases: readonly Case[]) => cases.map(item => ({ text, item }))

  const validate: BoundMeans['validate'] = async text => {
    const known = validated.get(text)
    if (known) return success(known)
    const outcome = await evaluate(trials(text, splits.validation), examine, concurrency)
    if (outcome.ok) validated.set(text, outcome.value)
    return outcome
  }

  return {
    validate,
    accept: text => acceptCandidate(prompt, target.id, text),

    async propose(metaPrompt, step) {
      const reply = await models.optimizer.chat(
        {
          messages: [{ role: 'user', content: metaPrompt }],
          temperature: settings.optimizer.temperature,
          maxTokens: settings.optimizer.maxTokens,
          n: settings.candidates,
          seed: Math.floor(random(seed, 'propose', step)() * 2 ** 31),
          // The same meta-prompt in another run or at another step must be answered afresh.
          repeat: step,
        },
        signal,
      )
      return reply.ok ? success(reply.value.texts) : reply
    },

    async relevance(current, past) {
      if (past.length === 0) return success([])
      if (models.embedding === undefined) return success(past.map(text => ngramSimilarity(current, text)))
      const reply = await models.embedding.embed([current, ...past], signal)
      if (!reply.ok) return reply
      const [first, ...others] = reply.value.vectors
      return success(others.map(vector => cosine(first ?? [], vector)))
    },

    async failures(text, step) {
      const batch = batchOf(splits.train, settings.batchSize, step)
      const results = await evaluate(trials(text, batch), examine, concurrency)
      return results.ok ? success(failing(batch, results.value)) : results
    },

    async score(texts, current, step) {
      const incumbent = await validate(current)
      if (!incumbent.ok) return incumbent
      const cases = shuffled(splits.validation, random(seed, 'race', step))
      const options = { alpha: settings.paper ? 0 : alpha[settings.evaluation], concurrency }
      const racers = await race(texts, incumbent.value, cases, block => evaluate(block, examine, concurrency), options)
      if (!racers.ok) return racers
      for (const { text, results, complete } of racers.value) if (complete) validated.set(text, results)
      return success(
        racers.value.map(({ text, results, complete }) => ({
          text,
          score: meanGrade(results),
          cases: results.length,
          complete,
        })),
      )
    },

    async isGain(from, to) {
      if (from === to) return success(false)
      const [before, after] = [await validate(from), await validate(to)]
      if (!before.ok) return before
      if (!after.ok) return after
      return success(pairedZ(pairedDifferences(before.value, after.value)) > -normalQuantile(alpha.fast))
    },
  }
}

/** The step's slice of the train split: the same slices in every epoch, in file order, as published. */
const batchOf = (train: readonly Case[], size: number, step: number): readonly Case[] => {
  const first = ((step - 1) % stepsPerEpoch(train.length, size)) * size
  return train.slice(first, first + size)
}
