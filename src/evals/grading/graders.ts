import { distance } from 'fastest-levenshtein'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { cosine } from '../../text/similarity.ts'
import type { Check, Dialect } from '../evalSet.ts'
import { booleanIn, parseBoolean } from './answers/boolean.ts'
import { choiceIn, optionsIn, parseChoice } from './answers/choice.ts'
import { conclude } from './answers/conclusion.ts'
import { numberIn, parseNumber, sameNumber } from './answers/number.ts'
import { saysText } from './answers/textAnswer.ts'
import { listsWords } from './answers/wordList.ts'
import { fileContains, fileExists, skillLoaded, toolCalled } from './done.ts'
import { type Grader, type GraderResult, graderResult, type Judged } from './grader.ts'
import type { GraderName } from './graderNames.ts'
import { jsonOf, jsonWithin, misfit, readSchema, sameJson } from './jsonAnswer.ts'
import { judge } from './judges/judge.ts'
import { pairwise } from './judges/pairwise.ts'
import { bleu, rouge1, rougeL } from './overlap.ts'
import { compile } from './pattern.ts'
import { withinTime } from './withinTime.ts'

/** Passes if the rule holds between the answer and any of the wanted texts. */
const any =
  (is: (answer: string, wanted: string, judged: Judged) => boolean): Grader =>
  judged =>
    graderResult(judged.wanted.some(wanted => is(judged.answer, wanted, judged)))

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

const atLeast = (score: number, threshold: number, passed = score >= threshold): GraderResult => ({
  passed,
  score,
  reason: `${score.toFixed(2)} where ${threshold} is needed`,
})

const equals = any((answer, wanted, { check, services }) => {
  if (check.json) return sameJson(answer, wanted)
  const { whole } = bounds(services.dialect)
  const meant = services.dialect === undefined || services.dialect === 'skill' ? wanted.trim() : wanted
  return folded(whole(answer), check) === folded(meant, check)
})

const includes = any((answer, wanted, { check }) => folded(answer, check).includes(folded(wanted, check)))

const includesAll: Grader = ({ answer, wanted, check }) => {
  const missing = wanted.filter(text => !folded(answer, check).includes(folded(text, check)))
  return graderResult(wanted.length > 0 && missing.length === 0)
}

const startsWith = any((answer, wanted, { check, services }) =>
  folded(bounds(services.dialect).start(answer), check).startsWith(folded(wanted, check)),
)

const endsWith = any((answer, wanted, { check, services }) =>
  folded(bounds(services.dialect).end(answer), check).endsWith(folded(wanted, check)),
)

const regex: Grader = ({ answer, wanted, check, services }) => {
  const patterns = wanted.map(pattern => compile(pattern, check.ignoreCase === true, services.dialect === 'promptfoo'))
  const broken = patterns.find(pattern => typeof pattern === 'string')
  if (broken !== undefined) return { ...graderResult(false, broken), broken: true }
  return withinTime(check.grader, () =>
    graderResult(patterns.some(pattern => pattern instanceof RegExp && pattern.test(answer))),
  )
}

const isJson: Grader = judged => {
  const said = jsonOf(judged.answer)
  return meetsSchema(said === undefined ? [] : [said.value], judged, 'the answer is not JSON')
}

const includesJson: Grader = judged => {
  const lenient = judged.services.dialect === 'promptfoo'
  const within = withinTime(judged.check.grader, () => jsonWithin(judged.answer, lenient))
  return within.ok ? meetsSchema(within.value, judged, 'the answer holds no JSON') : within
}

const choice = any((answer, wanted, { evalCase }) => {
  const options = optionsIn(Object.values(evalCase.vars))
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

/** Compares the final answer of a reply, by the rule that fits the kind of the expected answer. */
const answer: Grader = judged => {
  const concluded = conclude(judged.answer)
  return graderResult(
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

/** The number of character edits allowed between the answer and the wanted text if the check gives none. */
const allowedEdits = 5

const levenshtein = any((answer, wanted, { check }) => distance(answer, wanted) <= (check.threshold ?? allowedEdits))

/**
 * The cosine of the embeddings. A model that computes in single precision may fall short of the threshold by its
 * rounding error.
 */
const similar: Grader = async ({ answer, wanted, check, services }): Promise<Outcome<GraderResult>> => {
  if (services.embed === undefined) return failure({ code: 'no-embedding' })
  if (wanted.length === 0) return success(graderResult(false))
  const vectors = await services.embed([answer, ...wanted])
  if (!vectors.ok) return vectors
  const [own = [], ...others] = vectors.value
  const nearest = Math.max(...others.map(other => cosine(own, other)))
  const threshold = check.threshold ?? 0.75
  const level = check.negate ? nearest > threshold + Number.EPSILON : nearest >= threshold - Number.EPSILON
  return success(atLeast(nearest, threshold, level))
}

const javascript: Grader = async ({ answer, evalCase, check, wanted, services }): Promise<Outcome<GraderResult>> => {
  if (services.runCode === undefined) return failure({ code: 'code-not-allowed' })
  // A reference answer is data and must never be run as code.
  if (check.value === undefined) return success({ ...graderResult(false, 'the check holds no code'), broken: true })
  const result = await services.runCode(wanted.join('\n'), {
    output: answer,
    vars: { ...evalCase.vars, ...evalCase.data },
    ...(services.sent !== undefined && { prompt: services.sent }),
    ...(check.config !== undefined && { config: check.config }),
  })
  if (!result.ok) return result
  const found = result.value
  switch (found.type) {
    case 'boolean':
      return success(graderResult(found.value, `the code returned ${found.value}`))
    case 'number': {
      const passed = check.threshold === undefined ? found.value > 0 : found.value >= check.threshold
      return success({ passed, score: found.value, negated: found.value, reason: `the code returned ${found.value}` })
    }
    case 'grade':
      return success({ passed: found.pass, score: found.score, negated: found.score, reason: found.reason })
    case 'threw':
      return success({ ...graderResult(false, `the code threw: ${found.detail}`), broken: true })
    case 'neither':
      return success({ ...graderResult(false, `the code returned ${found.detail}, which is no verdict`), broken: true })
  }
}

/** Every grader by the name that eval sets use; for a group of checks, its members are judged instead. */
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
  pairwise,
  javascript,
  'file-exists': fileExists,
  'file-contains': fileContains,
  'tool-called': toolCalled,
  'skill-loaded': skillLoaded,
} as const satisfies Record<Exclude<GraderName, 'all'>, Grader>

/** Without a schema any JSON passes; with one, a single value must match it. */
function meetsSchema(
  values: readonly unknown[],
  { check, wanted }: Judged,
  none: string,
): GraderResult | Outcome<GraderResult> {
  const [text] = wanted
  if (values.length === 0 || check.value === undefined || text === undefined || text === '')
    return graderResult(values.length > 0, none)
  const schema = readSchema(text)
  if (typeof schema === 'string') return failure({ code: 'bad-schema', detail: schema })
  return withinTime(check.grader, () => {
    const misfits = values.map(value => misfit(schema, value))
    const meets = misfits.includes(undefined)
    return graderResult(meets, `the JSON does not meet the schema: ${misfits.at(-1) ?? 'it does not fit'}`)
  })
}

/** How much of the white space around an answer a tool ignores. */
const bounds = (dialect: Dialect | undefined) =>
  dialect === 'promptfoo' || dialect === 'openai'
    ? { whole: asIs, start: asIs, end: asIs }
    : { whole: trim, start: trimStart, end: trimEnd }

const asIs = (text: string): string => text
const trim = (text: string): string => text.trim()
const trimStart = (text: string): string => text.trimStart()
const trimEnd = (text: string): string => text.trimEnd()

const folded = (text: string, { ignoreCase }: Check): string => (ignoreCase ? text.toLowerCase() : text)

/** A leading zero means a code or a telephone number, in which every digit counts. */
const looksNumeric = (text: string): boolean => parseNumber(text) !== undefined && !/^0\d/.test(text.trim())

/** Several words separated only by spaces. */
const looksListed = (text: string): boolean =>
  /^[\p{L}\p{N}][\p{L}\p{N}'’&-]{0,29}(?:\s+[\p{L}\p{N}][\p{L}\p{N}'’&-]{0,29})+$/u.test(text.trim())
