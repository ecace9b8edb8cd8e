import type { Prepared } from '../../evals/preparing/prepare.ts'
import { chatOfCase } from '../../evals/scoring/chatFor.ts'
import type { Problem } from '../../problem/problem.ts'
import type { ModelSpec } from '../../protocol/worker.ts'
import { tokensAt } from './editorModels.ts'

/**
 * Why the longest case cannot be sent to a language model of the editor: it has more tokens than the model says it
 * accepts. Reported before anything is asked; if the model cannot count, nothing is reported.
 */
export async function tooLongForEditor(
  spec: ModelSpec,
  { prompt, target, evalSet }: Prepared,
): Promise<Problem | undefined> {
  if (spec.kind !== 'vscode' || spec.details === undefined) return undefined
  const { maxInputTokens } = spec.details
  const sent = evalSet.cases.map(evalCase => ({
    id: evalCase.id,
    texts: chatOfCase(prompt, target.id, target.text, evalCase, evalSet).map(({ content }) => content),
  }))
  const [longest] = sent.toSorted((a, b) => lengthOf(b.texts) - lengthOf(a.texts))
  // A token has at least one byte, so a short case need not be counted.
  if (longest === undefined || lengthOf(longest.texts) <= maxInputTokens) return undefined
  const tokens = await tokensAt(spec.model, longest.texts)
  if (tokens === undefined || tokens <= maxInputTokens) return undefined
  const detail = `case ${longest.id} has ${tokens} tokens, and it takes ${maxInputTokens}`
  return { code: 'too-long', endpoint: `VS Code's model ${spec.model}`, detail }
}

const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
