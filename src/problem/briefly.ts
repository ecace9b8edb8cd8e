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
