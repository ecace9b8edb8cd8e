import { needs } from '../../evals/grading/needs.ts'
import type { AnswerCounts } from '../../evals/scoring/answerCounts.ts'
import type { Usage } from '../../models/usage.ts'
import { best } from '../../optimizer/momentum/past.ts'
import type { Trajectory } from '../../optimizer/trajectory.ts'
import type { StopReason } from '../../problem/stopReasons.ts'
import { agreementChange } from '../judging/agreementChange.ts'
import type { Wavering } from '../judging/judgeReport.ts'
import { judgeStanding } from '../judging/judgeStanding.ts'
import type { Comparison } from '../kinds/comparison.ts'
import type { RunRequest } from '../request.ts'
import type { CatalogueCheck } from '../routing/catalogueReport.ts'
import type { Optimism, Report } from './report.ts'
import { scoreOf, type Verdict } from './verdict.ts'

/** How a run ended, and what was found about its best prompt. */
export interface RunOutcome {
  readonly stop: StopReason
  /** Absent without a test split, or if a cap or a cancel came first. */
  readonly verdict?: Verdict
  readonly optimism?: Optimism
  readonly catalogue?: CatalogueCheck
  readonly wavering?: Wavering
  readonly chosenBy?: Comparison
  readonly answers?: AnswerCounts
  /** How often the test cases were opened, this time included. */
  readonly looks?: number
}

/** Summarises a run. Test scores are null if the test split was not opened. */
export function reportOf(
  request: RunRequest,
  trajectory: Trajectory,
  { stop, verdict, optimism, chosenBy, catalogue, wavering, answers, looks = 0 }: RunOutcome,
  usage: Usage,
): Report {
  const { id, prompt, evalSet, pairedBy, settings } = request
  const { initial, steps } = trajectory
  const judge = judgeStanding(request, evalSet, needs(evalSet).judge)
  const found = best(trajectory)
  return {
    runId: id,
    prompt: prompt.path,
    evalSet: evalSet.path,
    pairedBy,
    strategy: settings.strategy,
    seed: settings.seed,
    stop,
    initial: { text: initial.text, validation: initial.score, test: scoreOf(verdict?.initial) },
    best: { text: found.text, step: found.step, validation: found.score, test: scoreOf(verdict?.best) },
    comparison: verdict?.comparison ?? null,
    ...(verdict && looks > 1 && { looks }),
    ...(chosenBy && { chosenBy }),
    ...(optimism && { optimism }),
    ...(catalogue && { catalogue }),
    ...(answers && { answers }),
    ...(judge && { judge: { ...judge, ...(wavering && { wavering }) } }),
    ...(request.judging &&
      verdict && { agreement: agreementChange(request.judging, verdict.initial, verdict.best, settings.seed) }),
    steps,
    usage,
    written: false,
  }
}
