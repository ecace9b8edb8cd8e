import { relative, sep } from 'node:path'
import { fingerprint } from '../../evals/preparing/fingerprint.ts'
import { noteScore } from '../../journal/writeRun.ts'
import { sha256 } from '../../text/hash.ts'
import type { RunRequest } from '../request.ts'
import { type Tally, tallyOf } from './tally.ts'
import type { Verdict } from './verdict.ts'

/** Records what the verdict measured for both prompts; if they are the same, once. */
export function noteScores(request: RunRequest, initial: string, best: string, verdict: Verdict): void {
  const evalSet = fingerprint(request.evalSet)
  note(request, best, tallyOf(verdict.best), evalSet)
  if (initial !== best) note(request, initial, tallyOf(verdict.initial), evalSet)
}

/** Records a score for the lens above the prompt, with the hashes that show when it is stale. */
export function note(request: RunRequest, text: string, grades: Tally, evalSet: string): void {
  const score = grades.score()
  const interval = grades.interval()
  if (score === null || interval === null) return
  noteScore(request.folder, {
    at: new Date().toISOString(),
    prompt: relative(request.folder, request.prompt.path).split(sep).join('/'),
    target: request.prompt.target,
    text: sha256(text),
    evalSet,
    model: request.models.task.id,
    score,
    interval,
    cases: grades.answered(),
  })
}
