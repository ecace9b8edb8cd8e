import type { Case } from '../../evals/evalSet.ts'
import { commonChecks, type Judging, referencesOf } from '../../evals/grading/inWords.ts'
import { describe } from '../../prompts/rendering.ts'
import { labelsOf } from './shownCases.ts'

/** Fewer different answers may be alike by chance; longer ones are texts, which have no form to speak of. */
const [fewest, longest] = [6, 80]

/**
 * What all wanted answers look like, in words: a model that sees four of them takes what they say for what is wanted,
 * and misses how they are written. Undefined where they are a set of labels, where an answer need not be the text wanted, letter by letter, or where
 * those of the cases have nothing in common.
 */
export function answerForm(cases: readonly Case[], judging: Judging): string | undefined {
  const wanted = cases.map(evalCase => referencesOf(evalCase, judging))
  const answers = [...new Set(wanted.flat())]
  const isLiteral = commonChecks(cases, judging).every(({ grader, negate }) => grader === 'equals' && !negate)
  if (!isLiteral || answers.length < fewest || wanted.some(all => all.length !== 1)) return undefined
  if (labelsOf(cases, judging).length > 0) return undefined
  if (answers.some(answer => answer.length > longest || answer.includes('\n'))) return undefined
  const facts = [shapeOf(answers) ?? lookOf(answers), cases.every(one => isQuoted(one, judging)) && quoted]
  const told = facts.filter(fact => typeof fact === 'string')
  return told.length === 0 ? undefined : `Every answer wanted ${told.join(', and ')}.`
}

const quoted = 'all its words stand in the message'

/** A number, a word, spaces, or a single mark. */
const parts = /\p{N}+|\p{L}+|\s+|[^\p{N}\p{L}\s]/gu

/** More parts than these are a sentence. */
const mostParts = 12

/** The form of answers that are made of the same parts in the same order, unless it is that of a single word. */
function shapeOf(answers: readonly string[]): string | undefined {
  const rows = answers.map(answer => answer.match(parts) ?? [])
  const [first = []] = rows
  if (first.length < 2 || first.length > mostParts || rows.some(row => row.length !== first.length)) return undefined
  const shape = first.map((_, at) => shapeOfPart(rows.map(row => row[at] ?? '')))
  if (shape.includes(undefined)) return undefined
  const form = shape.join('')
  const digits = /(^|[^\p{L}])0/u.test(form) ? ', where 0 is any digit' : ''
  return `has the form "${form}"${digits}`
}

/** The part itself if it is always the same, else what stands for it; undefined if it is now a word and now a mark. */
function shapeOfPart(part: readonly string[]): string | undefined {
  const [first = ''] = part
  if (part.every(text => text === first)) return first
  if (part.every(text => /^\p{N}+$/u.test(text)))
    return part.every(({ length }) => length === first.length) ? '0'.repeat(first.length) : 'NUMBER'
  const word = words.find(({ pattern }) => part.every(text => pattern.test(text)))
  return word?.name
}

/** How words are written, and the word that shows it. */
const words: readonly { readonly pattern: RegExp; readonly name: string; readonly said: string }[] = [
  { pattern: /^\p{Lu}+$/u, name: 'WORD', said: 'is in capital letters only' },
  { pattern: /^\p{Ll}+$/u, name: 'word', said: 'is in small letters only' },
  { pattern: /^\p{Lu}\p{Ll}+$/u, name: 'Word', said: 'begins each word with a capital letter' },
]

/** What holds for answers of different lengths: how their words are written, and what stands between them. */
function lookOf(answers: readonly string[]): string | undefined {
  const all = answers.flatMap(answer => answer.match(/\p{L}+/gu) ?? [])
  const between = [...new Set(answers.flatMap(answer => answer.match(/(?<=\w)[^\p{L}\p{N}]+(?=\w)/gu) ?? []))]
  const [mark] = between
  const facts = [
    all.length > 0 && words.find(({ pattern }) => all.every(word => pattern.test(word)))?.said,
    between.length === 1 && mark?.trim() !== '' && `has ${JSON.stringify(mark)} between its parts`,
  ].filter(fact => typeof fact === 'string')
  return facts.length === 0 ? undefined : facts.join(' and ')
}

/** Whether the words of the answer are those of the message, but for capital letters. */
function isQuoted(evalCase: Case, judging: Judging): boolean {
  const message = describe(evalCase.vars).toLowerCase()
  const [answer = ''] = referencesOf(evalCase, judging)
  const own = answer.match(/\p{L}{2,}/gu) ?? []
  return own.length > 0 && own.every(word => message.includes(word.toLowerCase()))
}
