import type { Prepared } from '../../evals/preparing/prepare.ts'
import { chatFor } from '../../evals/scoring/chatFor.ts'
import type { Problem } from '../../problem/problem.ts'
import { render } from '../../prompts/rendering.ts'
import type { ModelSpec } from '../../protocol/worker.ts'
import { tokensAt } from './editorModels.ts'

/**
 * What keeps the longest case from being sent to a language model of the editor: the tokens that it takes, which it states, are
 * fewer than the case has. It is told before anything is asked; where the model cannot count, nothing is.
 */
export async function tooLongForEditor(
  spec: ModelSpec,
  { prompt, target, evalSet }: Prepared,
): Promise<Problem | undefined> {
  if (spec.kind !== 'vscode' || spec.details === undefined) return undefined
  const { maxInputTokens } = spec.details
  const sent = evalSet.cases.map(evalCase => ({
    id: evalCase.id,
    texts: chatFor(render(prompt, target.id, target.text, evalCase.vars), evalCase).map(({ content }) => content),
  }))
  const [longest] = sent.toSorted((a, b) => lengthOf(b.texts) - lengthOf(a.texts))
  // No token has less than one byte, so that a short case need not be counted.
  if (longest === undefined || lengthOf(longest.texts) <= maxInputTokens) return undefined
  const tokens = await tokensAt(spec.model, longest.texts)
  if (tokens === undefined || tokens <= maxInputTokens) return undefined
  const detail = `case ${longest.id} has ${tokens} tokens, and it takes ${maxInputTokens}`
  return { code: 'too-long', endpoint: `VS Code's model ${spec.model}`, detail }
}

const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
