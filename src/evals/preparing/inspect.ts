import type { Outcome } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Files, PromptFile } from '../../prompts/promptFile.ts'
import { readPromptFile, readSourceText } from '../../prompts/readPromptFile.ts'
import type { EvalSet, Pairing } from '../evalSet.ts'
import type { Memory } from '../pairing/memory.ts'
import { pair } from '../pairing/pairing.ts'
import { loadEvalSet } from '../reading/loadEvalSet.ts'

export interface InspectOptions {
  readonly files: Files
  /** The workspace folder, which a chosen eval set may be named relative to. */
  readonly root: string
  /** A file, or a folder of splits, in place of the eval set that belongs to the prompt. */
  readonly evalSet?: string | undefined
  /** What pairing has looked up already, where several prompts are inspected at once. */
  readonly memory?: Memory
}

/** One look at a prompt file and its eval set, from which every surface takes what it shows. */
export interface Inspection {
  readonly path: string
  /** Absent where the file could not be read as a prompt. */
  readonly prompt?: PromptFile
  readonly pairing?: Pairing
  /** Its cases as the file has them. */
  readonly evalSet?: EvalSet
  /** What ended the look early; whatever is wrong with single cases stands in the eval set. */
  readonly problem?: Problem
}

/** Reads a prompt file, pairs it and reads its eval set: each file once, and nothing is asked of a model. */
export async function inspect(path: string, options: InspectOptions): Promise<Inspection> {
  const { files, root } = options
  const prompt = await readPrompt(path, files)
  if (!prompt.ok) return { path, problem: prompt.problem }
  const pairing = await pair(prompt.value, files, root, options.evalSet, options.memory)
  if (!pairing.ok) return { path, prompt: prompt.value, problem: pairing.problem }
  const found = { path, prompt: prompt.value, pairing: pairing.value }
  const loaded = await loadEvalSet(pairing.value, prompt.value, files)
  return loaded.ok ? { ...found, evalSet: loaded.value } : { ...found, problem: loaded.problem }
}

export async function readPrompt(path: string, files: Files): Promise<Outcome<PromptFile>> {
  const source = await readSourceText(path, files)
  return source.ok ? readPromptFile(path, source.value) : source
}
