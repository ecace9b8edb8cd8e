import { booleanIn, parseBoolean } from './answers/boolean.ts'
import { choiceIn, optionsIn, parseChoice } from './answers/choice.ts'
import { numberIn, parseNumber, sameNumber } from './answers/number.ts'
import { saysText } from './answers/text.ts'
import { listsWords } from './answers/wordList.ts'
import { conclude } from './answers.ts'
import type { Case, Check, Grade, GraderName } from './evalSet.ts'

/** Whether the answer is what was wanted. `wanted` is the check's value, filled, or one of the case's reference answers. */
export type Grader = (answer: string, wanted: string, item: Case, check: Check) => boolean

const equals: Grader = (answer, wanted, _, check) => folded(answer.trim(), check) === folded(wanted.trim(), check)
const includes: Grader = (answer, wanted, _, check) => folded(answer, check).includes(folded(wanted, check))
const startsWith: Grader = (answer, wanted, _, check) =>
  folded(answer.trimStart(), check).startsWith(folded(wanted, check))
const endsWith: Grader = (answer, wanted, _, check) => folded(answer.trimEnd(), check).endsWith(folded(wanted, check))

const regex: Grader = (answer, wanted, _, check) => {
  const pattern = compile(wanted, check.ignoreCase === true)
  return pattern instanceof RegExp && pattern.test(answer)
}

const choice: Grader = (answer, wanted, item) => {
  const options = optionsIn(Object.values(item.vars))
  const letter = parseChoice(wanted) ?? choiceIn({ whole: wanted }, options)
  return letter !== undefined && choiceIn(conclude(answer), options) === letter
}

const number: Grader = (answer, wanted) => {
  const expected = parseNumber(wanted) ?? numberIn({ whole: wanted })
  const said = parseNumber(answer) ?? numberIn(conclude(answer))
  return expected !== undefined && said !== undefined && sameNumber(said, expected)
}

const boolean: Grader = (answer, wanted) => {
  const expected = parseBoolean(wanted)
  return expected !== undefined && booleanIn(conclude(answer)) === expected
}

const words: Grader = (answer, wanted) => listsWords(conclude(answer), wanted)

/** Compares the final answer in a reply, in the way that suits what is expected. */
const answer: Grader = (reply, wanted, item, check) => {
  const conclusion = conclude(reply)
  const isText = () => saysText(conclusion, wanted)
  if (/^\([A-Za-z]\)$|^[A-Z][).]?$/.test(wanted.trim())) return choice(reply, wanted, item, check)
  if (looksNumeric(wanted)) return number(reply, wanted, item, check)
  if (/^(?:true|false|yes|no|valid|invalid)$/i.test(wanted.trim())) return boolean(reply, wanted, item, check)
  return isText() || (looksListed(wanted) && listsWords(conclusion, wanted))
}

/** Every grader by the name that eval sets use. */
export const graders = {
  equals,
  includes,
  'starts-with': startsWith,
  'ends-with': endsWith,
  regex,
  choice,
  number,
  boolean,
  words,
  answer,
} as const satisfies Record<GraderName, Grader>

/** Judges an answer by every check: the grade is their mean, and it passes where all of them do. */
export function grade(answer: string, item: Case, checks: readonly Check[]): Grade {
  const failed = checks.filter(check => !passes(answer, item, check))
  const share = checks.length === 0 ? 1 : 1 - failed.length / checks.length
  const first = failed[0]
  return first === undefined
    ? { grade: share, passed: true }
    : { grade: share, passed: false, reason: reason(first, item) }
}

const passes = (answer: string, item: Case, check: Check): boolean =>
  wantedBy(check, item).some(wanted => graders[check.grader](answer, wanted, item, check))

/** Any of several reference answers is right, also where the check's value names them. */
function wantedBy({ grader, value }: Check, item: Case): readonly string[] {
  if (value === undefined) return item.expected
  const quote = grader === 'regex' ? escaped : (text: string) => text
  const own = Object.hasOwn(item.vars, 'expected')
  if (own || !templateNames(value).includes('expected')) return [fill(value, item.vars, quote)]
  return item.expected.map(expected => fill(value, { ...item.vars, expected }, quote))
}

const reason = (check: Check, item: Case): string => {
  const wanted = wantedBy(check, item).map(text => JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text))
  return wanted.length === 0
    ? `${check.grader}: there is no expected answer`
    : `${check.grader}: expected ${wanted.join(' or ')}`
}

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/g

/** Names of the variables that a check's value is filled with. */
export const templateNames = (value: string): string[] =>
  Array.from(value.matchAll(placeholder), match => match[1] ?? '')

/** Fills every `{{name}}` in one pass; a name without a value is left as it stands. */
const fill = (value: string, vars: Readonly<Record<string, string>>, quote: (text: string) => string): string =>
  value.replace(placeholder, (whole, name: string) => (Object.hasOwn(vars, name) ? quote(vars[name] ?? '') : whole))

/** The regular expression, with Unicode rules where the pattern obeys them; or the reason why it is none. */
export function compile(pattern: string, ignoreCase: boolean): RegExp | string {
  const flags = ignoreCase ? 'i' : ''
  for (const unicode of ['u', ''])
    try {
      return new RegExp(pattern, flags + unicode)
    } catch (error) {
      if (unicode === '') return error instanceof Error ? error.message : String(error)
    }
  return 'it is no pattern'
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

const folded = (text: string, { ignoreCase }: Check): string => (ignoreCase ? text.toLowerCase() : text)

/** A leading zero means a code or a telephone number, where every digit counts as written. */
const looksNumeric = (text: string): boolean => parseNumber(text) !== undefined && !/^0\d/.test(text.trim())

/** Several words with nothing but spaces between them. */
const looksListed = (text: string): boolean =>
  /^[\p{L}\p{N}][\p{L}\p{N}'’&-]{0,29}(?:\s+[\p{L}\p{N}][\p{L}\p{N}'’&-]{0,29})+$/u.test(text.trim())
