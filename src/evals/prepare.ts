import { findTarget, readPromptFile } from '../prompts/formats.ts'
import type { Files, PromptFile, Target } from '../prompts/promptFile.ts'
import { failure, type Outcome, success } from '../text/outcome.ts'
import type { Problem } from '../text/problem.ts'
import { decodeUtf8 } from '../text/utf8.ts'
import type { Case, EvalSet, Pairing } from './evalSet.ts'
import { loadEvalSet } from './load.ts'
import { pair } from './pairing.ts'

/** A prompt file with its eval set, ready to be scored. */
export interface Prepared {
  readonly prompt: PromptFile
  readonly target: Target
  readonly evalSet: EvalSet
  readonly pairing: Pairing
}

export interface PrepareOptions {
  readonly files: Files
  /** The workspace folder, which a chosen eval set may be named relative to. */
  readonly root: string
  /** Id of the target; the file's first where absent. */
  readonly target?: string
  /** A file, or a folder of splits, in place of the eval set that belongs to the prompt. */
  readonly evalSet?: string
}

/**
 * Reads a prompt file and the eval set that belongs to it, and fails with the first problem that would make a score
 * mean less than it says: a row that is no case, a case without an answer or a value, a check that cannot be run.
 */
export async function prepare(path: string, options: PrepareOptions): Promise<Outcome<Prepared>> {
  const { files, root } = options
  const prompt = await readPrompt(path, files)
  if (!prompt.ok) return prompt
  const target = chooseTarget(prompt.value, options.target)
  if (!target.ok) return target
  const pairing = await pair(prompt.value, files, root, options.evalSet)
  if (!pairing.ok) return pairing
  const loaded = await loadEvalSet(pairing.value, prompt.value, files)
  if (!loaded.ok) return loaded
  const evalSet = bound(loaded.value, placeholdersOf(prompt.value))
  const problem = evalSet.problems.find(isFatal) ?? missingVariable(evalSet, placeholdersOf(prompt.value))
  if (problem) return failure(problem)
  if (evalSet.cases.length === 0) return failure({ code: 'eval-set-empty', place: { path: evalSet.path } })
  return success({ prompt: prompt.value, target: target.value, evalSet, pairing: pairing.value })
}

async function readPrompt(path: string, files: Files): Promise<Outcome<PromptFile>> {
  const bytes = await files.read(path)
  if (bytes === undefined) return failure({ code: 'file-not-found', place: { path } })
  const source = decodeUtf8(bytes)
  return source === undefined ? failure({ code: 'not-utf8', place: { path } }) : readPromptFile(path, source)
}

function chooseTarget(prompt: PromptFile, id: string | undefined): Outcome<Target> {
  if (id !== undefined) return findTarget(prompt, id)
  const [first] = prompt.targets
  return first ? success(first) : failure({ code: 'no-target', place: { path: prompt.path } })
}

const placeholdersOf = (prompt: PromptFile): readonly string[] => [
  ...new Set(prompt.targets.flatMap(({ placeholders }) => placeholders)),
]

/** A second case of the same id has been given another one; the scores are not touched by it. */
const isFatal = (problem: Problem): boolean => problem.code !== 'duplicate-id'

/** What many eval sets call their only variable, whatever the prompt calls its only placeholder. */
const inputNames = ['input', 'prompt', 'query', 'question']

export function bound(evalSet: EvalSet, placeholders: readonly string[]): EvalSet {
  const [name, second] = placeholders
  if (name === undefined || second !== undefined) return evalSet
  const bind = (item: Case): Case => {
    const [only, another] = Object.entries(item.vars)
    const fits = only !== undefined && another === undefined && only[0] !== name && inputNames.includes(only[0])
    return fits ? { ...item, vars: { [name]: only[1] } } : item
  }
  return { ...evalSet, cases: evalSet.cases.map(bind), exemplars: evalSet.exemplars.map(bind) }
}

function missingVariable(evalSet: EvalSet, placeholders: readonly string[]): Problem | undefined {
  for (const item of evalSet.cases) {
    const name = placeholders.find(placeholder => !Object.hasOwn(item.vars, placeholder))
    const place = { path: item.path ?? evalSet.path, ...(item.line !== undefined && { line: item.line }) }
    if (name !== undefined) return { code: 'missing-variable', id: item.id, name, place }
  }
  return undefined
}
