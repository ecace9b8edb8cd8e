import { words } from '../../text/words.ts'
import type { ShownCase } from '../metaPrompts/metaPrompt.ts'

/** A prompt does not share this many words in a row with a case by chance. */
const run = 6

/**
 * What a new prompt quotes from the cases that its writer was shown; undefined if it quotes nothing. Such a prompt
 * would be a note about those cases and useless for others. Whatever the current prompt already contains is allowed,
 * since its author chose it.
 */
export function quotesCase(text: string, current: string, shown: readonly ShownCase[]): string | undefined {
  const own = runsIn(current)
  const said = new Set([...runsIn(text)].filter(each => !own.has(each)))
  for (const { input, expected } of shown)
    for (const field of [input, expected]) for (const each of runsIn(field)) if (said.has(each)) return each
  return undefined
}

function runsIn(text: string): ReadonlySet<string> {
  const all = words(text.toLowerCase())
  return new Set(
    Array.from({ length: Math.max(0, all.length - run + 1) }, (_, at) => all.slice(at, at + run).join(' ')),
  )
}
