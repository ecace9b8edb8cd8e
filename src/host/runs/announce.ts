import { Uri } from 'vscode'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import type { Problem } from '../../problem/problem.ts'
import type { EvalReport, Report, RunRequest } from '../../protocol/worker.ts'
import { judgeCaveat } from '../../report/judgeWords.ts'
import { isRefinement, moreCasesFor, unusableSentence } from '../../report/refinement.ts'
import { verdictSentence } from '../../report/verdictWords.ts'
import { refinedId, waitingOf } from '../../report/waiting.ts'
import { counted, percent } from '../../text/numbers.ts'
import { visibleLine } from '../../text/visible.ts'
import { pathOf } from '../editor/files.ts'
import { type Buttons, complain, say } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { promptTitle } from '../prompts/promptTitle.ts'
import type { RunEnd } from './workerRun.ts'

/** Stores what a run has found and announces it in one message, with the next possible actions. */
export async function announceEnd(features: Features, request: RunRequest, end: RunEnd): Promise<void> {
  if (request.kind === 'optimize') await features.unfinished.refresh()
  switch (end.type) {
    case 'optimized':
      await announceReport(features, request, end.report)
      break
    case 'evaluated':
      say(evaluatedSentence(fileName(request), end.report))
      break
    case 'compared':
      // The caller reports the result.
      break
    case 'failed':
      announceFailure(request, end.problem, end.resumable)
      break
    default:
      end satisfies never
  }
}

/** Reports why something could not be done, with the command that helps, and marks the line that it is about. */
export function showProblem(features: Features, problem: Problem, prompt?: Uri): void {
  if (problem.code === 'cancelled') return
  if (prompt !== undefined && problem.place !== undefined) features.problems.show(prompt, [problem])
  complain(problem, {
    ...((problem.code === 'no-eval-set' || problem.code === 'queries-alone') && prompt !== undefined
      ? { 'Create Eval Set': ['gpo.createEvalSet', prompt], 'Choose Eval Set': ['gpo.chooseEvalSet', prompt] }
      : {}),
    ...(problem.code === 'unknown-model' ? { 'Choose Models': ['gpo.chooseModels'] } : {}),
    ...(problem.code === 'bad-option' ? { 'Open Settings': ['workbench.action.openSettings', problem.option] } : {}),
    ...(problem.code === 'untrusted' ? { 'Manage Trust': ['workbench.trust.manage'] } : {}),
  })
}

async function announceReport(features: Features, request: RunRequest, report: Report): Promise<void> {
  const prompt = Uri.file(request.prompt.path)
  const name = fileName(request)
  const look: Buttons = { 'Show Trajectory': ['gpo.showTrajectory', prompt] }
  const waiting = isRefinement(report) ? waitingOf(request, report) : undefined
  const other = otherSideOf(prompt, report, waiting === undefined ? '' : ' Too')
  if (waiting !== undefined) {
    await features.pending.add(waiting)
    say(foundSentence(name, report), {
      Review: ['gpo.review', prompt],
      Accept: ['gpo.accept', prompt, refinedId(waiting)],
      ...other,
    })
  } else if (report.best.text !== report.initial.text)
    say(foundSentence(name, report), { ...look, 'Open It Anyway': ['gpo.review', prompt, report.runId], ...other })
  else if (report.stop !== 'cancelled') say(foundSentence(name, report), look)
}

/** The offer to change the skill that still takes queries of a description, if one does. */
function otherSideOf(prompt: Uri, { catalogue }: Report, also: string): Buttons {
  const [thief] = catalogue?.stolenBy ?? []
  return thief && isSkill(pathOf(prompt))
    ? { [`Change ${visibleLine(thief.name)}${also}`]: ['gpo.changeOtherSide', prompt] }
    : {}
}

/** What a run has found, and what would settle it or why it led to nothing. */
function foundSentence(name: string, report: Report): string {
  const more = moreCasesFor(report)
  const why = report.best.text === report.initial.text ? unusableSentence(report.steps) : undefined
  const settled = more === undefined ? '' : ` About ${counted(more, 'more case')} would settle it.`
  return [
    `${name}: ${verdictSentence(report)}${settled}`,
    ...(why === undefined ? [] : [why]),
    ...judgeCaveat(report.judge),
  ].join(' ')
}

function announceFailure(request: RunRequest, problem: Problem, resumable: boolean): void {
  if (problem.code === 'cancelled') return
  const { code } = problem.code === 'given-up' ? problem.last : problem
  complain(problem, {
    ...(resumable ? { Resume: ['gpo.resume', Uri.file(request.prompt.path)] } : {}),
    ...(code === 'wrong-key' || code === 'no-key'
      ? { 'Set API Key': ['gpo.setKey', addressOf(request, problem)] }
      : {}),
    ...(code === 'model-not-found' ? { 'Choose Models': ['gpo.chooseModels'] } : {}),
  })
}

/** The address whose key is refused, if one of the run's models is there. */
function addressOf({ models }: RunRequest, problem: Problem): string | undefined {
  const cause = problem.code === 'given-up' ? problem.last : problem
  const refused = 'endpoint' in cause ? cause.endpoint : undefined
  const specs = Object.values(models).flatMap(spec => (spec.kind === 'openai' ? [spec] : []))
  const [only, another] = new Set(specs.map(({ baseUrl }) => baseUrl))
  const named = specs.find(({ baseUrl, provider }) => provider === refused || baseUrl === refused)
  return named?.baseUrl ?? (another === undefined ? only : undefined)
}

function evaluatedSentence(name: string, { score, cases, sample, judge }: EvalReport): string {
  const unanswered = cases.filter(item => item.grade === null)
  const scored = [
    `GPO: ${name} scores ${percent(score)} of ${counted(cases.length - unanswered.length, 'case')}${sample ? `, a sample of ${sample.of} that the cap has room for` : ''}.`,
    ...judgeCaveat(judge),
  ].join(' ')
  const [first] = unanswered
  if (first === undefined) return scored
  return `${scored} ${counted(unanswered.length, 'request')} failed and count for nothing: ${first.error ?? 'no answer came'}`
}

const fileName = ({ prompt }: RunRequest): string => promptTitle(prompt.path)
