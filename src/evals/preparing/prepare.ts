import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Files, PromptFile, Target } from '../../prompts/promptFile.ts'
import { findTarget, readPromptFile } from '../../prompts/readPromptFile.ts'
import { placeholdersFor, unevaluatedFor } from '../../prompts/rendering.ts'
import { decodeUtf8 } from '../../text/utf8.ts'
import type { Case, EvalSet, Pairing } from '../evalSet.ts'
import type { Memory } from '../pairing/memory.ts'
import { pair } from '../pairing/pairing.ts'
import { loadEvalSet } from '../reading/loadEvalSet.ts'

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
  /** What pairing has looked up already, where several prompts are prepared at once. */
  readonly memory?: Memory
}

/**
 * Reads a prompt file and the eval set that belongs to it, and fails with the first problem that would make a score
 * mean less than it says: a row that is no case, a case without an answer or a value, a check that cannot be run.
 */
export async function prepare(path: string, options: PrepareOptions): Promise<Outcome<Prepared>> {
  const located = await locate(path, options)
  return located.ok ? prepareLocated(located.value, options.files) : located
}

/** What is known before the eval set is read. */
export type Located = Omit<Prepared, 'evalSet'>

export async function prepareLocated({ prompt, target, pairing }: Located, files: Files): Promise<Outcome<Prepared>> {
  const loaded = await loadEvalSet(pairing, prompt, files)
  if (!loaded.ok) return loaded
  const placeholders = placeholdersFor(prompt, target.id)
  const evalSet = bound(loaded.value, placeholders)
  const problem = evalSet.problems.find(isFatal) ?? missingVariable(evalSet, placeholders)
  if (problem) return failure(problem)
  if (evalSet.cases.length === 0)
    return failure(evalSet.problems[0] ?? { code: 'eval-set-empty', place: { path: evalSet.path } })
  return success({ prompt, target, evalSet, pairing })
}

/** Finds out which text is meant, and which eval set belongs to it, without reading the eval set. */
export async function locate(path: string, options: PrepareOptions): Promise<Outcome<Located>> {
  const { files, root } = options
  const prompt = await readPrompt(path, files)
  if (!prompt.ok) return prompt
  const target = chooseTarget(prompt.value, options.target)
  if (!target.ok) return target
  const unevaluated = unevaluatedFor(prompt.value, target.value.id)
  if (unevaluated) return failure(unevaluated)
  const pairing = await pair(prompt.value, files, root, options.evalSet, options.memory)
  if (!pairing.ok) return pairing
  return success({ prompt: prompt.value, target: target.value, pairing: pairing.value })
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

/**
 * What the scores mean is not touched by a second case of one id, which has been given another, by a case that is left
 * out as a whole, or by a check that looks at something else than the answer.
 */
const harmless: ReadonlySet<Problem['code']> = new Set(['duplicate-id', 'unsupported-case', 'check-left-out'])

export const isFatal = (problem: Problem): boolean => !harmless.has(problem.code)

/** What many eval sets call their only variable, whatever the prompt calls its only placeholder. */
const inputNames = ['input', 'prompt', 'query', 'question']

/** The only variable of a case fills the only placeholder of the prompt; so does the only question of its chat. */
export function bound(evalSet: EvalSet, placeholders: readonly string[]): EvalSet {
  const [name, second] = placeholders
  if (name === undefined || second !== undefined) return evalSet
  const bind = (evalCase: Case): Case => {
    const [only, another] = Object.entries(evalCase.vars)
    if (only === undefined) return asked(evalCase, name)
    const fits = another === undefined && only[0] !== name && inputNames.includes(only[0])
    return fits ? { ...evalCase, vars: { [name]: only[1] } } : evalCase
  }
  return { ...evalSet, cases: evalSet.cases.map(bind), exemplars: evalSet.exemplars.map(bind) }
}

/** A prompt that asks for the question takes the place of the system message before it. */
function asked(evalCase: Case, name: string): Case {
  const { messages, ...rest } = evalCase
  const question = messages?.at(-1)
  const isQuestion = question?.role === 'user' && messages?.slice(0, -1).every(({ role }) => role === 'system') === true
  return isQuestion ? { ...rest, vars: { [name]: question.content } } : evalCase
}

export function missingVariable(evalSet: EvalSet, placeholders: readonly string[]): Problem | undefined {
  for (const evalCase of evalSet.cases) {
    const name = placeholders.find(placeholder => !Object.hasOwn(evalCase.vars, placeholder))
    const place = { path: evalCase.path ?? evalSet.path, ...(evalCase.line !== undefined && { line: evalCase.line }) }
    if (name !== undefined)
      return { code: 'missing-variable', id: evalCase.id, name, given: Object.keys(evalCase.vars), place }
  }
  return undefined
}
