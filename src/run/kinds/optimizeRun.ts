import { countAnswers } from '../../evals/scoring/answerCounts.ts'
import { answered, evaluate, meanGrade } from '../../evals/scoring/evaluate.ts'
import { type Fit, fitToCap } from '../../evals/scoring/fitToCap.ts'
import { smallestGain } from '../../evals/scoring/power.ts'
import { requestsOf } from '../../evals/scoring/runRequests.ts'
import { readRun } from '../../journal/readRun.ts'
import { openJournal } from '../../journal/writeRun.ts'
import { best, scored } from '../../optimizer/momentum/past.ts'
import { takesOf } from '../../optimizer/stepRequests.ts'
import type { Scored, Trajectory } from '../../optimizer/trajectory.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { sentence } from '../../problem/sentences.ts'
import { random } from '../../text/random.ts'
import { lacking } from '../binding/bindGrading.ts'
import { openRun } from '../binding/openRun.ts'
import type { RunContext } from '../binding/runContext.ts'
import { tooSmall, withholdVerdict } from '../projectCalls.ts'
import { noteScores } from '../reporting/noteScores.ts'
import { correctedBest } from '../reporting/optimism.ts'
import { type RunOutcome, reportOf } from '../reporting/reportOf.ts'
import { earlierLooks, lookAtTest } from '../reporting/testLooks.ts'
import { compare, openTest } from '../reporting/verdict.ts'
import type { RunRequest } from '../request.ts'
import { checkCatalogue } from '../routing/catalogueCheck.ts'
import { askRouter } from '../routing/routingExaminer.ts'
import { testedCases } from '../stepAllowance.ts'
import { outlineRun, type RunOutline } from './outline.ts'
import { type Search, searchFrom, stopOf, withoutDetails } from './searchSteps.ts'

/** Optimizes one prompt: baseline, steps, verdict. Each is in the journal before the next begins. */
export async function optimizeRun(request: RunRequest, given: RunContext): Promise<Outcome<void>> {
  const fit = fitToCap(request.evalSet, request.settings, takesOf(request.settings))
  const refused = refuse(request, fit)
  if (refused) return failure(refused)
  const journal = openJournal(request.folder, request.id)
  if (!journal.ok) return journal
  try {
    // Another process may have continued the run before it released the journal.
    const record = given.record && (await readRun(request.folder, request.id))
    if (record?.ok === false) return record
    const context = { ...given, ...(record && { record: record.value }) }
    const opened = openRun(request, context)
    if (!opened.ok) return opened
    const { prompt, target } = opened.value
    // If the text is at a place that cannot be written, every candidate would be rejected.
    const unwritable = prompt.problems.find(({ code, place }) => code === 'not-writable' && place?.line === target.line)
    try {
      if (unwritable) return failure(unwritable)
      const outline = outlineRun(request, fit, context, opened.value, journal.value)
      if (!outline.ok) return outline
      const outcome = await follow(outline.value)
      if (!outcome.ok) noteFailure(outline.value, outcome.problem)
      return outcome
    } finally {
      opened.value.close()
    }
  } finally {
    journal.value.close()
  }
}

/** Whoever opens the run later sees why it stopped. */
function noteFailure({ journal }: RunOutline, problem: Problem): void {
  if (problem.code === 'cancelled') return
  journal.append({ type: 'failed', at: new Date().toISOString(), reason: sentence(problem) })
}

function refuse(request: RunRequest, fit: Fit): Problem | undefined {
  const { evalSet } = request
  if (fit.splits.validation.length === 0)
    return { code: 'eval-set-too-small', cases: evalSet.cases.length, needed: 2, place: { path: evalSet.path } }
  return lacking(request) ?? tooSmall(fit, request.settings)
}

async function follow(outline: RunOutline): Promise<Outcome<void>> {
  const { request, splits, context, journal, plan } = outline
  const at = new Date().toISOString()
  const { steps, caps, extended } = request.settings
  if (!context.record) journal.append({ type: 'run', version: 1, at, request })
  else if (extended && context.record.extension?.steps !== steps) journal.append({ type: 'extended', at, steps, caps })
  context.emit({
    type: 'started',
    runId: request.id,
    steps: plan.steps,
    splits: { train: splits.train.length, validation: splits.validation.length, test: splits.test.length },
    projectedCalls: requestsOf(request, takesOf(request.settings)).most,
    affordable: outline.affordable,
    smallestGain: smallestGain(splits.test.length) ?? null,
    looks: earlierLooks(request, outline.opened.target.text),
  })
  const initial = await baseline(outline)
  if (!initial.ok) return initial
  const search = await searchFrom(
    { initial: initial.value, steps: context.record?.steps.map(withoutDetails) ?? [] },
    outline,
  )
  if (!search.ok) return search
  const verdict = await judge(search.value, outline)
  if (!verdict.ok) return verdict
  const { trajectory, answers } = search.value
  conclude(trajectory, { ...verdict.value, ...(answers && { answers }) }, outline)
  return success(undefined)
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
  if (verdict.ok) return success({ stop, verdict: verdict.value, ...(await elsewhere(trajectory, outline)) })
  const late = stopOf(verdict.problem)
  return late.ok ? success({ stop: late.value }) : late
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

function conclude(trajectory: Trajectory, judged: RunOutcome, { request, opened, context, journal }: RunOutline): void {
  const own = (context.record?.looks ?? 0) + 1
  const looks = judged.verdict ? Math.max(own, lookAtTest(request, trajectory.initial.text, best(trajectory).text)) : 0
  const report = reportOf(request, trajectory, { ...judged, looks }, opened.ledger.usage())
  journal.append({ type: 'ended', at: new Date().toISOString(), report })
  if (judged.verdict) noteScores(request, trajectory.initial.text, best(trajectory).text, judged.verdict)
  context.emit({ type: 'optimized', report })
}
