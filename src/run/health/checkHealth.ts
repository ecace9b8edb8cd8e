import type { EvalSet } from '../../evals/evalSet.ts'
import { needs } from '../../evals/grading/needs.ts'
import { unreachable } from '../../evals/health/accepted.ts'
import { caseTroubles } from '../../evals/health/caseTroubles.ts'
import { type Enough, enoughOf } from '../../evals/health/enough.ts'
import { deadCases, flippingCases, type PromptAnswers } from '../../evals/health/votes.ts'
import { doubtedLabels } from '../../evals/health/wrongLabels.ts'
import { split } from '../../evals/preparing/splits.ts'
import type { ModelSpec } from '../../models/model.ts'
import type { Problem } from '../../problem/problem.ts'
import type { JudgeStanding } from '../judging/judgeReport.ts'
import { judgeStanding } from '../judging/judgeStanding.ts'
import { recallAll } from '../recallCase.ts'
import type { RunRequest } from '../request.ts'

/** An eval set that is to be checked, as plain data. */
export interface HealthRequest {
  readonly evalSet: EvalSet
  /** The text of the prompt as it stands. */
  readonly prompt: string
  /** Deals out the test cases, as in a run. */
  readonly seed: number
  /** The model that judges its answers, if one is chosen, and the folder with what is known of it. */
  readonly judge?: { readonly model: ModelSpec; readonly folder: string }
  /** Earlier runs of the prompt, with the texts that each of them scored. */
  readonly runs: readonly { readonly request: Omit<RunRequest, 'evalSet'>; readonly texts: readonly string[] }[]
}

export interface HealthReport {
  readonly cases: number
  /** Number of prompts from earlier runs whose answers were at hand, counted anew for each model. */
  readonly prompts: number
  readonly enough: Enough
  /** Absent if no judge grades the answers, or none is chosen. */
  readonly judge?: JudgeStanding
  readonly problems: readonly Problem[]
}

/**
 * What is wrong with the cases of an eval set, according to the cases themselves and to the answers that earlier runs
 * paid for. No model is asked.
 */
export async function checkHealth({ evalSet, prompt, seed, judge, runs }: HealthRequest): Promise<HealthReport> {
  const tested = new Set(split(evalSet.cases, seed).test)
  const answered = await answersOf(runs, evalSet)
  const standing =
    judge && judgeStanding({ folder: judge.folder, models: { judge: judge.model } }, evalSet, needs(evalSet).judge)
  return {
    cases: evalSet.cases.length,
    prompts: answered.length,
    enough: enoughOf(evalSet.cases, tested.size),
    ...(standing && { judge: standing }),
    problems: [
      ...evalSet.problems,
      ...caseTroubles(evalSet, prompt, evalCase => tested.has(evalCase)),
      ...(await unreachable(evalSet)),
      ...(await doubtedLabels(evalSet, answered)),
      ...deadCases(evalSet, answered),
      ...flippingCases(evalSet, answered),
    ],
  }
}

/** What the prompts of earlier runs answered on the present cases, each prompt once for each model. */
async function answersOf(runs: HealthRequest['runs'], evalSet: EvalSet): Promise<readonly PromptAnswers[]> {
  const answers = new Map<string, PromptAnswers>()
  for (const { request, texts } of runs) {
    const keyOf = (text: string): string => JSON.stringify([request.models.task.id, text])
    const missing = texts.filter(text => !answers.has(keyOf(text)))
    // With the present cases and labels, asked as the run asked them.
    const recalled = await recallAll({ ...request, evalSet }, missing)
    for (const [index, text] of missing.entries()) {
      const own = recalled[index]
      if (own !== undefined && own.size > 0) answers.set(keyOf(text), own)
    }
  }
  return [...answers.values()]
}
