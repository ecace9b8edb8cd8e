import type { Case, CaseResult } from '../evals/evalSet.ts'
import { answered, evaluate, meanGrade } from '../evals/evaluate.ts'
import { type Outcome, success } from '../text/outcome.ts'
import { sentence } from '../text/sentences.ts'
import { examiner } from './examine.ts'
import { progressTeller } from './progress.ts'
import { repeatsOf, requestsPerCase } from './projection.ts'
import { repeatedly } from './repeats.ts'
import type { EvalReportCase } from './report.ts'
import type { RunRequest } from './request.ts'
import { note, scoreInterval } from './scores.ts'
import type { Surroundings } from './surroundings.ts'
import { openTools } from './tools.ts'

/** Scores the prompt as it stands on every case of its eval set. */
export async function evaluateRun(request: RunRequest, surroundings: Surroundings): Promise<Outcome<void>> {
  const { emit, now, signal } = surroundings
  const { evalSet, settings } = request
  const opened = openTools(request, surroundings)
  if (!opened.ok) return opened
  const { prompt, target, models, ledger, grading } = opened.value
  try {
    const progress = progressTeller(0, ledger.usage, emit, now)
    const repeats = repeatsOf(settings)
    const examine = repeatedly(repeats, models.task, task =>
      examiner(prompt, target.id, evalSet, task, settings.task, signal, grading),
    )
    const { cases } = evalSet
    emit({
      type: 'started',
      runId: request.id,
      steps: 0,
      splits: { train: 0, validation: cases.length, test: 0 },
      projectedCalls: requestsPerCase(request) * cases.length,
    })
    progress.phase('baseline', 0, cases.length)
    const outcome = await evaluate(
      cases.map(item => ({ text: target.text, item })),
      async (text, item) => {
        const result = await examine(text, item)
        progress.answered()
        if (result.ok) emit({ type: 'case', case: reportCase(item, { id: item.id, ...result.value }) })
        else if (result.problem.code !== 'cancelled')
          emit({ type: 'case', case: reportCase(item, { id: item.id, problem: result.problem }) })
        return result
      },
      settings.concurrency,
    )
    const results = outcome.ok ? answered(outcome.value) : outcome
    if (!results.ok) return results
    const score = meanGrade(results.value) ?? null
    const interval = scoreInterval(results.value, settings.seed)
    if (!request.partial) note(request, target.text, results.value)
    emit({
      type: 'evaluated',
      report: {
        prompt: request.prompt.path,
        evalSet: evalSet.path,
        pairedBy: request.pairedBy,
        score,
        interval,
        cases: cases.map((item, index) => reportCase(item, results.value[index])),
        usage: ledger.usage(),
      },
    })
    return success(undefined)
  } finally {
    opened.value.close()
  }
}

function reportCase({ id, expected }: Case, result: CaseResult | undefined): EvalReportCase {
  if (result === undefined || result.problem)
    return { id, grade: null, passed: null, answer: null, expected, error: result ? sentence(result.problem) : null }
  const { grade, passed, answer, reason } = result
  return { id, grade, passed, answer, expected, ...(reason === undefined ? {} : { reason }), error: null }
}
