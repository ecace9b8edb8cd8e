import type { Case, CaseResult } from '../../evals/evalSet.ts'
import { chunksOf } from '../../evals/preparing/caseChunks.ts'
import { caseName } from '../../evals/preparing/caseName.ts'
import { type AnswerCounts, allAnswers, countAnswers } from '../../evals/scoring/answerCounts.ts'
import { evaluate } from '../../evals/scoring/evaluate.ts'
import { casesWithin } from '../../evals/scoring/runRequests.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { sentence } from '../../problem/sentences.ts'
import { random, shuffled } from '../../text/random.ts'
import { examineFor } from '../binding/examineFor.ts'
import { openRun } from '../binding/openRun.ts'
import type { RunContext } from '../binding/runContext.ts'
import { judgeStanding } from '../judging/judgeStanding.ts'
import { repeatsOf } from '../projectCalls.ts'
import { note } from '../reporting/noteScores.ts'
import { nothingAhead, progressTeller } from '../reporting/progress.ts'
import type { EvalReportCase } from '../reporting/report.ts'
import { tally } from '../reporting/tally.ts'
import { lookAtAll } from '../reporting/testLooks.ts'
import type { RunRequest } from '../request.ts'

/**
 * Scores the present prompt on every case of its eval set, part by part. It scores only a sample, drawn by the seed, if
 * one was requested or the cap on requests does not allow more. Of each part only what the score needs is kept; the
 * cases themselves go to a receiver or, without one, into the report.
 */
export async function evaluateRun(request: RunRequest, context: RunContext): Promise<Outcome<void>> {
  const { emit, now, signal, streamed } = context
  const { settings } = request
  const opened = openRun(request, context)
  if (!opened.ok) return opened
  const { target, ledger } = opened.value
  try {
    const { common, size, fingerprint, demands, chunks } = streamed?.evalSet ?? chunksOf(request.evalSet)
    const progress = progressTeller(nothingAhead, ledger.usage, emit, now)
    const repeats = repeatsOf(settings)
    const examine = examineFor(request, opened.value, common, signal)
    const perCase = repeats * (1 + demands.asks)
    const affordable = casesWithin(settings.caps.calls, perCase)
    if (affordable < 1)
      return failure({ code: 'budget-too-small', cap: 'calls', limit: settings.caps.calls ?? 0, needed: perCase })
    const most = Math.min(size, request.sample ?? size, affordable)
    const drawn =
      most < size ? new Set(shuffled(range(size), random(settings.seed, 'sample')).slice(0, most)) : undefined
    emit({
      type: 'started',
      runId: request.id,
      steps: 0,
      splits: { train: 0, validation: most, test: 0 },
      projectedCalls: perCase * most,
    })
    progress.phase('baseline', 0, most)
    const grades = tally()
    const counts: AnswerCounts[] = []
    const kept: EvalReportCase[] = []
    let [from, isCut] = [0, false]
    for await (const part of chunks()) {
      if (isCut) break
      if (!part.ok) return part
      const chosen = part.value.filter((_, index) => drawn === undefined || drawn.has(from + index))
      from += part.value.length
      const found = new Map<string, CaseResult>()
      // In random order, so that if a cap ends the run, the answered cases are a sample of all.
      const outcome = await evaluate(
        shuffled(chosen, random(settings.seed, 'order', from)).map(evalCase => ({ text: target.text, evalCase })),
        examine,
        settings.concurrency,
        (result, { evalCase }) => {
          progress.answered()
          if (result.problem?.code !== 'budget') found.set(evalCase.id, result)
          if (result.problem?.code !== 'cancelled') emit({ type: 'case', case: reportCase(evalCase, result) })
        },
      )
      isCut = !outcome.ok && outcome.problem.code === 'budget' && grades.answered() + found.size > 0
      if (!outcome.ok && !isCut) return outcome
      const asked = chosen.filter(({ id }) => found.has(id))
      const results = asked.flatMap(({ id }) => found.get(id) ?? [])
      grades.add(results)
      counts.push(countAnswers(results, settings.task.maxTokens))
      const cases = asked.map((evalCase, index) => reportCase(evalCase, results[index]))
      if (streamed) await streamed.keep(cases)
      else kept.push(...cases)
    }
    const failed = grades.failure()
    if (failed) return failure(failed)
    const answers = allAnswers(counts)
    const isSample = isCut || drawn !== undefined
    if (!request.partial) lookAtAll(request.folder, fingerprint, target.text)
    const judge = judgeStanding(request, common, demands.judge)
    if (!request.partial && !isSample) note(request, target.text, grades, fingerprint)
    emit({
      type: 'evaluated',
      report: {
        prompt: request.prompt.path,
        evalSet: common.path,
        pairedBy: request.pairedBy,
        score: grades.score(),
        interval: grades.interval(),
        ...(isSample && { sample: { cases: grades.answered(), of: size } }),
        ...(judge && { judge }),
        cases: kept,
        ...(answers && answers.cut + answers.empty > 0 && { answers }),
        usage: ledger.usage(),
      },
    })
    return success(undefined)
  } finally {
    opened.value.close()
  }
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)

function reportCase({ id, vars, expected }: Case, result: CaseResult | undefined): EvalReportCase {
  const name = caseName({ id, vars })
  if (result === undefined || result.problem)
    return {
      id,
      name,
      grade: null,
      passed: null,
      answer: null,
      expected,
      error: result ? sentence(result.problem) : null,
    }
  const { grade, passed, answer, reason } = result
  return { id, name, grade, passed, answer, expected, ...(reason === undefined ? {} : { reason }), error: null }
}
