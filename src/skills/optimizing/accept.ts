import type { Problem } from '../../problem/problem.ts'
import { longestDescription } from '../../prompts/longestDescription.ts'

/** More words in a row than this are a copied query, which fits that query and no other. */
const longestRun = 6

/** Why a text cannot be a description, found before it costs a request; undefined if it can. */
export function acceptDescription(text: string, queries: readonly string[]): Problem | undefined {
  const length = Array.from(text).length
  if (length > longestDescription)
    return { code: 'description-too-long', characters: length, limit: longestDescription }
  if (/[<>]/.test(text)) return { code: 'description-tagged' }
  const runs = new Set(runsIn(text))
  const copied = queries.flatMap(query => runsIn(query).filter(run => runs.has(run)))[0]
  return copied === undefined ? undefined : { code: 'query-copied', words: copied }
}

/** Every run of words that is one word longer than allowed. */
function runsIn(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu) ?? []
  return words.slice(longestRun).map((_, start) => words.slice(start, start + longestRun + 1).join(' '))
}
