import { distance } from 'fastest-levenshtein'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { cosine } from '../../text/similarity.ts'
import type { Check, Dialect, GraderName } from '../evalSet.ts'
import { booleanIn, parseBoolean } from './answers/boolean.ts'
import { choiceIn, optionsIn, parseChoice } from './answers/choice.ts'
import { conclude } from './answers/conclusion.ts'
import { numberIn, parseNumber, sameNumber } from './answers/number.ts'
import { saysText } from './answers/textAnswer.ts'
import { listsWords } from './answers/wordList.ts'
import { type Finding, type Grader, type Judged, verdict } from './grader.ts'
import { jsonOf, jsonWithin, misfit, readSchema, sameJson } from './jsonAnswer.ts'
import { judge } from './judge.ts'
import { bleu, rouge1, rougeL } from './overlap.ts'
import { compile } from './pattern.ts'
import { withinTime } from './withinTime.ts'

/** Passes where the answer is any of the wanted texts, in the way that the rule says. */
const any =
  (is: (answer: string, wanted: string, judged: Judged) => boolean): Grader =>
  judged =>
    verdict(judged.wanted.some(wanted => is(judged.answer, wanted, judged)))

/** Scores the answer against the wanted texts, and passes from the threshold on. */
const scored =
  (standard: number, score: (answer: string, wanted: readonly string[]) => number): Grader =>
  ({ answer, wanted, check }) => {
    const found = wanted.length === 0 ? 0 : score(answer, wanted)
    return atLeast(found, check.threshold ?? standard)
  }

const best =
  (score: (answer: string, wanted: string) => number) =>
  (answer: string, wanted: readonly string[]): number =>
    Math.max(...wanted.map(one => score(answer, one)))

const atLeast = (score: number, threshold: number, passed = score >= threshold): Finding => ({
  passed,
  score,
  reason: `${score.toFixed(2)} where ${threshold} is needed`,
})

const equals = any((answer, wanted, { check, means }) => {
  if (check.json) return sameJson(answer, wanted)
  const { whole } = bounds(means.dialect)
  const meant = means.dialect === undefined || means.dialect === 'skill' ? wanted.trim() : wanted
  return folded(whole(answer), check) === folded(meant, check)
})

const includes = any((answer, wanted, { check }) => folded(answer, check).includes(folded(wanted, check)))

const includesAll: Grader = ({ answer, wanted, check }) => {
  const missing = wanted.filter(text => !folded(answer, check).includes(folded(text, check)))
  return verdict(wanted.length > 0 && missing.length === 0)
}

const startsWith = any((answer, wanted, { check, means }) =>
  folded(bounds(means.dialect).start(answer), check).startsWith(folded(wanted, check)),
)

const endsWith = any((answer, wanted, { check, means }) =>
  folded(bounds(means.dialect).end(answer), check).endsWith(folded(wanted, check)),
)

const regex: Grader = ({ answer, wanted, check, means }) => {
  const patterns = wanted.map(pattern => compile(pattern, check.ignoreCase === true, means.dialect === 'promptfoo'))
  const broken = patterns.find(pattern => typeof pattern === 'string')
  if (broken !== undefined) return { ...verdict(false, broken), broken: true }
  return withinTime(check.grader, () =>
    verdict(patterns.some(pattern => pattern instanceof RegExp && pattern.test(answer))),
  )
}

const isJson: Grader = judged => {
  const said = jsonOf(judged.answer)
  return meetsSchema(said === undefined ? [] : [said.value], judged, 'the answer is not JSON')
}

const includesJson: Grader = judged => {
  const lenient = judged.means.dialect === 'promptfoo'
  const within = withinTime(judged.check.grader, () => jsonWithin(judged.answer, lenient))
  return within.ok ? meetsSchema(within.value, judged, 'the answer holds no JSON') : within
}

const choice = any((answer, wanted, { item }) => {
  const options = optionsIn(Object.values(item.vars))
  const letter = parseChoice(wanted) ?? choiceIn({ whole: wanted }, options)
  return letter !== undefined && choiceIn(conclude(answer), options) === letter
})

const number = any((answer, wanted) => {
  const expected = parseNumber(wanted) ?? numberIn({ whole: wanted })
  const said = parseNumber(answer) ?? numberIn(conclude(answer))
  return expected !== undefined && said !== undefined && sameNumber(said, expected)
})

const boolean = any((answer, wanted) => {
  const expected = parseBoolean(wanted)
  return expected !== undefined && booleanIn(conclude(answer)) === expected
})

const words = any((answer, wanted) => listsWords(conclude(answer), wanted))

/** Compares the final answer in a reply, in the way that suits what is expected. */
const answer: Grader = judged => {
  const concluded = conclude(judged.answer)
  return verdict(
    judged.wanted.some(wanted => {
      const passes = (grader: Grader): boolean => {
        const found = grader({ ...judged, wanted: [wanted] })
        return 'passed' in found && found.passed
      }
      if (/^\([A-Za-z]\)$|^[A-Z][).]?$/.test(wanted.trim())) return passes(choice)
      if (looksNumeric(wanted)) return passes(number)
      if (/^(?:true|false|yes|no|valid|invalid)$/i.test(wanted.trim())) return passes(boolean)
      return saysText(concluded, wanted) || (looksListed(wanted) && listsWords(concluded, wanted))
    }),
  )
}

/** Edits of a character that may lie between the answer and what is wanted, where the check does not say. */
const allowedEdits = 5

const levenshtein = any((answer, wanted, { check }) => distance(answer, wanted) <= (check.threshold ?? allowedEdits))

/** The cosine of embeddings. A model that measures in single precision may fall short by as much as it rounds. */
const similar: Grader = async ({ answer, wanted, check, means }): Promise<Outcome<Finding>> => {
  if (means.embed === undefined) return failure({ code: 'no-embedding' })
  if (wanted.length === 0) return success(verdict(false))
  const vectors = await means.embed([answer, ...wanted])
  if (!vectors.ok) return vectors
  const [own = [], ...others] = vectors.value
  const nearest = Math.max(...others.map(other => cosine(own, other)))
  const threshold = check.threshold ?? 0.75
  const level = check.negate ? nearest > threshold + Number.EPSILON : nearest >= threshold - Number.EPSILON
  return success(atLeast(nearest, threshold, level))
}

const javascript: Grader = async ({ answer, item, check, wanted, means }): Promise<Outcome<Finding>> => {
  if (means.runCode === undefined) return failure({ code: 'code-not-allowed' })
  // A reference answer is data, and is never taken for code.
  if (check.value === undefined) return success({ ...verdict(false, 'the check holds no code'), broken: true })
  const result = await means.runCode(wanted.join('\n'), { output: answer, vars: item.vars })
  if (!result.ok) return result
  const found = result.value
  switch (found.type) {
    case 'boolean':
      return success(verdict(found.value, `the code returned ${found.value}`))
    case 'number': {
      const passed = check.threshold === undefined ? found.value > 0 : found.value >= check.threshold
      return success({ passed, score: found.value, negated: found.value, reason: `the code returned ${found.value}` })
    }
    case 'grade':
      return success({ passed: found.pass, score: found.score, negated: found.score, reason: found.reason })
    case 'threw':
      return success({ ...verdict(false, `the code threw: ${found.detail}`), broken: true })
    case 'neither':
      return success({ ...verdict(false, `the code returned ${found.detail}, which is no verdict`), broken: true })
  }
}

/** Every grader by the name that eval sets use; a group of checks is judged by its members. */
export const graders = {
  equals,
  includes,
  'includes-any': includes,
  'includes-all': includesAll,
  'starts-with': startsWith,
  'ends-with': endsWith,
  regex,
  'is-json': isJson,
  'includes-json': includesJson,
  choice,
  number,
  boolean,
  words,
  answer,
  levenshtein,
  'rouge-n': scored(0.75, best(rouge1)),
  'rouge-l': scored(0.75, best(rougeL)),
  bleu: scored(0.5, bleu),
  similar,
  judge,
  javascript,
} as const satisfies Record<Exclude<GraderName, 'all'>, Grader>

/** Without a schema any JSON will do; with one, a single value that meets it. */
function meetsSchema(values: readonly unknown[], { check, wanted }: Judged, none: string): Finding | Outcome<Finding> {
  const [text] = wanted
  if (values.length === 0 || check.value === undefined || text === undefined || text === '')
    return verdict(values.length > 0, none)
  const schema = readSchema(text)
  if (typeof schema === 'string') return failure({ code: 'bad-schema', detail: schema })
  return withinTime(check.grader, () => {
    const misfits = values.map(value => misfit(schema, value))
    const meets = misfits.includes(undefined)
    return verdict(meets, `the JSON does not meet the schema: ${misfits.at(-1) ?? 'it does not fit'}`)
  })
}

/** How much of the space around an answer a tool looks past. */
const bounds = (dialect: Dialect | undefined) =>
  dialect === 'promptfoo' || dialect === 'openai'
    ? { whole: asIs, start: asIs, end: asIs }
    : { whole: trim, start: trimStart, end: trimEnd }

const asIs = (text: string): string => text
const trim = (text: string): string => text.trim()
const trimStart = (text: string): string => text.trimStart()
const trimEnd = (text: string): string => text.trimEnd()

const folded = (text: string, { ignoreCase }: Check): string => (ignoreCase ? text.toLowerCase() : text)

/** A leading zero means a code or a telephone number, where every digit counts as written. */
const looksNumeric = (text: string): boolean => parseNumber(text) !== undefined && !/^0\d/.test(text.trim())

/** Several words with nothing but spaces between them. */
const looksListed = (text: string): boolean =>
  /^[\p{L}\p{N}][\p{L}\p{N}'’&-]{0,29}(?:\s+[\p{L}\p{N}][\p{L}\p{N}'’&-]{0,29})+$/u.test(text.trim())
