import type { Case, CaseResult } from '../../evals/evalSet.ts'
import type { ShownCase } from '../../optimizer/metaPrompts/metaPrompt.ts'
import { demandsOn } from '../../prompts/candidate.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import { describe } from '../../prompts/rendering.ts'
import { ngramSimilarity } from '../../text/similarity.ts'

/** A case as the optimizer model is shown it. */
export const shownCase = ({ vars, expected }: Case, answer?: string): ShownCase => ({
  input: describe(vars),
  expected: expected.join('\n'),
  ...(answer !== undefined && { answer }),
})

/** How many failing cases of a batch are used at the most. */
const mostFailures = 16

/**
 * The failures of a batch: the worst first, since a prompt graded by degrees rarely fails a case wholly, then always the
 * one that is least like those before it, so that the first few show different faults. A case that passes, though not
 * with a full grade, is shown only where none fails.
 */
export function failing(cases: readonly Case[], results: readonly CaseResult[]): readonly ShownCase[] {
  const imperfect = cases.flatMap((evalCase, index) => {
    const result = results[index]
    return result === undefined || result.problem || result.grade >= 1 ? [] : [{ evalCase, result }]
  })
  const failed = imperfect.filter(({ result }) => !result.passed)
  const left = (failed.length > 0 ? failed : imperfect)
    .sort((a, b) => a.result.grade - b.result.grade)
    .map(({ evalCase, result }) => ({
      shown: shownCase(evalCase, result.isCut ? `${result.answer} (cut off)` : result.answer),
      likeness: 0,
    }))
  const chosen: ShownCase[] = []
  while (left.length > 0 && chosen.length < mostFailures) {
    const next = left.reduce((best, candidate) => (candidate.likeness < best.likeness ? candidate : best))
    left.splice(left.indexOf(next), 1)
    chosen.push(next.shown)
    for (const candidate of left)
      candidate.likeness = Math.max(candidate.likeness, ngramSimilarity(candidate.shown.input, next.shown.input))
  }
  return chosen
}

/** Says in words where the target stands in what the task model is sent, and what a text there must be. */
export const position = (prompt: PromptFile, target: string): string =>
  [placeOf(prompt, target), ...demandsOn(prompt, target)].join(' ')

function placeOf(prompt: PromptFile, target: string): string {
  const index = prompt.messages.findIndex(message => message.target === target)
  const role = prompt.messages[index]?.role ?? 'user'
  const filled = prompt.targets.find(({ id }) => id === target)?.placeholders ?? []
  if (filled.length > 0)
    return `It is the ${role} message; the input is filled into it where ${filled.map(name => `"${name}"`).join(', ')} stands.`
  return role === 'user'
    ? 'It stands at the beginning of the message; the input follows it.'
    : `It is the ${role} message; the input comes in the messages after it.`
}
