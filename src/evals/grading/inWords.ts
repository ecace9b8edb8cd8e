import type { Case, Check, EvalSet } from '../evalSet.ts'
import { wantedBy } from './grade.ts'

/** For these graders the reference is the answer itself, so showing it is enough. */
const byReference = new Set(['equals', 'answer', 'choice', 'number', 'boolean', 'words', 'levenshtein', 'similar'])

/** How the answers to the cases are judged. */
export type Judging = Pick<EvalSet, 'checks' | 'dialect'>

/**
 * How answers are judged, described for a model that writes a prompt: what the checks want, and how a reply is read.
 * Variables in a check stay unfilled. Undefined if there are no checks.
 */
export const gradingInWords = (checks: readonly Check[]): string | undefined =>
  checks.length === 0 ? undefined : sentence(checks.map(check => inWords(check, texts(check))))

/**
 * The checks that hold for all cases: those of the set or, where each case has its own, as promptfoo writes them, those
 * that differ in nothing but the text wanted, without it. Those of the set if the cases are judged in different ways.
 */
export function commonChecks(cases: readonly Case[], { checks }: Judging): readonly Check[] {
  if (cases.every(({ checks: own }) => own === undefined)) return checks
  const each = cases.map(({ checks: own = checks }) => own.map(withoutText))
  const isCommon = new Set(each.map(own => JSON.stringify(own))).size === 1
  return (isCommon ? each[0] : undefined) ?? checks
}

/** The text wanted differs from case to case; a rubric or a program does not stand for another one. */
const withoutText = (check: Check): Check => {
  if (!wantsText(check)) return check
  const { value: _, values: __, ...rest } = check
  return rest
}

const wantsText = ({ grader }: Check): boolean => byReference.has(grader) || partly.has(grader)

/** For these graders the text wanted may be a part of the answer. */
const partly = new Set(['includes', 'starts-with', 'ends-with'])

/**
 * The texts that the answer is compared with, any of which is right: the reference answers or, without any, what the
 * only check of the case wants. Empty if neither says.
 */
export function referencesOf(evalCase: Case, { checks, dialect }: Judging): readonly string[] {
  if (evalCase.expected.length > 0) return evalCase.expected
  const [only, ...others] = evalCase.checks ?? checks
  const isText = only !== undefined && others.length === 0 && !only.negate && wantsText(only)
  return isText ? wantedBy(only, evalCase, dialect) : []
}

/**
 * What one case wants of its answer, with its variables filled in: the answers that it is compared with as a whole or,
 * if there are none, what the checks look for. Empty if neither says anything.
 */
export function wantedInWords(evalCase: Case, judging: Judging): string {
  const own = evalCase.checks ?? judging.checks
  const isWhole = evalCase.expected.length > 0 || own.every(({ grader }) => byReference.has(grader))
  const references = isWhole ? referencesOf(evalCase, judging) : []
  if (references.length > 0) return references.join('\n')
  return own.length === 0 ? '' : sentence(own.map(check => inWords(check, wantedBy(check, evalCase, judging.dialect))))
}

/** Whether answers may get part of the score. */
export const isGraded = (checks: readonly Check[]): boolean =>
  checks.length > 1 || checks.some(({ grader }) => graded.has(grader))

const graded = new Set(['judge', 'pairwise', 'javascript', 'rouge-n', 'rouge-l', 'bleu', 'all'])

/** Whether the reference of a case is an answer that passes. */
export const showsAnswer = (checks: readonly Check[]): boolean =>
  checks.every(({ grader, negate }) => !negate && (byReference.has(grader) || graded.has(grader)) && grader !== 'all')

const texts = ({ value, values }: Check): readonly string[] => values ?? (value === undefined ? [] : [value])

const sentence = (parts: readonly string[]): string => {
  const said = [...new Set(parts)].map(part => `it ${part}`).join('; ')
  return /[.!?]$/.test(said) ? said : `${said}.`
}

/** One check as the end of a sentence that begins "the answer …". */
function inWords(check: Check, wanted: readonly string[]): string {
  const not = check.negate ? 'must not' : 'must'
  const named = wanted.length === 0 ? 'the answer wanted' : wanted.map(text => JSON.stringify(text)).join(' or ')
  const looked = check.ignoreCase ? ', in small or capital letters' : ''
  switch (check.grader) {
    case 'equals':
      return `${not} be ${named}, ${check.ignoreCase ? 'in small or capital letters' : 'letter by letter'}, and nothing else`
    case 'includes':
    case 'includes-any':
      return `${not} contain ${named}${looked}`
    case 'includes-all':
      return `${not} contain ${wanted.map(text => JSON.stringify(text)).join(' and ') || named}${looked}`
    case 'starts-with':
      return `${not} begin with ${named}${looked}`
    case 'ends-with':
      return `${not} end with ${named}${looked}`
    case 'regex':
      return `${not} match the regular expression ${wanted.join(' or ') || 'that is wanted'}`
    case 'is-json':
      return `${not} be JSON and nothing else${schema(wanted)}`
    case 'includes-json':
      return `${not} contain JSON${schema(wanted)}`
    case 'choice':
    case 'number':
    case 'boolean':
    case 'words':
    case 'answer':
      return `${not} end in ${named}: the final answer is read off the reply, after "answer:" or "####" where it says so`
    case 'levenshtein':
    case 'rouge-n':
    case 'rouge-l':
    case 'bleu':
    case 'similar':
      return `${not} read almost like ${named}`
    case 'judge':
      return `${not} meet this rubric, as a judge reads it: ${wanted.join(' or ') || 'it says the same as the answer wanted'}`
    case 'pairwise':
      return `${not} be at least as good as the text wanted, as a judge sees it${check.value === undefined ? '' : `: ${check.value}`}`
    case 'javascript':
      return `${not} pass this code: ${check.value ?? ''}`
    case 'file-exists':
      return `${not} leave the file ${named}`
    case 'file-contains':
      return `${not} leave ${check.file ?? 'a file'} with ${named} in it${looked}`
    case 'tool-called':
      return `${not} come after a call of ${named}${check.arguments === undefined ? '' : ` with ${check.arguments}`}`
    case 'skill-loaded':
      return `${not} come after loading the skill ${named}`
    case 'all':
      return (check.all ?? []).map(one => inWords(one, texts(one))).join(', and ') || 'may be anything'
    default:
      return check.grader satisfies never
  }
}

const schema = ([text]: readonly string[]): string =>
  text === undefined || text === '' ? '' : ` that meets the schema ${text}`

/** Whether a failure needs a reason besides what was wanted. */
export const saysMore = (checks: readonly Check[]): boolean => checks.some(({ grader }) => !byReference.has(grader))
