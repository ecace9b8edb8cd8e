import type { Case } from '../evals/evalSet.ts'
import { recallAnswers } from '../journal/answers/paidAnswers.ts'
import { connect } from '../models/connect.ts'
import { lanes } from '../models/lanes/lanes.ts'
import { ledger } from '../models/layers/ledger.ts'
import { noUsage } from '../models/usage.ts'
import { readRequested } from '../prompts/requestedPrompt.ts'
import { bindGrading } from './binding/bindGrading.ts'
import { examineOnce } from './binding/examineFor.ts'
import { withRepeat } from './binding/repeats.ts'
import type { RunRequest } from './request.ts'

/** An answer with its grade, 0 to 1. */
export interface Recalled {
  readonly answer: string
  readonly grade: number
  readonly passed: boolean
  readonly reason?: string
}

/**
 * The result of each prompt on one case of a run, in the order of the prompts; null if the answer is not in the cache.
 */
export async function recall(
  request: RunRequest,
  texts: readonly string[],
  caseId: string,
): Promise<readonly (Recalled | null)[]> {
  const evalCase = request.evalSet.cases.find(({ id }) => id === caseId)
  const memory = openMemory(request)
  if (evalCase === undefined || memory === undefined) return texts.map(() => null)
  try {
    const found: (Recalled | null)[] = []
    for (const text of texts) found.push((await memory.recall(text, evalCase)) ?? null)
    return found
  } finally {
    memory.close()
  }
}

/** A result, and what came when the same was asked again. */
export interface RecalledOften extends Recalled {
  readonly again: readonly Recalled[]
}

/** The results of each prompt, by the ids of the cases whose answers are in the cache. */
export async function recallAll(
  request: RunRequest,
  texts: readonly string[],
): Promise<readonly ReadonlyMap<string, RecalledOften>[]> {
  const memory = openMemory(request)
  if (memory === undefined) return []
  try {
    const all: ReadonlyMap<string, RecalledOften>[] = []
    for (const text of texts) {
      const found = new Map<string, RecalledOften>()
      for (const evalCase of request.evalSet.cases) {
        const recalled = await memory.recall(text, evalCase)
        if (recalled) found.set(evalCase.id, { ...recalled, again: await repeatsOf(text, evalCase, memory) })
      }
      all.push(found)
    }
    return all
  } finally {
    memory.close()
  }
}

/** What the task model answered when it was asked the same once more, and once more after that. */
async function repeatsOf(
  text: string,
  evalCase: Case,
  { recall }: NonNullable<ReturnType<typeof openMemory>>,
): Promise<readonly Recalled[]> {
  const found: Recalled[] = []
  for (;;) {
    const recalled = await recall(text, evalCase, found.length + 1)
    if (recalled === undefined) return found
    found.push(recalled)
  }
}

/**
 * Access to the answers that were paid for. The models are connected as in the run but with a cap of zero requests, so
 * nothing is sent or paid. Undefined if the prompt or a model of the request is not available.
 */
function openMemory(request: RunRequest) {
  const prompt = readRequested(request.prompt)
  if (!prompt.ok) return undefined
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
  if (!models.ok) {
    store.close()
    return undefined
  }
  const { signal } = new AbortController()
  const { prompt: place, evalSet } = request
  // Looking at an answer is no reason to run code from the workspace again.
  const grading = bindGrading(evalSet, models.value, false, signal)
  const { task } = models.value
  const file = { prompt: prompt.value, target: place.target, grading }
  return {
    /** `repeat`: counts the times that the same was asked, from 0. */
    async recall(text: string, evalCase: Case, repeat = 0): Promise<Recalled | undefined> {
      const asked = repeat === 0 ? task : withRepeat(task, repeat)
      const outcome = await examineOnce(request, file, evalSet, asked, signal)(text, evalCase)
      return outcome.ok ? told(outcome.value) : undefined
    },
    close: () => store.close(),
  }
}

const told = ({ answer, grade, passed, reason }: Recalled): Recalled => ({
  answer,
  grade,
  passed,
  ...(reason !== undefined && { reason }),
})
