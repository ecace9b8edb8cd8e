import type { Case, Check } from '../../evals/evalSet.ts'
import { type Judging, referencesOf } from '../../evals/grading/inWords.ts'
import { describe } from '../../prompts/rendering.ts'
import { labelsOf } from './shownCases.ts'

/** Fewer different answers may be alike by chance. */
const fewestAnswers = 6

/** Longer answers are texts, which have no form to speak of. */
const longestAnswer = 80

/**
 * How all expected answers are written, in words. A model that sees only four of them learns what they say and misses
 * their form. The form is not given as a pattern ("0000/00/00"), because small models hand that on instead of what it
 * stands for. Undefined for a set of labels, for answers that need not match letter by letter, and for answers that have
 * nothing in common.
 */
export function answerForm(cases: readonly Case[], judging: Judging): string | undefined {
  const wanted = cases.map(evalCase => referencesOf(evalCase, judging))
  const answers = [...new Set(wanted.flat())]
  const isLiteral = cases.every(({ checks = judging.checks }) => checks.length > 0 && checks.every(isEqual))
  if (!isLiteral || answers.length < fewestAnswers || wanted.some(all => all.length !== 1)) return undefined
  if (answers.some(answer => answer.length > longestAnswer || answer.includes('\n'))) return undefined
  if (labelsOf(cases, judging).length > 0) return undefined
  const around = affixesOf(answers)
  const facts = [
    ...around,
    around.length === 0 && lettersOf(answers),
    around.length === 0 && markOf(answers),
    cases.every(one => isQuoted(one, judging)) && 'all its words stand in the message',
  ].filter(fact => typeof fact === 'string')
  const last = facts.at(-1)
  if (last === undefined) return undefined
  return `Every answer wanted ${facts.length === 1 ? last : `${facts.slice(0, -1).join(', ')}, and ${last}`}.`
}

const isEqual = ({ grader, negate }: Check): boolean => grader === 'equals' && !negate

/** What all answers begin and end with, if it is more than digits. */
function affixesOf(answers: readonly string[]): readonly string[] {
  const start = shared(answers).replace(/[\p{L}\p{N}]+$/u, '')
  const end = reversed(shared(answers.map(reversed))).replace(/^[\p{L}\p{N}]+/u, '')
  return [
    ...(/[^\p{N}\s]/u.test(start) ? [`begins with ${JSON.stringify(start)}`] : []),
    ...(/[^\p{N}\s]/u.test(end) ? [`ends with ${JSON.stringify(end)}`] : []),
  ]
}

const reversed = (text: string): string => [...text].reverse().join('')

/** The beginning that all texts share. */
const shared = ([first = '', ...others]: readonly string[]): string =>
  others.reduce((start, text) => {
    let length = 0
    while (length < start.length && start[length] === text[length]) length++
    return start.slice(0, length)
  }, first)

const letters: readonly { readonly pattern: RegExp; readonly said: string }[] = [
  { pattern: /^\p{Lu}+$/u, said: 'is in capital letters only' },
  { pattern: /^\p{Ll}+$/u, said: 'is in small letters only' },
  { pattern: /^\p{Lu}\p{Ll}+$/u, said: 'begins each word with a capital letter' },
]

/** How the words of all answers are written. */
function lettersOf(answers: readonly string[]): string | undefined {
  const words = answers.flatMap(answer => answer.match(/\p{L}+/gu) ?? [])
  return words.length === 0 ? undefined : letters.find(({ pattern }) => words.every(word => pattern.test(word)))?.said
}

/** What stands between the parts of all answers, if it is more than a space. */
function markOf(answers: readonly string[]): string | undefined {
  const between = new Set(
    answers.flatMap(answer => answer.match(/(?<=[\p{L}\p{N}])[^\p{L}\p{N}]+(?=[\p{L}\p{N}])/gu) ?? []),
  )
  const [mark = ''] = between
  return between.size === 1 && mark.trim() !== '' ? `has ${JSON.stringify(mark)} between its parts` : undefined
}

/** Whether all words of the answer are in the message, ignoring case. */
function isQuoted(evalCase: Case, judging: Judging): boolean {
  const message = describe(evalCase.vars).toLowerCase()
  const [answer = ''] = referencesOf(evalCase, judging)
  const own = answer.match(/\p{L}{2,}/gu) ?? []
  return own.length > 0 && own.every(word => message.includes(word.toLowerCase()))
}
