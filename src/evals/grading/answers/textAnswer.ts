import { type Conclusion, plain, sentences } from './conclusion.ts'

/**
 * Whether the reply, its marked answer or its last line is the expected text, ignoring case, quotes and punctuation.
 */
export function saysText({ whole, final }: Conclusion, expected: string): boolean {
  const wanted = normal(plain(expected))
  if (wanted === '') return saysSymbols(final ?? whole, expected)
  if (final !== undefined && openings(final).some(text => normal(text) === wanted)) return true
  if (final !== undefined) return normal(whole) === wanted
  const last = whole.split('\n').at(-1) ?? ''
  return [whole, last, last.slice(last.indexOf(':') + 1)].some(text => normal(text) === wanted)
}

/** The places at which a marked answer may end before an explanation follows. */
function openings(final: string): string[] {
  const line = final.split('\n')[0] ?? ''
  return [
    final,
    line,
    sentences(line)[0] ?? '',
    ...line.split(/;|\s\(|\s(?:because|since)\b|,?\s(?:not|rather than|instead of)\s/i).slice(0, 1),
  ]
}

/**
 * Lower case, without quotes and punctuation, runs of spaces as one. Characters before or between digits are kept,
 * since 1.5 is not 15 and -5 is not 5.
 */
export function normal(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[.,:\-\u2013\u2014](?!\d)|[;!?"'`_*()[\]{}\u2026\u00AB\u00BB\u3001\u3002\uFF0C\uFF01\uFF1F]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** For answers without letters or digits, such as closing brackets: the last run of such characters is the answer. */
function saysSymbols(text: string, expected: string): boolean {
  const runs = text.match(/[^\p{L}\p{N}\s.,:;!?"']+(?:\s+[^\p{L}\p{N}\s.,:;!?"']+)*/gu)
  const squeezed = (run: string | undefined) => run?.replace(/\s+/g, '') ?? ''
  return squeezed(expected) !== '' && squeezed(runs?.at(-1)) === squeezed(expected)
}
