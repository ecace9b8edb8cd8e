import type { Problem } from '../../problem/problem.ts'
import type { Files, PromptFile } from '../../prompts/promptFile.ts'
import { readPrompt } from '../../prompts/readPromptFile.ts'
import type { EvalSet, Pairing } from '../evalSet.ts'
import type { Memory } from '../pairing/memory.ts'
import { pair } from '../pairing/pairing.ts'
import { type LoadSet, loadEvalSet } from '../reading/loadEvalSet.ts'

export interface InspectOptions {
  readonly files: Files
  /** The workspace folder; a chosen eval set may be given relative to it. */
  readonly root: string
  /** A file, or a folder of splits, instead of the eval set that belongs to the prompt. */
  readonly evalSet?: string | undefined
  /** What pairing has already looked up, if several prompts are inspected at once. */
  readonly memory?: Memory
  /** Reads the eval set somewhere else. */
  readonly load?: LoadSet | undefined
}

/** One look at a prompt file and its eval set; everything that shows prompts uses it. */
export interface Inspection {
  readonly path: string
  /** Absent if the file could not be read as a prompt. */
  readonly prompt?: PromptFile
  readonly pairing?: Pairing
  /** The cases as written in the file. */
  readonly evalSet?: EvalSet
  /** What ended the inspection early; problems of single cases are in the eval set. */
  readonly problem?: Problem
}

/** Reads a prompt file, pairs it and reads its eval set: each file once, without asking a model. */
export async function inspect(path: string, options: InspectOptions): Promise<Inspection> {
  const { files, root } = options
  const prompt = await readPrompt(path, files)
  if (!prompt.ok) return { path, problem: prompt.problem }
  const pairing = await pair(prompt.value, files, root, options.evalSet, options.memory)
  if (!pairing.ok) return { path, prompt: prompt.value, problem: pairing.problem }
  const found = { path, prompt: prompt.value, pairing: pairing.value }
  const loaded = await loadEvalSet(pairing.value, prompt.value, files, options.load)
  return loaded.ok ? { ...found, evalSet: loaded.value } : { ...found, problem: loaded.problem }
}
