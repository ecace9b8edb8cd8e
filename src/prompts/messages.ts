import { formats } from './formats.ts'
import type { PromptFile } from './promptFile.ts'

/** A message as it is sent. */
export interface FilledMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

type Vars = Readonly<Record<string, string>>

/**
 * The chat that is sent for a case: the text takes the target's place, and every message's placeholders are filled in one
 * pass. Where no placeholder of the file asks for any of the variables, the case follows the prompt: after a blank line
 * at the end of the last message if that is the user's, else as a user message of its own. A lone variable is given as it
 * is, several as lines of `name: value`.
 */
export function render(file: PromptFile, targetId: string, text: string, vars: Vars): FilledMessage[] {
  const { fill } = formats[file.format]
  const messages = file.messages.map(message => {
    const replaced = message.target === targetId ? text + tailOf(file, targetId, message.text) : message.text
    return { role: message.role, content: fill(replaced, vars) }
  })
  const names = Object.keys(vars)
  const asked = new Set(file.targets.flatMap(({ placeholders }) => placeholders))
  const fixed = file.messages.filter(({ target }) => target === undefined)
  const filled = names.some(name => asked.has(name)) || fixed.some(({ text }) => fill(text, vars) !== text)
  return filled || names.length === 0 ? messages : followedBy(messages, describe(vars))
}

/** The line ends after a target's text are part of its message, though not of the text. */
function tailOf(file: PromptFile, targetId: string, message: string): string {
  const target = file.targets.find(({ id }) => id === targetId)
  return target === undefined ? '' : message.slice(target.text.length)
}

/** A case's variables as text: a lone one as it is, several as lines of `name: value`. */
export function describe(vars: Vars): string {
  const entries = Object.entries(vars)
  const [first] = entries
  return entries.length === 1 && first !== undefined
    ? first[1]
    : entries.map(([name, value]) => `${name}: ${value}`).join('\n')
}

function followedBy(messages: readonly FilledMessage[], input: string): FilledMessage[] {
  const last = messages.at(-1)
  return last?.role === 'user'
    ? [...messages.slice(0, -1), { role: 'user', content: `${last.content.trimEnd()}\n\n${input}` }]
    : [...messages, { role: 'user', content: input }]
}
