import type { CaseResult } from '../../evals/evalSet.ts'
import { fingerprint } from '../../evals/preparing/fingerprint.ts'
import { answered, evaluate } from '../../evals/scoring/evaluate.ts'
import { casesCompared, requestsOf } from '../../evals/scoring/runRequests.ts'
import { takesOf } from '../../optimizer/stepRequests.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { random } from '../../text/random.ts'
import { examineFor } from '../binding/examineFor.ts'
import { openRun } from '../binding/openRun.ts'
import type { RunContext } from '../binding/runContext.ts'
import { note } from '../reporting/noteScores.ts'
import { pairResults } from '../reporting/paired.ts'
import { nothingAhead, progressTeller } from '../reporting/progress.ts'
import type { ComparedText } from '../reporting/report.ts'
import { tallyOf } from '../reporting/tally.ts'
import type { RunRequest } from '../request.ts'

/**
 * Scores several texts in the prompt's place on the cases of one split, or on all. The split is the same as in an
 * optimization with the request's seed, so that answers paid for by that run are reused.
 */
export async function compareRun(request: RunRequest, context: RunContext): Promise<Outcome<void>> {
  const { emit, now, signal } = context
  const { compare, evalSet, settings } = request
  if (compare === undefined) return failure({ code: 'bad-combination', detail: 'Nothing was named to compare' })
  const opened = openRun(request, context)
  if (!opened.ok) return opened
  const { ledger } = opened.value
  try {
    const { on } = compare
    const cases = casesCompared(request, on, takesOf(settings))
    const progress = progressTeller(nothingAhead, ledger.usage, emit, now)
    const examine = examineFor(request, opened.value, evalSet, signal)
    const texts = [...new Set(compare.texts)]
    const trials = texts.flatMap(text => cases.map(evalCase => ({ text, evalCase })))
    const splits = { train: 0, validation: 0, test: 0, [on === 'all' ? 'validation' : on]: cases.length }
    emit({
      type: 'started',
      runId: request.id,
      steps: 0,
      splits,
      projectedCalls: requestsOf(request, takesOf(settings)).most,
    })
    progress.phase('test', 0, trials.length)
    const outcome = await evaluate(trials, examine, settings.concurrency, progress.answered)
    const results = outcome.ok ? answered(outcome.value) : outcome
    if (!results.ok) return results
    const byText = new Map(
      texts.map((text, index) => [text, results.value.slice(index * cases.length, (index + 1) * cases.length)]),
    )
    // The empty text stands for no prompt at all, and is nobody's score.
    for (const [text, found] of byText) if (text !== '') note(request, text, tallyOf(found), fingerprint(evalSet))
    const all = compare.texts.map(text => byText.get(text) ?? [])
    const report = { on, texts: comparedTexts(all, settings.seed), usage: ledger.usage() }
    emit({ type: 'compared', report })
    return success(undefined)
  } finally {
    opened.value.close()
  }
}

/** The score of each text, and the lead of the first over it. */
export const comparedTexts = (all: readonly (readonly CaseResult[])[], seed: number): readonly ComparedText[] =>
  all.map((results, index) => {
    const grades = tallyOf(results)
    return {
      score: grades.score(),
      interval: grades.interval(),
      cases: grades.answered(),
      lead: index === 0 ? null : leadOver(results, all[0] ?? [], seed),
    }
  })

function leadOver(results: readonly CaseResult[], first: readonly CaseResult[], seed: number): ComparedText['lead'] {
  const { cases, difference, interval } = pairResults(results, first, random(seed, 'lead'))
  return cases === 0 ? null : { cases, difference, interval }
}
