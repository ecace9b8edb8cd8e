import { relative, sep } from 'node:path'
import type { CaseResult } from '../evals/evalSet.ts'
import { meanGrade } from '../evals/evaluate.ts'
import { fingerprint } from '../evals/fingerprint.ts'
import type { LastScore } from '../journal/entries.ts'
import { noteScore } from '../journal/write.ts'
import { sha256 } from '../text/hash.ts'
import { random } from '../text/random.ts'
import { bootstrapInterval, wilson } from '../text/statistics.ts'
import type { RunRequest } from './request.ts'
import type { Verdict } from './verdict.ts'

/** 95 % interval of the mean grade: Wilson's where every grade is pass or fail, a bootstrap's where grades have degrees. */
export function scoreInterval(results: readonly CaseResult[], seed: number): readonly [number, number] | null {
  const grades = results.flatMap(result => (result.problem ? [] : [result.grade]))
  if (grades.length === 0) return null
  if (grades.every(grade => grade === 0 || grade === 1))
    return wilson(grades.filter(grade => grade === 1).length, grades.length)
  return bootstrapInterval(grades, random(seed, 'interval'))
}

/** Notes what the verdict measured of both prompts; of the same prompt once. */
export function noteScores(request: RunRequest, initial: string, best: string, verdict: Verdict): void {
  note(request, best, verdict.best)
  if (initial !== best) note(request, initial, verdict.initial)
}

/** Notes a score for the lens above the prompt, with the hashes that tell when it no longer holds. */
export function note(request: RunRequest, text: string, results: readonly CaseResult[]): void {
  const score = meanGrade(results)
  const interval = scoreInterval(results, request.settings.seed)
  if (score !== undefined && interval) noteScore(request.folder, lastScore(request, text, results, score, interval))
}

const lastScore = (
  request: RunRequest,
  text: string,
  results: readonly CaseResult[],
  score: number,
  interval: readonly [number, number],
): LastScore => ({
  at: new Date().toISOString(),
  prompt: relative(request.folder, request.prompt.path).split(sep).join('/'),
  target: request.prompt.target,
  text: sha256(text),
  evalSet: fingerprint(request.evalSet),
  model: request.models.task.id,
  score,
  interval,
  cases: results.filter(result => !result.problem).length,
})
