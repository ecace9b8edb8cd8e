/**
 * The regular expression, or the reason why it is none. With Unicode rules where the pattern obeys them; `plain` leaves
 * them out, as most tools do.
 */
export function compile(pattern: string, ignoreCase: boolean, plain = false): RegExp | string {
  const flags = ignoreCase ? 'i' : ''
  for (const unicode of plain ? [''] : ['u', ''])
    try {
      return new RegExp(pattern, flags + unicode)
    } catch (error) {
      if (unicode === '') return error instanceof Error ? error.message : String(error)
    }
  return 'it is no pattern'
}

/** The text as a pattern that matches it and nothing else. */
export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
