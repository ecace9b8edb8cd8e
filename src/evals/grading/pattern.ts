/**
 * The regular expression, or the reason why it is invalid. Uses Unicode mode if the pattern is valid in it; `plain`
 * never does, like most tools.
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

/** A pattern that matches exactly this text. */
export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
