import { diffArrays } from 'diff'
import { pieces } from './words.ts'

/** A stretch of text that both texts share, or that only one of them has. */
export interface Change {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/**
 * The difference of two texts in words. Unchanged and removed parts, joined, give `from` exactly; unchanged and added
 * parts give `to`. Texts that share next to nothing come out as one removal and one addition.
 */
export function diffWords(from: string, to: string): readonly Change[] {
  const changes = diffArrays(pieces(from), pieces(to), { maxEditLength: mostEdits })
  if (changes === undefined) return [change('removed', from), change('added', to)].filter(({ text }) => text !== '')
  return changes.map(({ added, removed, value }) =>
    change(added ? 'added' : removed ? 'removed' : 'same', value.join('')),
  )
}

/**
 * Finding a difference takes time quadratic in the number of edits, and nobody reads more than this many word by word.
 */
export const mostEdits = 1000

const change = (kind: Change['kind'], text: string): Change => ({ kind, text })
