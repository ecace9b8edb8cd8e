import type { Splits } from '../../evals/preparing/splits.ts'
import type { Examine } from '../../evals/scoring/evaluate.ts'
import { stepsOf, stepsPerEpoch } from '../../evals/scoring/requestCounts.ts'
import type { Journal } from '../../journal/writeRun.ts'
import { assemble } from '../../optimizer/assemble.ts'
import { overridden, texts as ownTexts } from '../../optimizer/metaPrompts/texts.ts'
import type { Plan } from '../../optimizer/strategy.ts'
import { type Outcome, success } from '../../problem/outcome.ts'
import { languages } from '../../prompts/languages.ts'
import { tokensIn } from '../../prompts/source/templateTokens.ts'
import { random, sample } from '../../text/random.ts'
import { type BoundMeans, bindMeans } from '../binding/bindServices.ts'
import { examiner } from '../binding/examine.ts'
import type { Tools } from '../binding/openRun.ts'
import { repeatedly } from '../binding/repeats.ts'
import type { Surroundings } from '../binding/runContext.ts'
import { repeatsOf } from '../projectCalls.ts'
import { type ProgressTeller, progressTeller } from '../reporting/progress.ts'
import { position, shownCase } from '../reporting/shownCases.ts'
import type { RunRequest } from '../request.ts'

/** One optimization as it is laid out before its first request: what its stages share, none of which changes. */
export interface Course {
  readonly request: RunRequest
  readonly splits: Splits
  readonly surroundings: Surroundings
  readonly tools: Tools
  readonly journal: Journal
  readonly plan: Plan
  readonly examine: Examine
  readonly means: BoundMeans
  readonly progress: ProgressTeller
  /** Working time so far, in milliseconds, over all processes that worked on the run. */
  readonly elapsedMs: () => number
}

/** Cases shown in every meta-prompt, drawn once for the run (the published number). */
const exemplarsShown = 3

/** Fails where the parts of the strategy contradict each other, or the user's meta-prompt cannot be used. */
export function layCourse(
  request: RunRequest,
  splits: Splits,
  surroundings: Surroundings,
  tools: Tools,
  journal: Journal,
): Outcome<Course> {
  const { settings, evalSet } = request
  const { emit, now, record, signal } = surroundings
  const { prompt, target, models, ledger, grading } = tools
  const perEpoch = stepsPerEpoch(splits.train.length, settings.batchSize)
  const steps = stepsOf(settings, splits.train.length)
  const progress = progressTeller(steps, ledger.usage, emit, now)
  const strategy = assemble(settings.strategy, settings.variant ?? {}, { steps, paper: settings.paper })
  if (!strategy.ok) return strategy
  const texts = settings.metaPrompt ? overridden(settings.metaPrompt) : success(ownTexts)
  if (!texts.ok) return texts
  const ask = repeatedly(repeatsOf(settings), models.task, task =>
    examiner(prompt, target.id, evalSet, task, settings.task, signal, grading),
  )
  const examine: Examine = async (text, item) => {
    const result = await ask(text, item)
    progress.answered()
    return result
  }
  const exemplars = evalSet.exemplars.length > 0 ? evalSet.exemplars : splits.train
  const plan: Plan = {
    strategy: strategy.value,
    steps,
    stepsPerEpoch: perEpoch,
    candidates: settings.candidates,
    validation: splits.validation.length,
    exemplars: sample(exemplars, exemplarsShown, random(settings.seed, 'exemplars')).map(item => shownCase(item)),
    train: splits.train.map(item => shownCase(item)),
    position: position(prompt, target.id),
    tokens: tokensIn(languages[prompt.language], target.text),
    texts: texts.value,
    seed: settings.seed,
  }
  const begun = now() - (record?.elapsedMs ?? 0)
  const means = bindMeans(tools, splits, settings, examine, signal)
  return success({
    request,
    splits,
    surroundings,
    tools,
    journal,
    plan,
    examine,
    means,
    progress,
    elapsedMs: () => now() - begun,
  })
}
