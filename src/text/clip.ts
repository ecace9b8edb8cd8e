import { diffArrays } from 'diff'
import { mostEdits } from './diff.ts'
import { pieces, wordsChanged } from './words.ts'

/**
 * Moves `from` towards `to` by at most `most` changed words and returns the text it reaches: the analogue of clipping a
 * gradient by its norm (Pascanu et al. 2013, section 3.2). It returns `to` itself if that is near enough. Each change
 * of the word difference is applied whole or not at all, the smallest first, so that as many as possible are applied.
 * `tokens` are never cut: changes that touch one are applied together, and only if every token then occurs as often as
 * before. Texts that share next to nothing have no separate changes, so `from` is returned.
 */
export function clipToStep(from: string, to: string, most: number, tokens: readonly string[] = []): string {
  if (wordsChanged(from, to) <= most) return to
  const parts = differenceOf(from, to, tokens)
  if (parts === undefined) return from
  const changes = changesIn(parts, tokens).toSorted((a, b) => a.words - b.words)
  const applied: Change[] = []
  let words = 0
  for (const change of changes) {
    if (words + change.words > most) break
    applied.push(change)
    words += change.words
  }
  // Two changes may touch one word, or leave two words without a space between them, so the sum is only an estimate.
  while (applied.length > 0 && wordsChanged(from, joined(parts, applied)) > most) applied.pop()
  return joined(parts, applied)
}

/** A stretch that both texts share, or that one text has in place of the other's. */
interface Part {
  readonly before: string
  readonly after: string
}

/** Changes that are applied together, as indexes of their parts. */
interface Change {
  readonly places: readonly number[]
  readonly words: number
}

function differenceOf(from: string, to: string, tokens: readonly string[]): readonly Part[] | undefined {
  const stretches = diffArrays(wholePieces(from, tokens), wholePieces(to, tokens), { maxEditLength: mostEdits })
  if (stretches === undefined) return undefined
  const parts: Part[] = []
  let open: Part | undefined
  for (const { added, removed, value } of stretches) {
    const text = value.join('')
    if (added || removed) {
      const { before, after }: Part = open ?? { before: '', after: '' }
      open = added ? { before, after: after + text } : { before: before + text, after }
    } else {
      if (open) parts.push(open)
      open = undefined
      parts.push({ before: text, after: text })
    }
  }
  return open ? [...parts, open] : parts
}

function changesIn(parts: readonly Part[], tokens: readonly string[]): readonly Change[] {
  const differing = parts.flatMap(({ before, after }, place) => (before === after ? [] : [place]))
  const partAt = (place: number): Part => parts[place] ?? { before: '', after: '' }
  const cost = (place: number): number => wordsChanged(partAt(place).before, partAt(place).after)
  const moves = (place: number): boolean =>
    tokens.some(token => partAt(place).before.includes(token) || partAt(place).after.includes(token))
  const balanced = (places: readonly number[]): boolean =>
    tokens.every(token => {
      const count = (text: string): number => text.split(token).length - 1
      return places.reduce((sum, place) => sum + count(partAt(place).after) - count(partAt(place).before), 0) === 0
    })
  const together = differing.filter(moves)
  const alone = differing.filter(place => !moves(place)).map(place => ({ places: [place], words: cost(place) }))
  return together.length > 0 && balanced(together)
    ? [...alone, { places: together, words: together.reduce((sum, place) => sum + cost(place), 0) }]
    : alone
}

function joined(parts: readonly Part[], applied: readonly Change[]): string {
  const places = new Set(applied.flatMap(change => change.places))
  return parts.map(({ before, after }, place) => (places.has(place) ? after : before)).join('')
}

/** Splits a text into pieces, each token being one piece. */
function wholePieces(text: string, tokens: readonly string[]): string[] {
  const [first, at] = tokens.reduce<[string | undefined, number]>(
    (found, token) => {
      const index = text.indexOf(token)
      return index >= 0 && index < found[1] ? [token, index] : found
    },
    [undefined, text.length],
  )
  if (first === undefined || first === '') return pieces(text)
  return [...pieces(text.slice(0, at)), first, ...wholePieces(text.slice(at + first.length), tokens)]
}
