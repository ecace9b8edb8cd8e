import { visibleLine } from '../text/visible.ts'

/** Names in a sentence. */
export const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.map(brief).join(', '))

/** Details come from elsewhere: one line of at most 200 characters, without the full stop that the sentence adds. */
export function brief(detail: string): string {
  const line = visibleLine(detail)
  const characters = Array.from(line)
  return (characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : line).replace(/\.$/, '')
}
