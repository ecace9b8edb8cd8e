import { type Cursor, shifted } from './cursor.ts'
import { flowCursor } from './flowCursor.ts'
import { yamlCursor } from './yamlCursor.ts'

/**
 * Finds what is being typed, in a text that may be incomplete; undefined where completion does not apply, such as in
 * prose.
 */
export function cursorAt(name: string, text: string, offset: number): Cursor | undefined {
  if (/\.ya?ml$/i.test(name)) return yamlCursor(text, offset)
  if (/\.json$/i.test(name)) return flowCursor(text, offset, [])
  if (!/\.jsonl$/i.test(name)) return undefined
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return shifted(flowCursor(text.slice(start, end < 0 ? text.length : end), offset - start, ['[]']), start)
}
