import { countWords } from '../../text/words.ts'
import { unitsJoined, unitsOf } from '../recombine/units.ts'

/**
 * A prompt up to the sentence or line with which its writer strays from it, such as a remark on the request or an
 * example that repeats a shown case, and without such ones at its start. Whatever its current version contains is part
 * of it. Undefined if a quotation would be cut in two, or if less than a third of the words would be left, and fewer than
 * the current version has: they were not the point of the text then.
 */
export function withoutStrays(
  text: string,
  current: string,
  isStray: (unit: string, at: number) => boolean,
): string | undefined {
  const units = unitsOf(text)
  const strays = units.map((unit, at) => !current.includes(unit.text) && isStray(unit.text, at))
  const start = strays.indexOf(false)
  let end = strays.indexOf(true, Math.max(0, start))
  if (end < 0) end = units.length
  else while (end > 0 && announces.test(units[end - 1]?.text ?? '')) end--
  const left = unitsJoined(units.slice(Math.max(0, start), end)).trim()
  const isPoint = left !== '' && countWords(left) >= Math.min(countWords(text) / 3, countWords(current))
  return isPoint && !isCutInQuotes(left, text) ? left : undefined
}

/** "**Examples:**", "### Example", "For instance, if the question is this:" */
const announces = /:\W{0,3}$|^#{1,6} |^for (?:example|instance)\b/i

const isCutInQuotes = (left: string, text: string): boolean => quotes(left) % 2 === 1 && quotes(text) % 2 === 0
const quotes = (text: string): number => text.split('"').length - 1

/** A case in the form in which cases are shown. */
export const caseLine = /^(?:input|message|answer|output)\s*:/i
