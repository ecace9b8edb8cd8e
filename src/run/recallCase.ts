import { recallAnswers } from '../journal/recallAnswers.ts'
import { connect } from '../models/connect.ts'
import { lanes } from '../models/lanes/lanes.ts'
import { ledger } from '../models/layers/ledger.ts'
import { noUsage } from '../models/usage.ts'
import { readPromptFile } from '../prompts/readPromptFile.ts'
import { bindGrading } from './binding/bindGrading.ts'
import { examiner } from './binding/examine.ts'
import type { RunRequest } from './request.ts'

/** An answer with its grade, 0 to 1. */
export interface Recalled {
  readonly answer: string
  readonly grade: number
  readonly reason?: string
}

/**
 * What prompts led to on one case of a run, in the order of the prompts, null where the answer is not in the cache. The
 * models are connected as the run connects them, beneath a cap of no requests at all, so nothing is sent and nothing is paid.
 */
export async function recall(
  request: RunRequest,
  texts: readonly string[],
  caseId: string,
): Promise<readonly (Recalled | null)[]> {
  const nothing = texts.map(() => null)
  const evalCase = request.evalSet.cases.find(({ id }) => id === caseId)
  const prompt = readPromptFile(request.prompt.path, request.prompt.source)
  if (evalCase === undefined || !prompt.ok) return nothing
  const store = recallAnswers(request.folder)
  const models = connect({
    specs: request.models,
    keys: {},
    ledger: ledger({ caps: { calls: 0 }, prices: {}, usage: noUsage, startedAt: 0 }),
    store,
    lanes: lanes(1),
    seed: 0,
    askEditor: async () => ({ ok: false, problem: { code: 'cancelled' } }),
  })
  if (!models.ok) return nothing
  const { signal } = new AbortController()
  const { prompt: place, evalSet, settings } = request
  // Looking at an answer is no reason to run code of the workspace again.
  const grading = bindGrading(evalSet, models.value, false, signal)
  const examine = examiner(prompt.value, place.target, evalSet, models.value.task, settings.task, signal, grading)
  const found: (Recalled | null)[] = []
  for (const text of texts) {
    const outcome = await examine(text, evalCase)
    found.push(outcome.ok ? told(outcome.value) : null)
  }
  store.close()
  return found
}

const told = ({ answer, grade, reason }: Recalled): Recalled => ({
  answer,
  grade,
  ...(reason !== undefined && { reason }),
})
