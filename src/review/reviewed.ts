import type { TextChange } from './changes.ts'
import type { Decisions } from './decisions.ts'

/** What earlier reviews of a prompt decided, in words for the optimizer model. */
export interface Reviewed {
  readonly accepted: readonly string[]
  readonly rejected: readonly string[]
}

/** The most decisions of each kind that are told, and the most characters of one: more would crowd out the task. */
const mostTold = 8
const longestTold = 240

/**
 * What the decisions say about a text, the newest review first. A user who accepts that words are taken out does not
 * want them, and one who rejects it wants to keep them. Left out is what the user has undone by hand since.
 */
export function reviewedIn(
  text: string,
  reviews: readonly { readonly changes: readonly TextChange[]; readonly decisions: Decisions }[],
): Reviewed {
  const decided = reviews.flatMap(({ changes, decisions }) =>
    changes.flatMap(change => {
      const isAccepted = decisions.accepted.includes(change.id)
      if (!isAccepted && !decisions.rejected.includes(change.id)) return []
      const isRemoval = change.text.trim() === ''
      const words = (isRemoval ? change.removed : change.text).trim()
      const isKept = isAccepted !== isRemoval
      return words === '' || text.includes(words) !== isKept ? [] : [{ isKept, told: inWords(change, words) }]
    }),
  )
  const told = (kept: boolean): readonly string[] =>
    [...new Set(decided.flatMap(({ isKept, told }) => (isKept === kept ? [told] : [])))].slice(0, mostTold)
  return { accepted: told(true), rejected: told(false) }
}

/** A few words mean something only beside those whose place they take. */
function inWords({ removed, text }: TextChange, words: string): string {
  const old = removed.trim()
  const isReplaced = text.trim() !== '' && old !== ''
  return isReplaced ? `"${cut(words)}" in place of "${cut(old)}"` : cut(words)
}

const cut = (words: string): string => (words.length > longestTold ? `${words.slice(0, longestTold)}…` : words)
