import type { Case, EvalSet } from '../../evals/evalSet.ts'
import type { Problem } from '../../problem/problem.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import { lineAt } from '../../prompts/source/lineEnds.ts'
import { mentions, placeholderMarks } from '../completion/placeholderMarks.ts'

/**
 * The most variables that are reported: an eval set made by another tool may have a dozen columns that mean nothing
 * here.
 */
const mostUnused = 5

/**
 * Where a prompt and its eval set do not match: every occurrence of a placeholder that no case fills; for one that some
 * cases fill, the first case that does not; and variables that nothing uses, on the first case that has them. If a
 * prompt has no placeholders, the whole case is appended to it, so all its variables are used; promptfoo appends nothing.
 */
export function unmatched(prompt: PromptFile, evalSet: EvalSet): readonly Problem[] {
  const { cases } = evalSet
  const marks = placeholderMarks(prompt)
  const names = [...new Set(prompt.targets.flatMap(({ placeholders }) => placeholders))]
  if (cases.length === 0 || (names.length === 0 && evalSet.dialect !== 'promptfoo')) return []
  const given = new Map<string, Case>()
  for (const evalCase of cases)
    for (const name of Object.keys(evalCase.vars)) if (!given.has(name)) given.set(name, evalCase)

  const unfilled = new Map<string, Problem>()
  for (const { name, start } of marks) {
    const line = lineAt(prompt.source, start)
    if (!given.has(name))
      unfilled.set(`${line} ${name}`, { code: 'unfilled-placeholder', name, place: { path: prompt.path, line } })
  }
  const missing = names.flatMap((name): Problem[] => {
    const evalCase = given.has(name) ? cases.find(({ vars }) => !Object.hasOwn(vars, name)) : undefined
    return evalCase === undefined
      ? []
      : [
          {
            code: 'missing-variable',
            id: evalCase.id,
            name,
            given: Object.keys(evalCase.vars),
            place: placeOfCase(evalSet, evalCase),
          },
        ]
  })
  const asked = [...prompt.messages.flatMap(({ text }) => text.match(tags) ?? []), JSON.stringify(evalSet.checks)].join(
    ' ',
  )
  const unused = [...given].flatMap(([name, evalCase]): Problem[] => {
    const isUsed = names.includes(name) || mentions(asked, name) || cases.some(({ checks }) => says(checks, name))
    return isUsed ? [] : [{ code: 'unused-variable', name, place: placeOfCase(evalSet, evalCase) }]
  })
  return [...unfilled.values(), ...missing, ...unused.slice(0, mostUnused)]
}

/** Everything that a template language evaluates: conditions and loops use variables without being placeholders. */
const tags = /\{\{[^{}\n]+\}\}|\{%[^%\n]*%\}|\$\{[^{}\n]+\}|\{[^{}\n]+\}/g

const says = (checks: Case['checks'], name: string): boolean =>
  checks !== undefined && mentions(JSON.stringify(checks), name)

const placeOfCase = (evalSet: EvalSet, evalCase: Case): { path: string; line: number } => ({
  path: evalCase.path ?? evalSet.path,
  line: evalCase.line ?? 1,
})
