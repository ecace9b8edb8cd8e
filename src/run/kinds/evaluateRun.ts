import type { Case, CaseResult } from '../../evals/evalSet.ts'
import { chunksOf } from '../../evals/preparing/caseChunks.ts'
import { evaluate } from '../../evals/scoring/evaluate.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { sentence } from '../../problem/sentences.ts'
import { examiner } from '../binding/examine.ts'
import { openRun } from '../binding/openRun.ts'
import { repeatedly } from '../binding/repeats.ts'
import type { RunContext } from '../binding/runContext.ts'
import { repeatsOf } from '../projectCalls.ts'
import { note } from '../reporting/noteScores.ts'
import { nothingAhead, progressTeller } from '../reporting/progress.ts'
import type { EvalReportCase } from '../reporting/report.ts'
import { tally } from '../reporting/tally.ts'
import type { RunRequest } from '../request.ts'

/**
 * Scores the prompt as it stands on every case of its eval set, part by part. Of each part only what the score needs is
 * kept, and where nobody takes the cases as they come, they stand in the report.
 */
export async function evaluateRun(request: RunRequest, context: RunContext): Promise<Outcome<void>> {
  const { emit, now, signal, streamed } = context
  const { settings } = request
  const opened = openRun(request, context)
  if (!opened.ok) return opened
  const { prompt, target, models, ledger, grading } = opened.value
  try {
    const { common, size, fingerprint, demands, parts } = streamed?.evalSet ?? chunksOf(request.evalSet)
    const progress = progressTeller(nothingAhead, ledger.usage, emit, now)
    const repeats = repeatsOf(settings)
    const examine = repeatedly(repeats, models.task, task =>
      examiner(prompt, target.id, common, task, settings.task, signal, grading),
    )
    emit({
      type: 'started',
      runId: request.id,
      steps: 0,
      splits: { train: 0, validation: size, test: 0 },
      projectedCalls: repeats * (1 + demands.asks) * size,
    })
    progress.phase('baseline', 0, size)
    const grades = tally()
    const kept: EvalReportCase[] = []
    for await (const part of parts()) {
      if (!part.ok) return part
      const outcome = await evaluate(
        part.value.map(evalCase => ({ text: target.text, evalCase })),
        examine,
        settings.concurrency,
        (result, { evalCase }) => {
          progress.answered()
          if (result.problem?.code !== 'cancelled') emit({ type: 'case', case: reportCase(evalCase, result) })
        },
      )
      if (!outcome.ok) return outcome
      grades.add(outcome.value)
      const cases = part.value.map((evalCase, index) => reportCase(evalCase, outcome.value[index]))
      if (streamed) await streamed.keep(cases)
      else kept.push(...cases)
    }
    const failed = grades.failure()
    if (failed) return failure(failed)
    if (!request.partial) note(request, target.text, grades, fingerprint)
    emit({
      type: 'evaluated',
      report: {
        prompt: request.prompt.path,
        evalSet: common.path,
        pairedBy: request.pairedBy,
        score: grades.score(),
        interval: grades.interval(),
        cases: kept,
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
