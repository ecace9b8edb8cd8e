import type { Case, CaseResult } from '../evals/evalSet.ts'
import type { ShownCase } from '../optimizer/metaPrompt.ts'
import { describe } from '../prompts/messages.ts'
import type { PromptFile } from '../prompts/promptFile.ts'

/** A case as the optimizer model is shown it. */
export const shownCase = ({ vars, expected }: Case, answer?: string): ShownCase => ({
  input: describe(vars),
  expected: expected.join('\n'),
  ...(answer !== undefined && { answer }),
})

/** How many failing cases a meta-prompt shows at the most. */
const mostFailures = 4

/** The worst failures of a batch, worst first: a prompt graded by degrees rarely fails a case wholly. */
export const failing = (cases: readonly Case[], results: readonly CaseResult[]): readonly ShownCase[] =>
  cases
    .flatMap((item, index) => {
      const result = results[index]
      return result === undefined || result.problem || result.grade >= 1 ? [] : [{ item, result }]
    })
    .sort((a, b) => a.result.grade - b.result.grade)
    .slice(0, mostFailures)
    .map(({ item, result }) => shownCase(item, result.answer))

/** Says in words where the target stands in what the task model is sent. */
export function position(prompt: PromptFile, target: string): string {
  const index = prompt.messages.findIndex(message => message.target === target)
  const role = prompt.messages[index]?.role ?? 'user'
  const filled = prompt.targets.find(({ id }) => id === target)?.placeholders ?? []
  if (filled.length > 0)
    return `It is the ${role} message; the input is filled into it where ${filled.map(name => `"${name}"`).join(', ')} stands.`
  return role === 'user'
    ? 'It stands at the beginning of the message; the input follows it.'
    : `It is the ${role} message; the input comes in the messages after it.`
}
