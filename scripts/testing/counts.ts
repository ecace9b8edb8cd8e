/** How the tests of one suite, or of all, ended. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const nothing: Counts = { passed: 0, failed: 0, skipped: 0 }

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    nothing,
  )

export const inWords = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/** The counts that another process wrote down, where they are whole. */
export function readCounts(text: string): Counts | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    if (!('passed' in value && 'failed' in value && 'skipped' in value)) return undefined
    const { passed, failed, skipped } = value
    if (typeof passed !== 'number' || typeof failed !== 'number' || typeof skipped !== 'number') return undefined
    return { passed, failed, skipped }
  } catch {
    return undefined
  }
}
