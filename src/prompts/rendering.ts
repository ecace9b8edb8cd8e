import type { Problem } from '../problem/problem.ts'
import { languages } from './languages.ts'
import type { MessageTemplate, PromptFile } from './promptFile.ts'
import { withText } from './replaceTarget.ts'
import { commonIndentation } from './source/lineEnds.ts'
import { fillIn, placeholdersIn } from './source/templateTokens.ts'

/** A message in the form in which it is sent. */
export interface FilledMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

type Vars = Readonly<Record<string, string>>

/** What becomes of a case if the prompt uses none of its variables. */
export type UnusedCase = 'appended' | 'unsent'

/**
 * The chat that is sent for a case. The text takes the target's place, and the placeholders of all messages are filled
 * in one pass. If no placeholder of the file uses any of the variables, the case is appended to the prompt, unless it
 * is to stay unsent: after a blank line at the end of the last message if that is the user's, otherwise as a user
 * message of its own. A single variable is given as it is, several as lines of `name: value`.
 */
export function render(
  file: PromptFile,
  targetId: string,
  text: string,
  vars: Vars,
  unused: UnusedCase = 'appended',
): FilledMessage[] {
  const target = file.targets.find(({ id }) => id === targetId)
  const language = languages[file.language]
  const sent = sentFor(file, targetId)
  const messages = sent.map(message => {
    const replaced = target === undefined ? message.text : withText(message, target, text)
    const { role, indentation } = message
    if (indentation === undefined) return { role, content: fillIn(language, replaced, vars) }
    return { role, content: dedented(fillIn(language, replaced.replace(/^(?=[^\n])/gm, indentation), vars)) }
  })
  const names = Object.keys(vars)
  if (unused === 'unsent' || names.length === 0) return messages
  const asked = placeholdersFor(file, targetId)
  return names.some(name => asked.includes(name)) ? messages : followedBy(messages, describe(vars))
}

/** Removes the white space with which all lines begin, including the lines of filled-in values. */
function dedented(text: string): string {
  const columns = commonIndentation(text)
  return text.replace(new RegExp(`^[ \\t]{0,${columns}}`, 'gm'), '').trim()
}

/** Names of all placeholders that are sent when this target is in use, each once, in order. */
export const placeholdersFor = (file: PromptFile, targetId: string): readonly string[] => [
  ...new Set(sentFor(file, targetId).flatMap(({ text }) => placeholdersIn(languages[file.language], text))),
]

/**
 * Why the target cannot be scored: the file's own tool would evaluate or add something in what is sent with it. In a file
 * of several prompts, only problems on the lines of this one count.
 */
export function unevaluatedFor(file: PromptFile, targetId: string): Problem | undefined {
  const logic = file.problems.filter(({ code }) => code === 'template-logic' || code === 'unasked-json')
  if (!file.messages.some(({ only }) => only !== undefined)) return logic[0]
  const target = file.targets.find(({ id }) => id === targetId)
  const first = target?.line ?? 1
  const last = first + (target?.text.split('\n').length ?? 1) - 1
  return logic.find(({ place }) => place?.line !== undefined && first <= place.line && place.line <= last)
}

/** Logic in parts of the file that are not sent with this target: it is reported, but prevents nothing. */
export function unusedLogicFor(file: PromptFile, targetId: string): readonly Problem[] {
  if (unevaluatedFor(file, targetId)) return []
  return file.problems.flatMap(problem =>
    problem.code === 'template-logic' ? [{ ...problem, code: 'unused-logic' as const }] : [],
  )
}

const sentFor = (file: PromptFile, targetId: string): readonly MessageTemplate[] =>
  file.messages.filter(({ only = targetId }) => only === targetId)

/** A case's variables as text: a single one as it is, several as lines of `name: value`. */
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
