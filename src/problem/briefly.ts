import { visibleLine } from '../text/visible.ts'

/** Names in a sentence. */
export const inList = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : names.map(briefly).join(', ')

/** Details come from elsewhere: one line of at most 200 characters, without the full stop that the sentence adds. */
export function briefly(detail: string): string {
  const line = visibleLine(detail)
  const characters = Array.from(line)
  return (characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : line).replace(/\.$/, '')
}

/**
 * Whether a name was made from what it names: a short hash, which has a letter, and a number where several are equal. It
 * says nothing to people.
 */
export const isMadeName = (name: string): boolean => /^(?=\d*[a-f])[0-9a-f]{12}(?:-\d+)?$/.test(name)

/** A case at the start of a sentence. One without an id of its own is known by its place, which stands before. */
export const theCase = (id: string): string => (isMadeName(id) ? 'This case' : `The case "${briefly(id)}"`)

/** A case amid a sentence. */
export const caseAmid = (id: string): string => (isMadeName(id) ? 'this case' : `the case "${briefly(id)}"`)
