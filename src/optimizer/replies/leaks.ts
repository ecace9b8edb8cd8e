import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { countWords, words } from '../../text/words.ts'
import type { ShownCase } from '../metaPrompts/metaPrompt.ts'
import { unitTexts } from '../recombine/units.ts'
import { caseLine, withoutStrays } from './strays.ts'

/** A prompt does not share this many words in a row with a case by chance. */
const run = 6

/** A line of fewer words, such as a brace, may be the same by chance. */
const sentence = 4

/**
 * A new prompt up to where it begins to quote the cases that its writer was shown; a failure if it is mostly about
 * them, since a note about those cases would be useless for others. Whatever the current prompt already contains is
 * allowed, since its author chose it.
 */
export function withoutQuotes(text: string, current: string, shown: readonly ShownCase[]): Outcome<string> {
  const cases = new Set(shown.flatMap(({ input, expected }) => [...runsIn(input), ...runsIn(expected)]))
  const own = runsIn(current)
  const quotedIn = (part: string): string | undefined =>
    [...runsIn(part)].find(each => cases.has(each) && !own.has(each))
  const quoted = quotedIn(text)
  if (quoted === undefined) return success(text)
  const rest = withoutStrays(text, current, unit => quotedIn(unit) !== undefined || caseLine.test(unit))
  return rest === undefined || quotedIn(rest) !== undefined ? failure({ code: 'quotes-case', quoted }) : success(rest)
}

/**
 * A new prompt up to where it repeats a sentence of the request, such as "Keep {{input}} in it, exactly as it stands."
 * Whatever the allowed texts contain, such as prompts and what the user wants, may be repeated.
 */
export function withoutCopies(text: string, allowed: string, request: string): Outcome<string> {
  const said = new Set(unitTexts(request).filter(unit => countWords(unit) >= sentence))
  const rest = withoutStrays(text, allowed, unit => said.has(unit))
  return rest === undefined ? failure({ code: 'reply-talk' }) : success(rest)
}

function runsIn(text: string): ReadonlySet<string> {
  const all = words(text.toLowerCase())
  return new Set(
    Array.from({ length: Math.max(0, all.length - run + 1) }, (_, at) => all.slice(at, at + run).join(' ')),
  )
}
