import { countAnswers } from '../../evals/scoring/answerCounts.ts'
import { answered, evaluate, meanGrade } from '../../evals/scoring/evaluate.ts'
import { best, scored } from '../../optimizer/momentum/past.ts'
import type { Scored, Trajectory } from '../../optimizer/trajectory.ts'
import { type Outcome, success } from '../../problem/outcome.ts'
import { random } from '../../text/random.ts'
import { waveringOf } from '../judging/wavering.ts'
import { repeatsOf, withholdVerdict } from '../projectCalls.ts'
import { correctedBest } from '../reporting/optimism.ts'
import type { RunOutcome } from '../reporting/reportOf.ts'
import { compare, openTest, type Verdict } from '../reporting/verdict.ts'
import { checkCatalogue } from '../routing/catalogueCheck.ts'
import { askRouter } from '../routing/routingExaminer.ts'
import { testedCases } from '../stepAllowance.ts'
import type { RunOutline } from './outline.ts'
import { type Search, searchFrom, stopOf, withoutDetails } from './searchSteps.ts'

/** A search with its verdict. */
export interface JudgedSearch {
  readonly trajectory: Trajectory
  readonly outcome: RunOutcome
}

/** Baseline, steps, verdict: what an optimization asks for, each in the journal before the next begins. */
export async function searchAndJudge(outline: RunOutline): Promise<Outcome<JudgedSearch>> {
  const initial = await baseline(outline)
  if (!initial.ok) return initial
  const steps = outline.context.record?.steps.map(withoutDetails) ?? []
  const search = await searchFrom({ initial: initial.value, steps }, outline)
  if (!search.ok) return search
  const verdict = await judge(search.value, outline)
  if (!verdict.ok) return verdict
  const { trajectory, answers } = search.value
  return success({ trajectory, outcome: { ...verdict.value, ...(answers && { answers }) } })
}

/** The original prompt is scored first. */
async function baseline({
  request,
  splits,
  context,
  opened,
  journal,
  services,
  progress,
  elapsedMs,
}: RunOutline): Promise<Outcome<Scored>> {
  withholdVerdict(opened, splits, request, { elapsedMs: elapsedMs(), gain: 0 })
  progress.phase('baseline', 0, splits.validation.length)
  const validated = await services.validate(opened.target.text)
  const results = validated.ok ? answered(validated.value) : validated
  if (!results.ok) return results
  const initial = { text: opened.target.text, score: meanGrade(results.value) ?? 0 }
  const grades = services.gradesOf(initial.text)
  const answers = countAnswers(results.value, request.settings.task.maxTokens)
  const told = { ...initial, ...(grades && { grades }), answers }
  if (!context.record?.initial) journal.append({ type: 'baseline', initial: told })
  context.emit({ type: 'baseline', initial: told })
  return success(initial)
}

/** The test split is opened once, with the calls reserved for it. */
async function judge({ trajectory, stop, spent }: Search, outline: RunOutline): Promise<Outcome<RunOutcome>> {
  const { request, splits, opened, examine, progress } = outline
  opened.ledger.release()
  if (stop === 'cancelled') return success({ stop })
  if (splits.test.length === 0) return untested({ trajectory, stop, spent }, outline)
  const { seed, concurrency } = request.settings
  const cases = testedCases(splits, request, spent)
  progress.phase('test', trajectory.steps.length, 2 * cases.length)
  const prompts = { initial: trajectory.initial.text, best: best(trajectory).text }
  const verdict = await openTest(prompts, cases, seed, (trials, told) => evaluate(trials, examine, concurrency, told))
  if (verdict.ok) outline.context.tested?.(verdict.value)
  if (verdict.ok) {
    const wavering = prompts.best === prompts.initial ? {} : await judgedAgain(verdict.value, outline)
    return success({ stop, verdict: verdict.value, ...wavering, ...(await elsewhere(trajectory, outline)) })
  }
  const late = stopOf(verdict.problem)
  return late.ok ? success({ stop: late.value }) : late
}

/**
 * How far the judge contradicts itself on the answers of a verdict about two prompts, with what that has left of the
 * budget. What an agent did is not at hand a second time, and the answers of repeats are judged anew each.
 */
async function judgedAgain(
  verdict: Verdict,
  { request: { evalSet, settings }, opened }: RunOutline,
): Promise<Pick<RunOutcome, 'wavering'>> {
  if (opened.models.task.isAgent || repeatsOf(settings) > 1) return {}
  const wavering = await waveringOf(verdict, evalSet, opened.grading, settings)
  return wavering ? { wavering } : {}
}

/**
 * The effect of the best description on the other skills. It uses what the verdict has left of the budget; if that is
 * not enough, the report does not mention it.
 */
async function elsewhere(
  trajectory: Trajectory,
  { request: { routing, settings }, opened, context }: RunOutline,
): Promise<Pick<RunOutcome, 'catalogue'>> {
  const texts = { initial: trajectory.initial.text, best: best(trajectory).text }
  if (!routing || texts.best === texts.initial) return {}
  const ask = askRouter(opened.models.task, settings.task, context.signal)
  const checked = await checkCatalogue(routing, ask, texts, settings.concurrency)
  return checked.ok ? { catalogue: checked.value } : {}
}

/**
 * Without a test split, the score is corrected for the luck of the choice, and both prompts are compared on the cases
 * that chose. All prompts are already scored, so nothing is requested.
 */
async function untested({ trajectory, stop }: Search, outline: RunOutline): Promise<Outcome<RunOutcome>> {
  const { request, services } = outline
  const [initial, found] = [trajectory.initial.text, best(trajectory).text]
  if (initial === found) return success({ stop })
  const { seed } = request.settings
  const prompts = scored(trajectory)
  const grades = await services.grades(prompts.map(({ text }) => text))
  const corrected = grades.ok ? correctedBest(grades.value, random(seed, 'optimism')) : undefined
  const [before, after] = [await services.validate(initial), await services.validate(found)]
  const checked = await elsewhere(trajectory, outline)
  return success({
    stop,
    ...checked,
    ...(corrected !== undefined && { optimism: { prompts: prompts.length, corrected } }),
    ...(before.ok && after.ok && { chosenBy: compare(before.value, after.value, seed) }),
  })
}
