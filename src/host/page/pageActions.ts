import { Uri } from 'vscode'
import { caseName } from '../../evals/preparing/caseName.ts'
import { readRecorded } from '../../report/recordedRun.ts'
import { keepAnswer } from '../cases/keepAnswer.ts'
import { complain } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { promptTitle } from '../prompts/promptTitle.ts'
import { recallCase } from '../records/askRecorded.ts'
import { reviewRun } from '../review/review.ts'
import { goOn } from '../runs/goOn.ts'
import { resumeRun } from '../runs/runPrompt.ts'
import type { PageActions } from './pages.ts'

/** The actions of the buttons on a trajectory page. */
export const pageActions = (features: Features, workerPath: string): PageActions => ({
  cancel: runId => features.runs.byId(runId)?.cancel(),
  resume: (folder, runId) => void resumeRun(features, folder, runId),
  goOn: (folder, runId) => void goOn(features, folder, runId),
  review: (folder, runId) => void reviewRun(features, folder, runId),
  compare: async (folder, runId, choice) => {
    const recorded = await readRecorded(folder, runId)
    if (!recorded.ok) {
      complain(recorded.problem)
      return
    }
    const { path } = recorded.value.request.prompt
    const title = `${promptTitle(path)}: candidate ${choice.candidate + 1} of step ${choice.step}`
    await features.refined.show(Uri.file(path), folder, runId, title, choice)
  },
  answers: async (folder, runId, step, caseId) => {
    const recorded = await readRecorded(folder, runId)
    if (recorded.ok) return recallCase(workerPath, recorded.value, step, caseId)
    complain(recorded.problem)
    return undefined
  },
  keep: async (folder, runId, { step, caseId, of, as }) => {
    const recorded = await readRecorded(folder, runId)
    if (!recorded.ok) return complain(recorded.problem)
    const { evalSet, prompt } = recorded.value.request
    const evalCase = evalSet.cases.find(({ id }) => id === caseId)
    const answers = await recallCase(workerPath, recorded.value, step, caseId)
    const answer = answers?.[of]?.answer
    if (evalCase === undefined || answer === undefined)
      return complain({ code: 'no-answer', id: evalCase === undefined ? caseId : caseName(evalCase) })
    await keepAnswer(features, Uri.file(prompt.path), { evalCase, answer }, as)
  },
})
