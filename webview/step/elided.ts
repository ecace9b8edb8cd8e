import type { Change } from '../../src/text/diff.ts'

/** A piece of a difference as it is shown: a change, or a number of unchanged characters that are hidden. */
export type Shown = Change | { readonly kind: 'left-out'; readonly characters: number }

/** Number of characters kept on either side of a change. */
const context = 300

/** A difference without long unchanged stretches, so that a few changes in a long prompt are close together. */
export function elided(changes: readonly Change[]): readonly Shown[] {
  if (changes.length < 2) return changes
  return changes.flatMap((change, index): readonly Shown[] => {
    const { kind, text } = change
    if (kind !== 'same' || text.length < 4 * context) return [change]
    const head = index === 0 ? '' : (/^.*(?=\s)/s.exec(text.slice(0, context + 1))?.[0] ?? '')
    const tail = index === changes.length - 1 ? '' : (/(?<=\s).*$/s.exec(text.slice(-context - 1))?.[0] ?? '')
    const left: Shown = { kind: 'left-out', characters: text.length - head.length - tail.length }
    const around = (part: string): readonly Shown[] => (part === '' ? [] : [{ kind, text: part }])
    return [...around(head), left, ...around(tail)]
  })
}
