import type { EvalSet } from '../../evals/evalSet.ts'
import { missingIn } from '../../evals/preparing/fitting.ts'
import { unusedVariables } from '../../evals/preparing/unusedVariables.ts'
import type { Problem } from '../../problem/problem.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import { lineAt } from '../../prompts/source/lineEnds.ts'
import { placeholderMarks } from '../completion/placeholderMarks.ts'

/**
 * Where a prompt and its eval set do not match: every occurrence of a placeholder that no case fills; for one that some
 * cases fill, the first case that does not; and variables that nothing uses.
 */
export function unmatched(prompt: PromptFile, evalSet: EvalSet): readonly Problem[] {
  const { cases, path } = evalSet
  if (cases.length === 0) return []
  const names = new Set(prompt.targets.flatMap(({ placeholders }) => placeholders))
  const filled = new Set([...names].filter(name => cases.some(({ vars }) => Object.hasOwn(vars, name))))
  const unfilled = new Map<string, Problem>()
  for (const { name, start } of placeholderMarks(prompt)) {
    const line = lineAt(prompt.source, start)
    if (!filled.has(name))
      unfilled.set(`${line} ${name}`, { code: 'unfilled-placeholder', name, place: { path: prompt.path, line } })
  }
  const missing = [...filled].flatMap(name => {
    for (const evalCase of cases) {
      const problem = missingIn(evalCase, path, [name])
      if (problem) return [problem]
    }
    return []
  })
  return [...unfilled.values(), ...missing, ...unusedVariables(prompt, evalSet)]
}
