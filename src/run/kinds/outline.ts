import { commonChecks, gradingInWords, isGraded } from '../../evals/grading/inWords.ts'
import type { Splits } from '../../evals/preparing/splits.ts'
import type { Examine } from '../../evals/scoring/evaluate.ts'
import type { Fit } from '../../evals/scoring/fitToCap.ts'
import { stepsOf, stepsPerEpoch } from '../../evals/scoring/requestCounts.ts'
import type { Journal } from '../../journal/writeRun.ts'
import { assemble } from '../../optimizer/assemble.ts'
import { overridden, texts as ownTexts } from '../../optimizer/metaPrompts/allBlocks.ts'
import { asksPlainly } from '../../optimizer/proposers/update.ts'
import type { SearchPlan } from '../../optimizer/strategy.ts'
import { type Outcome, success } from '../../problem/outcome.ts'
import { languages } from '../../prompts/languages.ts'
import { saidOf } from '../../prompts/saidOf.ts'
import { tokensIn } from '../../prompts/source/templateTokens.ts'
import { random, sample } from '../../text/random.ts'
import { type BoundServices, bindServices } from '../binding/bindServices.ts'
import { examineFor } from '../binding/examineFor.ts'
import type { OpenedRun } from '../binding/openRun.ts'
import type { RunContext } from '../binding/runContext.ts'
import { wishesOf } from '../binding/wishesOf.ts'
import { answerForm } from '../reporting/answerForm.ts'
import { type ProgressTeller, progressTeller } from '../reporting/progress.ts'
import {
  exampleCase,
  labelsOf,
  position,
  remarksOn,
  rubricGrading,
  rubricPlace,
  shownCase,
} from '../reporting/shownCases.ts'
import type { RunRequest } from '../request.ts'
import { briefOf } from '../routing/search.ts'

/** The plan of one optimization before its first request: what its stages share and none of them changes. */
export interface RunOutline {
  readonly request: RunRequest
  /** As many cases as the caps allow. */
  readonly splits: Splits
  /** Number of steps that the caps pay for, and the most cases that each of them asks. */
  readonly affordable: number
  readonly perStep: number
  readonly context: RunContext
  readonly opened: OpenedRun
  readonly journal: Journal
  readonly plan: SearchPlan
  readonly examine: Examine
  readonly services: BoundServices
  readonly progress: ProgressTeller
  /** Working time so far, in milliseconds, over all processes that worked on the run. */
  readonly elapsedMs: () => number
}

/** Number of cases shown in every meta-prompt, drawn once for the run (as published). */
const exemplarsShown = 3

/** Fails if the parts of the strategy contradict each other, or the user's meta-prompt cannot be used. */
export function outlineRun(
  request: RunRequest,
  fit: Fit,
  context: RunContext,
  opened: OpenedRun,
  journal: Journal,
): Outcome<RunOutline> {
  const { splits } = fit
  const { settings, evalSet } = request
  const { emit, now, signal } = context
  const { prompt, target, ledger } = opened
  const perEpoch = stepsPerEpoch(splits.train.length, settings.batchSize)
  const steps = stepsOf(settings, splits.train.length)
  const perStep = Math.min(settings.batchSize, splits.train.length) + fit.candidates * splits.validation.length
  const ahead = { steps, affordable: fit.steps, perStep, test: 2 * splits.test.length }
  const progress = progressTeller(ahead, ledger.usage, emit, now)
  const strategy = assemble(settings.strategy, settings.variant ?? {}, { steps, paper: settings.paper })
  if (!strategy.ok) return strategy
  const isPlain = asksPlainly(strategy.value, request.routing !== undefined)
  const texts = settings.metaPrompt ? overridden(settings.metaPrompt, isPlain) : success(ownTexts)
  if (!texts.ok) return texts
  const ask = examineFor(request, opened, evalSet, signal)
  const examine: Examine = async (text, evalCase) => {
    const result = await ask(text, evalCase)
    if (result.ok) progress.answered()
    return result
  }
  const { goal, tools, fields } = saidOf(prompt, target.id)
  const { goal: typed } = settings.wishes ?? {}
  const wishes = wishesOf(request, target.text)
  const checks = commonChecks(splits.train, evalSet)
  const graded = request.judging ? rubricGrading : gradingInWords(checks)
  const judged = [graded, answerForm(splits.train, evalSet)].filter(told => told !== undefined)
  const exemplars = evalSet.exemplars.length > 0 ? evalSet.exemplars : splits.train
  const plan: SearchPlan = {
    strategy: strategy.value,
    steps,
    stepsPerEpoch: perEpoch,
    candidates: fit.candidates,
    validation: splits.validation.length,
    exemplars: sample(exemplars, exemplarsShown, random(settings.seed, 'exemplars')).map(evalCase =>
      shownCase(evalCase, evalSet),
    ),
    train: splits.train.map(evalCase => shownCase(evalCase, evalSet)),
    position: request.judging ? rubricPlace : position(prompt, target.id),
    tokens: tokensIn(languages[prompt.language], target.text),
    texts: texts.value,
    labels: labelsOf(splits.train, evalSet),
    remarks: remarksOn([...splits.train, ...splits.validation]),
    examples: {
      mode: settings.paper || request.routing ? 'never' : (settings.examples ?? 'never'),
      cases: splits.train.flatMap(evalCase => exampleCase(evalCase, evalSet) ?? []),
    },
    measure: isGraded(checks) ? 'the mean grade' : 'the share of right answers',
    ...((typed || goal) && { goal: typed || goal }),
    tools,
    fields,
    wishes,
    ...(judged.length > 0 && { grading: judged.join(' ') }),
    ...(request.routing && { brief: briefOf(request.routing) }),
    seed: settings.seed,
    ...(settings.steps === 0 && { mostPerStep: perStep + strategy.value.takes(fit.candidates).proposing }),
    ...(settings.extended && { from: settings.extended.from }),
  }
  const services = bindServices(
    opened,
    splits,
    settings,
    { judging: evalSet, wishes },
    examine,
    signal,
    request.routing,
  )
  return success({
    request,
    splits,
    affordable: fit.steps,
    perStep,
    context,
    opened,
    journal,
    plan,
    examine,
    services,
    progress,
    elapsedMs: opened.elapsedMs,
  })
}
