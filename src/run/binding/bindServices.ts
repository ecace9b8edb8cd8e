import type { Case, CaseResult } from '../../evals/evalSet.ts'
import type { Judging } from '../../evals/grading/inWords.ts'
import type { Splits } from '../../evals/preparing/splits.ts'
import { type AnswerCounts, countAnswers } from '../../evals/scoring/answerCounts.ts'
import { bandit } from '../../evals/scoring/bandit.ts'
import {
  type Examine,
  evaluate,
  isPatchy,
  meanGrade,
  meanGradeBeside,
  pairedDifferences,
} from '../../evals/scoring/evaluate.ts'
import { type RaceOptions, type Racer, race } from '../../evals/scoring/race.ts'
import { stepsPerEpoch } from '../../evals/scoring/requestCounts.ts'
import type { Asked, Replies, Scoring, Services } from '../../optimizer/services.ts'
import type { Graded } from '../../optimizer/trajectory.ts'
import type { Wishes } from '../../optimizer/wishes.ts'
import { type Outcome, success } from '../../problem/outcome.ts'
import { acceptCandidate } from '../../prompts/candidate.ts'
import { random, shuffled } from '../../text/random.ts'
import { cosine, ngramSimilarity } from '../../text/similarity.ts'
import { normalQuantile, pairedZ } from '../../text/statistics.ts'
import { failing } from '../reporting/shownCases.ts'
import type { Evaluation, RunSettings } from '../request.ts'
import type { Routing } from '../routing/routing.ts'
import { draftReplies, refuseDescription, toldResults } from '../routing/search.ts'
import type { StepAllowance } from '../stepAllowance.ts'
import type { OpenedRun } from './openRun.ts'
import { refuseUnwished } from './wishesOf.ts'

/**
 * The chance, at one look, of dropping a candidate that is as good as the best, and the number of cases before the
 * first look; `full` never drops.
 */
const racing: Readonly<Record<Evaluation, Pick<RaceOptions, 'alpha' | 'firstTest'>>> = {
  full: { alpha: 0, firstTest: 0 },
  // F-Race and irace wait for about the same number.
  careful: { alpha: 0.05, firstTest: 20 },
  fast: { alpha: 0.2, firstTest: 10 },
}

/** The chance of mistaking noise for a gain; higher, because it only decides whether to continue. */
const gainAlpha = 0.2

/** Cases of a train batch between two looks at whether enough of them failed: at most and at the least. */
const [askedAtOnce, fewestAsked] = [8, 2]

/** The optimizer's services: the models, the cases and the rules of the file, bound together. */
export interface BoundServices extends Services {
  /** A prompt's results on every validation case; the first call asks the models, later ones use memory. */
  validate(text: string): Promise<Outcome<readonly CaseResult[]>>
  /** The grades, case by case, of a prompt that was validated before; sends no requests. */
  gradesOf(text: string): readonly Graded[] | undefined
  /** Statistics of the answers by which the candidates of the last step were scored. */
  answersOfStep(): AnswerCounts | undefined
  /** Limits what the following steps may request, until the next call; without it, only the caps limit them. */
  allow(allowance: StepAllowance): void
}

/** Binds the models, the cases and the rules of the file to what the optimizer asks for. */
export function bindServices(
  { prompt, target, models }: Pick<OpenedRun, 'prompt' | 'target' | 'models'>,
  splits: Splits,
  settings: RunSettings,
  { judging, wishes }: { readonly judging: Judging; readonly wishes: Wishes },
  examine: Examine,
  signal: AbortSignal,
  routing?: Routing,
): BoundServices {
  const { seed, concurrency } = settings
  const validated = new Map<string, readonly CaseResult[]>()
  /** Grades by step and text, also of those that left the race early. */
  const raced = new Map<string, ReadonlyMap<string, number>>()
  let allowance: StepAllowance | undefined
  let counts: AnswerCounts | undefined
  const allowed = (): number => allowance?.examinations ?? Number.POSITIVE_INFINITY

  const evaluateBlock = (block: Parameters<typeof evaluate>[0]) => evaluate(block, examine, concurrency)

  const examineAll = (texts: readonly string[], cases: readonly Case[]) =>
    evaluateBlock(texts.flatMap(text => cases.map(evalCase => ({ text, evalCase }))))

  /** The order in which the prompts of a step are asked the cases. */
  const orderOf = (step: number): readonly Case[] => shuffled(splits.validation, random(seed, 'race', step))

  const validate: BoundServices['validate'] = async text => {
    const known = validated.get(text)
    if (known) return success(known)
    const outcome = await examineAll([text], splits.validation)
    if (outcome.ok) validated.set(text, outcome.value)
    return outcome
  }

  /** Asks the optimizer model; `asked` makes the same words a separate request. */
  const askOptimizer = (metaPrompt: string, temperature: number, asked?: Asked): Promise<Outcome<Replies>> =>
    models.optimizer.chat(
      {
        messages: [{ role: 'user', content: metaPrompt }],
        temperature,
        maxTokens: Math.max(settings.optimizer.maxTokens, asked?.room ?? 0),
        n: asked?.count ?? 1,
        ...(asked && { seed: seedOf(seed, asked), repeat: asked.step + asked.part * mostSteps }),
      },
      signal,
    )

  /** The cases that a prompt was asked in the races before a step. */
  const askedBefore = (text: string, step: number): ReadonlySet<string> =>
    new Set(Array.from({ length: step }, (_, at) => [...(raced.get(`${at} ${text}`)?.keys() ?? [])]).flat())

  /** Remembers how the candidates of a step were graded. */
  const note = (racers: readonly Racer[], step: number, known: ReadonlySet<string> = new Set()): void => {
    for (const { text, results, complete } of racers) {
      raced.set(`${step} ${text}`, gradesIn(results))
      if (complete) validated.set(text, results)
    }
    counts = countAnswers(
      racers.flatMap(({ results }) => results).filter(({ id }) => !known.has(id)),
      settings.task.maxTokens,
    )
  }

  return {
    validate,
    gradesOf: text =>
      validated.get(text)?.map(result => ({ id: result.id, grade: result.problem ? null : result.grade })),
    accept: text => {
      const written = acceptCandidate(prompt, target.id, text)
      if (!written.ok) return written.problem
      return refuseUnwished(wishes, target.text, text) ?? (routing && refuseDescription(routing, text))
    },
    // A step that cannot score any candidate in full is not started, because its requests would be wasted.
    refused: () =>
      allowance !== undefined && allowed() < splits.validation.length
        ? { code: 'budget', cap: allowance.cap }
        : undefined,
    affordable: () => allowance?.candidates ?? Number.POSITIVE_INFINITY,
    answersLeft: () => allowance?.answers ?? Number.POSITIVE_INFINITY,
    answersOfStep: () => counts,
    allow(told) {
      allowance = told
    },
    async propose(metaPrompt, asked) {
      const replies = await askOptimizer(metaPrompt, settings.optimizer.temperature, asked)
      const isFirst = asked.step === 1 && asked.part === 0
      if (!replies.ok || !routing || !isFirst) return replies
      const drafts = draftReplies(routing)
      const cut = replies.value.cut?.map(index => index + drafts.length)
      return success({ texts: [...drafts, ...replies.value.texts], ...(cut && { cut }) })
    },

    async reflect(metaPrompt) {
      const texts = await askOptimizer(metaPrompt, 0)
      return texts.ok ? success(texts.value.texts[0] ?? '') : texts
    },

    async relevance(current, past) {
      if (past.length === 0) return success([])
      if (models.embedding === undefined) return success(past.map(text => ngramSimilarity(current, text)))
      const reply = await models.embedding.embed([current, ...past], signal)
      if (!reply.ok) return reply
      const [first, ...others] = reply.value.vectors
      return success(others.map(vector => cosine(first ?? [], vector)))
    },

    async failures(text, step, wanted) {
      const batch = batchOf(splits.train, settings.batchSize, step)
      const results: CaseResult[] = []
      const failed = (): number => results.filter(result => !result.problem && !result.passed).length
      while (results.length < batch.length && failed() < wanted) {
        const next = Math.min(askedAtOnce, Math.max(fewestAsked, wanted - failed()))
        const found = await examineAll([text], batch.slice(results.length, results.length + next))
        if (!found.ok) return found
        results.push(...found.value)
      }
      return success(failing(batch, routing ? toldResults(routing, results) : results, judging))
    },

    async gate(texts, current, step) {
      const batch = batchOf(splits.train, settings.batchSize, step)
      const results = await examineAll([current, ...texts], batch)
      if (!results.ok) return results
      const resultsOf = (index: number) => results.value.slice(index * batch.length, (index + 1) * batch.length)
      const scoreOf = (index: number): number => meanGradeBeside(resultsOf(0), resultsOf(index)) ?? 0
      const before = scoreOf(0)
      // If the current prompt fails none of its cases, a batch can only show which prompts do worse.
      const passes = (after: number): boolean => after > before || (after === before && before >= 1)
      return success(new Set(batch.length === 0 ? texts : texts.filter((_, index) => passes(scoreOf(index + 1)))))
    },

    async score(texts, current, step, contest) {
      const incumbent = await validate(current)
      if (!incumbent.ok) return incumbent
      const cases = orderOf(step)
      const evaluation = settings.paper ? 'full' : settings.evaluation
      // Candidates that passed the gate have already been compared with the current prompt, so their contest does not hurry.
      const hurried = evaluation === 'fast' && contest === 'race' && allowance?.hurried === true
      const racers =
        contest === 'bandit' && evaluation !== 'full'
          ? await bandit(texts, cases, evaluateBlock, allowed())
          : await race(texts, incumbent.value, cases, evaluateBlock, {
              ...racing[evaluation],
              hurried,
              allowed: allowed(),
            })
      if (!racers.ok) return racers
      note(racers.value, step)
      return success(racers.value.map(racer => scoringOf(racer, incumbent.value)))
    },

    async complete(text, current, step) {
      const incumbent = await validate(current)
      if (!incumbent.ok) return incumbent
      const results = await examineAll([text], orderOf(step))
      if (!results.ok) return results
      const racer = { text, results: results.value, complete: true }
      note([racer], step, askedBefore(text, step))
      return success(scoringOf(racer, incumbent.value))
    },

    async measure(text) {
      const results = await validate(text)
      return results.ok ? success(meanGrade(results.value) ?? 0) : results
    },

    async grades(texts) {
      const rows: (readonly number[])[] = []
      for (const text of texts) {
        const results = await validate(text)
        if (!results.ok) return results
        const byCase = new Map(results.value.map(result => [result.id, result.problem ? 0 : result.grade]))
        rows.push(splits.validation.map(({ id }) => byCase.get(id) ?? 0))
      }
      return success(rows)
    },

    async answered({ initial, steps }) {
      const original = await validate(initial.text)
      if (!original.ok) return original
      const found = new Map([[initial.text, gradesIn(original.value)]])
      for (const { step, candidates } of steps)
        for (const { text, status, cases } of candidates) {
          if (cases === 0 || (status !== 'evaluated' && status !== 'dropped')) continue
          // In a run that was resumed the answers are asked for again, and come from the cache.
          const place = `${step} ${text}`
          if (!raced.has(place)) {
            const results = await examineAll([text], orderOf(step).slice(0, cases))
            if (!results.ok) return results
            raced.set(place, gradesIn(results.value))
          }
          found.set(text, raced.get(place) ?? new Map())
        }
      return success(Array.from(found, ([text, grades]) => ({ text, grades })))
    },

    async isGain(from, to) {
      if (from === to) return success(false)
      const [before, after] = [await validate(from), await validate(to)]
      if (!before.ok) return before
      if (!after.ok) return after
      return success(pairedZ(pairedDifferences(before.value, after.value)) > -normalQuantile(gainAlpha))
    },
  }
}

/** The score of a candidate beside the prompt that it was to beat; too few answers make no score that counts. */
function scoringOf({ text, results, complete }: Racer, incumbent: readonly CaseResult[]): Scoring {
  const scoring = { text, score: meanGradeBeside(incumbent, results), cases: results.length, complete }
  if (!complete || !isPatchy(incumbent, results)) return scoring
  const failed = results.filter(({ problem }) => problem).length
  return { ...scoring, complete: false, problem: { code: 'unanswered', failed, cases: results.length } }
}

/** The grades of the cases that were answered. */
const gradesIn = (results: readonly CaseResult[]): ReadonlyMap<string, number> =>
  new Map(results.flatMap(result => (result.problem ? [] : [[result.id, result.grade]])))

/** A run has fewer steps than this, so step and part together identify one request. */
const mostSteps = 1024

const seedOf = (seed: number, { step, part }: Asked): number =>
  Math.floor(random(seed, 'propose', step, ...(part === 0 ? [] : [part]))() * 2 ** 31)

/** The step's slice of the train split: the same slices in every epoch, in file order, as published. */
const batchOf = (train: readonly Case[], size: number, step: number): readonly Case[] => {
  const first = ((step - 1) % stepsPerEpoch(train.length, size)) * size
  return train.slice(first, first + size)
}
