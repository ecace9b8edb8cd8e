import type { Problem } from '../../problem/problem.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import { placeholdersFor } from '../../prompts/rendering.ts'
import { wholeWord } from '../../text/words.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { placeOf } from '../health/place.ts'

/**
 * The most variables that are told: an eval set made by another tool may have a dozen columns that mean nothing here.
 */
const mostUnused = 5

/**
 * The variables that nothing uses, each once, on the first case that has it: neither a placeholder of any text of the
 * prompt file, nor what its template evaluates, nor a check. A text without placeholders uses them all, since the whole
 * case follows it; promptfoo sends such a prompt as it stands.
 */
export function unusedVariables(prompt: PromptFile, { path, dialect, cases, checks }: EvalSet): readonly Problem[] {
  const { targets, messages } = prompt
  const asked = targets.map(({ id }) => placeholdersFor(prompt, id))
  if (dialect !== 'promptfoo' && asked.some(names => names.length === 0)) return []
  const names = new Set(asked.flat())
  const first = new Map<string, Case>()
  for (const evalCase of cases)
    for (const name of Object.keys(evalCase.vars)) if (!names.has(name) && !first.has(name)) first.set(name, evalCase)
  if (first.size === 0) return []
  const own = new Set(cases.flatMap(evalCase => (evalCase.checks ? JSON.stringify(evalCase.checks) : [])))
  const read = [...messages.flatMap(({ text }) => text.match(tags) ?? []), JSON.stringify(checks), ...own].join('\n')
  return [...first]
    .filter(([name]) => !wholeWord(name).test(read))
    .slice(0, mostUnused)
    .map(([name, evalCase]) => ({ code: 'unused-variable', name, place: placeOf(evalCase, path) }))
}

/** Everything that a template language evaluates: conditions and loops use variables without being placeholders. */
const tags = /\{\{[^{}\n]+\}\}|\{%[^%\n]*%\}|\$\{[^{}\n]+\}|\{[^{}\n]+\}/g
