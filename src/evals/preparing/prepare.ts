import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { PromptFile, Target } from '../../prompts/promptFile.ts'
import { findTarget, readPrompt } from '../../prompts/readPromptFile.ts'
import { placeholdersFor, unevaluatedFor } from '../../prompts/rendering.ts'
import type { EvalSet, Pairing } from '../evalSet.ts'
import { pair } from '../pairing/pairing.ts'
import { leftOut, toldOnce, tooBroken } from '../reading/leftOut.ts'
import { loadEvalSet } from '../reading/loadEvalSet.ts'
import { withAgentCases } from './agentCases.ts'
import { fitted, forPrompt, missingVariable } from './fitting.ts'
import { type Inspection, type InspectOptions, inspect } from './inspect.ts'
import { unusedVariables } from './unusedVariables.ts'

/** A prompt file with its eval set, ready to be scored. */
export interface Prepared {
  readonly prompt: PromptFile
  readonly target: Target
  readonly evalSet: EvalSet
  readonly pairing: Pairing
}

export interface PrepareOptions extends InspectOptions {
  /** Id of the target; the file's first target if absent. */
  readonly target?: string
  /** Whether an agent answers, which can use the files that a case brings. */
  readonly forAgent?: true
}

/**
 * Reads a prompt file and the eval set that belongs to it. Fails with the first problem that would make a score mean
 * less than it says: many rows that are no cases, a case without an answer or a value, a check that cannot be run.
 */
export const prepare = async (path: string, options: PrepareOptions): Promise<Outcome<Prepared>> =>
  preparedFrom(await withAgentIn(await inspect(path, options), options), options.target)

/** An inspection with the cases that are for agents alone, if one answers. */
export async function withAgentIn(
  inspection: Inspection,
  { forAgent, files }: Pick<PrepareOptions, 'forAgent' | 'files'>,
): Promise<Inspection> {
  const { evalSet } = inspection
  return forAgent && evalSet ? { ...inspection, evalSet: await withAgentCases(evalSet, files) } : inspection
}

/** The same for a prompt that has already been inspected. */
export function preparedFrom({ path, prompt, pairing, evalSet, problem }: Inspection, id?: string): Outcome<Prepared> {
  if (prompt === undefined) return failure(problem ?? { code: 'file-not-found', place: { path } })
  const target = targetOf(prompt, id ?? aboutIn(prompt, evalSet))
  if (!target.ok) return target
  if (pairing === undefined || evalSet === undefined)
    return failure(problem ?? { code: 'no-eval-set', tried: [], place: { path } })
  return bindCases({ prompt, target: target.value, pairing }, evalSet)
}

/** What is known before the eval set is read. */
export type Located = Omit<Prepared, 'evalSet'>

/** Reads the eval set of a located prompt. */
export async function prepareLocated(
  located: Located,
  { files, forAgent, target: id }: Pick<PrepareOptions, 'files' | 'forAgent' | 'target'>,
): Promise<Outcome<Prepared>> {
  const loaded = await loadEvalSet(located.pairing, located.prompt, files)
  if (!loaded.ok) return loaded
  const target = targetOf(located.prompt, id ?? aboutIn(located.prompt, loaded.value))
  if (!target.ok) return target
  const meant = { ...located, target: target.value }
  return bindCases(meant, forAgent ? await withAgentCases(loaded.value, files) : loaded.value)
}

/** If all cases are left out, the reason for the first is the one to fix. */
export function whyEmpty({ problems: [first], path }: EvalSet): Problem {
  return first?.code === 'cases-left-out' ? first.cause : (first ?? { code: 'eval-set-empty', place: { path } })
}

/** Finds out which text is meant and which eval set belongs to it, without reading the eval set. */
export async function locate(path: string, options: PrepareOptions): Promise<Outcome<Located>> {
  const prompt = await readPrompt(path, options.files)
  if (!prompt.ok) return prompt
  const target = targetOf(prompt.value, options.target)
  if (!target.ok) return target
  const pairing = await pair(prompt.value, options.files, options.root, options.evalSet, options.memory)
  if (!pairing.ok) return pairing
  return success({ prompt: prompt.value, target: target.value, pairing: pairing.value })
}

/** The cases with the variables that the prompt's placeholders need. */
function bindCases(located: Located, loaded: EvalSet): Outcome<Prepared> {
  const about = aboutIn(located.prompt, loaded)
  if (about !== undefined && about !== located.target.id)
    return failure({ code: 'queries-alone', place: { path: loaded.path } })
  const placeholders = placeholdersFor(located.prompt, located.target.id)
  const meant = forPrompt(loaded, located.prompt, located.target)
  if (meant.cases.length === 0 && loaded.cases.length > 0)
    return failure({ code: 'for-other-prompts', place: { path: loaded.path } })
  const evalSet = fitted(meant, placeholders, located.prompt.defaults)
  const problem =
    evalSet.problems.find(isFatal) ??
    tooBroken(evalSet.problems, evalSet.cases.length) ??
    missingVariable(evalSet, placeholders)
  if (problem) return failure(problem)
  if (evalSet.cases.length === 0) return failure(whyEmpty(evalSet))
  // Where a placeholder is filled, what else a case holds may be there for people; where there is none, promptfoo sends nothing of it.
  const unsent = placeholders.length === 0 ? unusedVariables(located.prompt, evalSet) : []
  const problems = [...brokenLeftOut(evalSet.problems), ...unsent]
  return success({ ...located, evalSet: { ...evalSet, problems } })
}

/** The only target of the prompt that the cases are about, if they are about one of them. */
const aboutIn = ({ targets }: PromptFile, evalSet: EvalSet | undefined): string | undefined =>
  targets.find(({ id }) => id === evalSet?.about)?.id

/** The problems, with each broken row told as a case that is left out. */
export const brokenLeftOut = (problems: readonly Problem[]): readonly Problem[] =>
  toldOnce(problems.map(problem => (problem.code === 'broken-row' ? leftOut(problem) : problem)))

/** The text that is meant; fails if its template contains logic, which is not evaluated. */
function targetOf(prompt: PromptFile, id: string | undefined): Outcome<Target> {
  const [first] = prompt.targets
  const target =
    id !== undefined
      ? findTarget(prompt, id)
      : first
        ? success(first)
        : failure<Target>({ code: 'no-target', place: { path: prompt.path } })
  const unevaluated = target.ok ? unevaluatedFor(prompt, target.value.id) : undefined
  return unevaluated ? failure(unevaluated) : target
}

/**
 * Problems that do not change what a score means: a second case with the same id, which gets another id; a case that is
 * left out as a whole, a few broken rows among them; a check of something other than the answer; and a key or a variable
 * that nothing reads.
 */
const harmless: ReadonlySet<Problem['code']> = new Set([
  'duplicate-id',
  'unread-key',
  'unused-variable',
  'unsupported-case',
  'check-left-out',
  'cases-left-out',
  'tests-elsewhere',
  'quotes-relaxed',
  'broken-row',
  'case-draft',
  'case-disputed',
])

export const isFatal = (problem: Problem): boolean => !harmless.has(problem.code)
