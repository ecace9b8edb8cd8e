import type { Problem } from '../../problem/problem.ts'
import type { PromptFile, Target } from '../../prompts/promptFile.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { placeOf } from '../health/place.ts'
import { matchesPattern } from '../pairing/paths.ts'
import { leftOut, toldOnce } from '../reading/leftOut.ts'

/** The eval set without the cases that are for other prompts. */
export function forPrompt(evalSet: EvalSet, { path }: PromptFile, { id }: Target): EvalSet {
  const name = path === evalSet.path ? id : path
  const isFor = ({ only }: Case): boolean => only?.some(one => one === name || matchesPattern(name, one)) ?? true
  return evalSet.cases.every(isFor) ? evalSet : { ...evalSet, cases: evalSet.cases.filter(isFor) }
}

/**
 * The cases with the variables that the placeholders of a prompt need. A promptfoo test may be meant for another prompt
 * of its config, so one that lacks a value is left out.
 */
export function fitted(evalSet: EvalSet, placeholders: readonly string[], defaults?: Defaults): EvalSet {
  const set = bound(evalSet, placeholders, defaults)
  if (set.dialect !== 'promptfoo') return set
  const lacking = set.cases.flatMap(evalCase => missingIn(evalCase, set.path, placeholders) ?? [])
  if (lacking.length === 0) return set
  return {
    ...set,
    cases: set.cases.filter(evalCase => missingIn(evalCase, set.path, placeholders) === undefined),
    problems: toldOnce([...set.problems, ...lacking.map(problem => leftOut(problem))]),
  }
}

/** What many eval sets call their only variable, whatever the prompt calls its only placeholder. */
const inputNames = ['input', 'prompt', 'query', 'question']

/** The only variable of a case fills the only placeholder of the prompt, and so does the only question of its chat. */
export function bound(evalSet: EvalSet, placeholders: readonly string[], defaults: Defaults = {}): EvalSet {
  const [name, second] = placeholders.filter(placeholder => !Object.hasOwn(defaults, placeholder))
  const isOnly = name !== undefined && second === undefined
  const open = placeholders.filter(placeholder => Object.hasOwn(defaults, placeholder))
  if (!isOnly && open.length === 0) return evalSet
  const bind = (evalCase: Case): Case => {
    const [only, another] = Object.entries(evalCase.vars)
    if (!isOnly) return evalCase
    if (only === undefined) return asked(evalCase, name)
    const fits = another === undefined && only[0] !== name && inputNames.includes(only[0])
    return fits ? { ...evalCase, vars: { [name]: only[1] } } : evalCase
  }
  const filled = (evalCase: Case): Case => {
    const left = open.filter(placeholder => !Object.hasOwn(evalCase.vars, placeholder))
    const added = left.map(placeholder => [placeholder, defaults[placeholder] ?? ''] as const)
    return left.length === 0 ? evalCase : { ...evalCase, vars: { ...evalCase.vars, ...Object.fromEntries(added) } }
  }
  return {
    ...evalSet,
    cases: evalSet.cases.map(evalCase => filled(bind(evalCase))),
    exemplars: evalSet.exemplars.map(evalCase => filled(bind(evalCase))),
  }
}

/** The prompt file's own values for placeholders that a case does not fill. */
type Defaults = Readonly<Record<string, string>>

/** If the prompt has a placeholder for the question, the prompt replaces the chat's system message. */
function asked(evalCase: Case, name: string): Case {
  const { messages, ...rest } = evalCase
  const question = messages?.at(-1)
  const isQuestion = question?.role === 'user' && messages?.slice(0, -1).every(({ role }) => role === 'system') === true
  return isQuestion ? { ...rest, vars: { [name]: question.content } } : evalCase
}

/** The first value that a placeholder needs and a case lacks. */
export function missingVariable(evalSet: EvalSet, placeholders: readonly string[]): Problem | undefined {
  for (const evalCase of evalSet.cases) {
    const missing = missingIn(evalCase, evalSet.path, placeholders)
    if (missing) return missing
  }
  return undefined
}

/** The first of some placeholders that a case has no value for. */
export function missingIn(evalCase: Case, setPath: string, placeholders: readonly string[]): Problem | undefined {
  const name = placeholders.find(placeholder => !Object.hasOwn(evalCase.vars, placeholder))
  if (name === undefined) return undefined
  const place = placeOf(evalCase, setPath)
  return { code: 'missing-variable', id: evalCase.id, name, given: Object.keys(evalCase.vars), place }
}
