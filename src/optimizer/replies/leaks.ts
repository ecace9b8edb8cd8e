import { words } from '../../text/words.ts'
import type { ShownCase } from '../metaPrompts/metaPrompt.ts'

/** Words in a row that a prompt does not have in common with a case by chance. */
const run = 6

/**
 * What a new prompt quotes of the cases that its writer was shown, undefined where it quotes nothing: it would be a note
 * of those cases and no prompt for others. What the current prompt says already is its author's to say.
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
