import type { EvalSet } from '../../evals/evalSet.ts'
import { doubtedLabels } from '../../evals/health/wrongLabels.ts'
import { split } from '../../evals/preparing/splits.ts'
import { listRuns, type RunRecord } from '../../journal/readRun.ts'
import { recallAll } from '../recallCase.ts'
import type { RunRequest } from '../request.ts'

/** So many prompts of earlier runs are looked up, the newest. */
const mostPrompts = 48

/** Above this many train cases, looking for answers that were paid for would hold up the run. */
const mostCases = 500

/**
 * The eval set with the labels marked that the answers of earlier runs of the prompt speak against, among the cases whose
 * failures are shown to the optimizer model. Nothing is asked. The marks decide which failures are shown, and no score:
 * what every prompt answers against its label may as well be what every prompt misreads. Winners that were chosen by a
 * score in which suspected cases count less were no better where labels were wrong, and much worse where one prompt
 * understood what the others misread (`docs/measurements.md`). What a person disputes is left out of every score.
 */
export async function withDoubts(request: RunRequest): Promise<EvalSet> {
  const { evalSet, folder, prompt, routing, judging, settings } = request
  const cases = split(evalSet.cases, settings.seed).train
  if (settings.paper || routing || judging || cases.length > mostCases) return evalSet
  const runs = (await listRuns(folder)).filter(run => isOf(prompt.path, run))
  const texts = [...new Set(runs.flatMap(triedTexts))].slice(-mostPrompts)
  const train = { ...evalSet, cases }
  const answers = await recallAll({ ...request, evalSet: train }, texts)
  const problems = await doubtedLabels(
    train,
    answers.filter(({ size }) => 2 * size >= cases.length),
  )
  const doubted = new Set(problems.flatMap(problem => ('id' in problem ? [problem.id] : [])))
  if (doubted.size === 0) return evalSet
  return { ...evalSet, cases: evalSet.cases.map(one => (doubted.has(one.id) ? { ...one, doubted: true } : one)) }
}

/** Whether a run was about the prompt at this path. */
function isOf(path: string, { request }: RunRecord): boolean {
  if (typeof request !== 'object' || request === null || !('prompt' in request)) return false
  const { prompt } = request
  return typeof prompt === 'object' && prompt !== null && 'path' in prompt && prompt.path === path
}

/** The prompts of a run that some case was asked with. */
const triedTexts = ({ initial, steps }: RunRecord): readonly string[] => [
  ...(initial ? [initial.text] : []),
  ...steps.flatMap(({ candidates }) =>
    candidates.filter(({ status }) => status !== 'rejected').map(({ text }) => text),
  ),
]
