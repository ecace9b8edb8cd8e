import { type AnswerCounts, allAnswers } from '../../evals/scoring/answerCounts.ts'
import { requestsPerCase } from '../../evals/scoring/requestCounts.ts'
import { total } from '../../models/roles.ts'
import { noUsage } from '../../models/usage.ts'
import { hasStepsLeft } from '../../optimizer/ending.ts'
import { best } from '../../optimizer/momentum/past.ts'
import { optimize } from '../../optimizer/optimize.ts'
import { append, type Step, type Trajectory } from '../../optimizer/trajectory.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { StopReason } from '../../problem/stopReasons.ts'
import { type SpentSoFar, withholdVerdict } from '../projectCalls.ts'
import { stepAllowance } from '../stepAllowance.ts'
import type { RunOutline } from './outline.ts'

/** The result of a search. */
export interface Search {
  readonly trajectory: Trajectory
  readonly stop: StopReason
  /** As of its last step. */
  readonly spent: SpentSoFar
  /** Statistics of the answers by which candidates were scored, over all steps. */
  readonly answers?: AnswerCounts
}

/**
 * Takes steps from the end of the trajectory. Each is in the journal before it is reported and before the next begins.
 */
export async function searchFrom(start: Trajectory, outline: RunOutline): Promise<Outcome<Search>> {
  const { request, splits, context, journal, plan, services, progress } = outline
  let trajectory = start
  const answersOf = context.record?.steps.flatMap(({ answers }) => answers ?? []) ?? []
  const announce = (): void => {
    progress.best(best(trajectory).score)
    if (hasStepsLeft(trajectory, plan)) progress.phase('step', trajectory.steps.length + 1, outline.perStep)
  }
  const { takes } = plan.strategy
  const allow = (): void => services.allow(stepAllowance(splits, request, takes, plan.candidates, spent))
  let spent = spentSoFar(outline, gainOf(trajectory))
  announce()
  // The cost of an answer is known from here on, and more precisely after each step.
  withholdVerdict(outline.opened, splits, request, { elapsedMs: outline.elapsedMs(), gain: spent.gain })
  allow()
  const end = await optimize(trajectory, plan, services, step => {
    trajectory = append(trajectory, step)
    const usage = outline.opened.ledger.usage()
    const elapsedMs = outline.elapsedMs()
    const answers = services.answersOfStep()
    if (answers) answersOf.push(answers)
    const told = { ...step, ...gradesOf(step, outline), ...(answers && { answers }), usage }
    // The answers behind a step must survive a power failure like the step itself.
    outline.opened.answers.sync()
    journal.append({ type: 'step', step: told, elapsedMs })
    spent = { usage, elapsedMs, gain: gainOf(trajectory) }
    withholdVerdict(outline.opened, splits, request, spent)
    allow()
    context.emit({ type: 'step', step: told })
    announce()
  })
  const stop = end.ok ? end : stopOf(end.problem)
  const all = allAnswers(answersOf)
  return stop.ok ? success({ trajectory, stop: stop.value, spent, ...(all && { answers: all }) }) : stop
}

const gainOf = (trajectory: Trajectory): number => best(trajectory).score - trajectory.initial.score

/** The winner's grades case by case, which are reported but not needed by the search. */
function gradesOf(step: Step, { services }: RunOutline): Pick<Step, 'grades'> {
  const winner = step.winner === null ? undefined : step.candidates[step.winner]
  const grades = winner && services.gradesOf(winner.text)
  return grades ? { grades } : {}
}

/**
 * What the next step is planned with: the spending recorded with the last step. Before the first step it is the most
 * that the baseline takes, because a run that was stopped in that step has already counted some of its requests, which
 * are free when they are repeated.
 */
function spentSoFar({ context, opened, request, splits }: RunOutline, gain: number): SpentSoFar {
  const last = context.record?.steps.at(-1)
  if (context.record && last?.usage) return { usage: last.usage, elapsedMs: context.record.elapsedMs, gain }
  const most = requestsPerCase(request.evalSet, request.settings.repeats) * splits.validation.length
  const calls = Math.min(most, total(opened.ledger.usage(), 'calls'))
  return { usage: { ...noUsage, task: { ...noUsage.task, calls } }, elapsedMs: 0, gain }
}

/** A step as the search made it. Its cost is left out, because a repeated run would have another. */
export const withoutDetails = ({ grades: _, answers: __, usage: ___, ...step }: Step): Step => step

/** A cap or a cancel ends the run with the best so far; after any other failure the run can be resumed. */
export function stopOf(problem: Problem): Outcome<StopReason> {
  if (problem.code === 'cancelled') return success('cancelled')
  return problem.code === 'budget' ? success(problem.cap) : failure(problem)
}
