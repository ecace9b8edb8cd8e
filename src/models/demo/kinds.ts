import type { Kind } from './proposing/exercise.ts'
import type { ReadCase, ReadMetaPrompt } from './proposing/readMetaPrompt.ts'
import { readTaskText } from './readTask.ts'

/** The kinds of task to which the cases in a meta-prompt belong. */
export const kindsOf = ({ cases, current }: ReadMetaPrompt): ReadonlySet<Kind> =>
  new Set(cases.map(one => kindOf(one, current)))

/** Often the input shows its kind; otherwise the prompt does, or a short answer that looks like a label. */
function kindOf({ input, expected }: ReadCase, prompt: string): Kind {
  const alone = readTaskText(input).exercise.kind
  if (alone !== 'text') return alone
  const placeholder = /\{\{[^{}]*\}\}|\$\{input:[^{}]*\}/g
  const filled = placeholder.test(prompt) ? prompt.replace(placeholder, () => input) : `${prompt}\n\n${input}`
  const together = readTaskText(filled).exercise.kind
  if (together !== 'text') return together
  return /^[\w-]+( [\w-]+)?$/.test(expected.trim()) ? 'labelling' : 'text'
}
