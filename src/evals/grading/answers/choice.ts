import { type Conclusion, sentences } from './conclusion.ts'

/** The options of a question, by letter. */
export type ChoiceOptions = ReadonlyMap<string, string>

/** Reads options that are listed one per line, as `(A) first`, `B) second` or `C. third`. */
export function optionsIn(texts: readonly string[]): ChoiceOptions {
  const options = new Map<string, string>()
  for (const match of texts.join('\n').matchAll(/^[ \t]*(?:[-*][ \t]+)?(?:\(([A-Z])\)|([A-Z])[).:])[ \t]+(\S.*)$/gm))
    options.set(match[1] ?? match[2] ?? '', tidy(match[3] ?? ''))
  return options
}

/** `(B)`, `B)`, `B.` or `B`, and nothing else. */
export const parseChoice = (text: string): string | undefined =>
  /^(?:\(([a-z])\)|([a-z])\)|([A-Z])\.?)$/i.exec(text.trim())?.slice(1).find(Boolean)?.toUpperCase()

/**
 * The letter of the option that a reply chooses, given by letter or by the option's own text. Undefined if it names no
 * option, or several without choosing. Options that the reply calls wrong do not count.
 */
export function choiceIn({ whole, final }: Conclusion, options: ChoiceOptions): string | undefined {
  if (final !== undefined) {
    const stated = stateOf(final, options)
    if (stated !== undefined) return stated === several ? undefined : stated
  }
  const last = sentences(whole).at(-1) ?? ''
  const concluded = /^(?:so|therefore|thus|hence)\b/i.test(last) ? single(letters(last, options)) : undefined
  const decided = concluded ?? parseChoice(whole) ?? opening(whole, options) ?? single(letters(whole, options))
  if (decided !== undefined) return decided
  return (
    single(letters(last, options)) ??
    bare(last, options) ??
    called(whole, options) ??
    byText(whole, options) ??
    byText(last, options) ??
    closing(last, options)
  )
}

/** An answer is stated, but it is no single option of the question. */
const several = 'several'

/** What a marked answer states: the first option that it names, unless it then names another beside it. */
function stateOf(final: string, options: ChoiceOptions): string | undefined {
  const line = final.split('\n')[0] ?? ''
  const exact = parseChoice(line.replace(/^["'[]+|(?<!["'.,;:!\]}])["'.,;:!\]}]+$/g, ''))
  if (exact !== undefined) return known(exact, options) ? exact : several
  if (/\([A-Z]\)\s*(?:or|and|\/|,|&)\s*(?:option\s+)?\([A-Z]\)/i.test(clause(line))) return several
  if (/^(?:either\s+)?(?:option\s+)?[A-Z]\s*(?:or|and|\/|,|&)\s*(?:option\s+)?[A-Z]\b(?![a-z'])/.test(line))
    return several
  return openingLetter(line, options) ?? letters(final, options)[0] ?? bare(line, options) ?? byText(line, options)
}

const clause = (line: string): string => line.split(/\b(?:because|since|as|while)\b/i)[0] ?? line

/** The letters in parentheses, in order, except those that are called wrong. */
function letters(text: string, options: ChoiceOptions): string[] {
  return [...text.matchAll(/(\bnot\s+(?:option\s+)?|n't\s+(?:be\s+)?(?:option\s+)?)?\(([A-Z])\)([^.\n(]*)/gi)].flatMap(
    match => {
      const letter = match[2]?.toUpperCase() ?? ''
      const denied =
        match[1] || /^\s*(?:is|was|are)(?:n't|\s+(?:not|wrong|incorrect|false|ruled))\b/i.test(match[3] ?? '')
      return denied || !known(letter, options) ? [] : [letter]
    },
  )
}

/**
 * The option that the reply begins with, unless that line is one of several that each begin with an option of their
 * own.
 */
function opening(whole: string, options: ChoiceOptions): string | undefined {
  const lines = whole.split('\n').flatMap(line => openingLetter(line, options) ?? [])
  return openingLetter(whole, options) === undefined ? undefined : single(lines)
}

/** An answer that begins with an option: "(B) because …", "B. Sally", "Option B: …". */
function openingLetter(text: string, options: ChoiceOptions): string | undefined {
  const match =
    /^["'\s]*(?:(option|choice)\s+)?(?:\(([A-Z])\)|([A-Z])[).:](?=\s|$)|([A-Z])(?=\s*(?:,|-|\u2013|\u2014)\s|\s+(?:because|since|as)\b|["']?\s*(?:\n|$)))(.*)/i.exec(
      text,
    )
  const letter = match?.slice(2, 5).find(Boolean)
  if (match === null || letter === undefined || !known(letter.toUpperCase(), options)) return undefined
  if (match[1] === undefined && match[4] !== undefined && match[4] !== match[4].toUpperCase()) return undefined
  const rest = match[5] ?? ''
  const undecided = /^\s*(?:or|and|\/|,|&)\s*(?:option\s+)?\(?[A-Z]\b/.test(rest) || /^\s*(?:is|was)\b/i.test(rest)
  return undecided ? undefined : letter.toUpperCase()
}

/** A letter without parentheses after a word that announces it: "I choose B." */
function bare(text: string, options: ChoiceOptions): string | undefined {
  const named = [...text.matchAll(/\b(?:option|choice|choose|pick|select|is|be)\s+"?([A-Z])"?(?=\s*(?:[.,;:!)]|$))/g)]
  return single(named.flatMap(match => (match[1] && known(match[1], options) ? [match[1]] : [])))
}

/** The only option that is called right, anywhere in the reply: "B is correct because …" */
function called(text: string, options: ChoiceOptions): string | undefined {
  const named = [...text.matchAll(/\b([A-Z])\s+is\s+(?:clearly\s+)?(?:correct|right)\b/g)]
  return single(named.flatMap(match => (match[1] && known(match[1], options) ? [match[1]] : [])))
}

/**
 * The letter at the end of the reply, in any language. It must be an option of the question, alone and not negated: "A
 * or B" and "not B" decide nothing.
 */
function closing(last: string, options: ChoiceOptions): string | undefined {
  const alone = [...last.matchAll(/(?<![\p{Script=Latin}\d'])([A-Z])(?![\p{Script=Latin}\d'])/gu)]
  const [only, second] = alone
  if (
    only?.[1] === undefined ||
    second ||
    !options.has(only[1]) ||
    /\b(?:not|or|nor|neither|nicht|oder|no|pas|ou)\b|n't\b|不/i.test(last)
  )
    return undefined
  return /^[^\p{L}\p{N}]*$/u.test(last.slice(only.index + 1)) ? only[1] : undefined
}

/** The option whose own text the answer equals or begins with. */
function byText(text: string, options: ChoiceOptions): string | undefined {
  const said = tidy(text)
  const matching = [...options].filter(([, option]) => said === option || said.startsWith(`${option} because `))
  return matching.length === 1 ? matching[0]?.[0] : undefined
}

const known = (letter: string, options: ChoiceOptions): boolean => options.size === 0 || options.has(letter)

function single(letters: readonly string[]): string | undefined {
  const distinct = new Set(letters)
  return distinct.size === 1 ? letters[0] : undefined
}

const tidy = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^["'\s]+|(?<!["'.\s])["'.\s]+$/g, '')
    .replace(/(?<![,"'.;:])[,"'.;:]+(?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
