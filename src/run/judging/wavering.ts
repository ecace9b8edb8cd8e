import type { CaseResult, EvalSet } from '../../evals/evalSet.ts'
import { grade } from '../../evals/grading/grade.ts'
import type { GraderServices } from '../../evals/grading/grader.ts'
import { judgeChecks } from '../../evals/marking/judgeChecks.ts'
import { pairedDifferences } from '../../evals/scoring/evaluate.ts'
import { mapLimited } from '../../evals/scoring/mapLimited.ts'
import { mostJudgedAgain } from '../../evals/scoring/requestCounts.ts'
import { random, sample } from '../../text/random.ts'
import type { Verdict } from '../reporting/verdict.ts'
import type { Wavering } from './judgeReport.ts'

/** The repeats with which a judge is asked when its first reply cannot be read. */
const repeatsInUse = 2

/** Services whose judge is asked the very same once more, past the cache. */
export const judgingAgain = ({ judge, ...services }: GraderServices): GraderServices => ({
  ...services,
  ...(judge && { judge: (messages, repeat) => judge(messages, repeat + repeatsInUse) }),
})

/**
 * How far the judge contradicts itself on the answers of two prompts: a sample of them is judged a second time. Undefined
 * if no answer was judged twice, because no judge decides about them or a cap left no room.
 */
export async function waveringOf(
  { initial, best }: Verdict,
  { cases, checks }: Pick<EvalSet, 'cases' | 'checks'>,
  services: GraderServices,
  { seed, concurrency }: { readonly seed: number; readonly concurrency: number },
): Promise<Wavering | undefined> {
  const byId = new Map(cases.map(evalCase => [evalCase.id, evalCase]))
  const judged = [...initial, ...best].flatMap(result => {
    const evalCase = byId.get(result.id)
    const own = evalCase?.checks ?? checks
    return result.problem || !evalCase || judgeChecks(own).length === 0 ? [] : [{ result, evalCase, own }]
  })
  const again = judgingAgain(services)
  const pairs: (readonly [first: Graded, second: Graded])[] = []
  await mapLimited(sample(judged, mostJudgedAgain, random(seed, 'wavering')), concurrency, async one => {
    const second = await grade(one.result.answer, one.evalCase, one.own, again)
    if (second.ok) pairs.push([one.result, second.value])
  })
  return pairs.length === 0 ? undefined : waveringIn(pairs, pairedDifferences(initial, best))
}

type Graded = Pick<Extract<CaseResult, { readonly problem?: never }>, 'grade' | 'passed'>

/**
 * Two grades of one answer differ by two draws of the judge's noise, so half their mean square is its variance, and the
 * difference of two prompts on a case has it twice.
 */
function waveringIn(pairs: readonly (readonly [Graded, Graded])[], differences: readonly number[]): Wavering {
  const squares = pairs.map(([one, other]) => (one.grade - other.grade) ** 2)
  const mean = differences.reduce((sum, one) => sum + one, 0) / Math.max(1, differences.length)
  const spread = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, differences.length - 1)
  const noise = squares.reduce((sum, one) => sum + one, 0) / pairs.length
  return {
    asked: pairs.length,
    turned: pairs.filter(([one, other]) => one.passed !== other.passed).length,
    share: spread === 0 ? 0 : Math.min(1, noise / spread),
  }
}
