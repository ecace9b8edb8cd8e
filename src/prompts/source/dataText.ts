import type { Problem } from '../../problem/problem.ts'
import type { TextField } from './sourceField.ts'

/** Whether a text is itself a chat in JSON or YAML, which whoever sends the file takes apart. */
export const isChatText = (text: string): boolean =>
  (/^\s*\[\s*\{/.test(text) && /"role"\s*:/.test(text)) || /^\s*- role:/.test(text)

/** Whether promptfoo takes a text for data: it fills the strings in JSON and writes the rest anew. */
export const isDataText = (text: string): boolean => isChatText(text) || (/^\s*[[{]/.test(text) && isJson(text))

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** A text that is no data must not become any. */
export const notData = (field: TextField): TextField => ({
  ...field,
  respell: text =>
    isDataText(text) && !isDataText(field.text)
      ? { refused: 'promptfoo would take the text for a chat or other data' }
      : field.respell(text),
})

/** That a text is sent as a text here, and as data by its own tool. */
export const dataText = (path: string, id: string, { text, lineOf }: TextField): Problem => ({
  code: 'template-logic',
  token: `the ${isChatText(text) ? 'chat' : 'JSON'} in ${id}`,
  place: { path, line: lineOf(0) },
})
