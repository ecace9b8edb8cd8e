import type { EvalReport, EvalReportCase } from '../../protocol/worker.ts'
import { judgeCaveat } from '../../report/judgeWords.ts'
import { counted, percent } from '../../text/numbers.ts'
import { visible } from '../../text/visible.ts'

/** Why a case did not pass, in one sentence; with the grade if it is partly right. */
export function failureText({ answer, expected, grade, reason }: EvalReportCase): string {
  const why = reason ?? 'The answer is not what was expected'
  const partly = grade !== null && grade > 0 ? ` (grade ${percent(grade)})` : ''
  return expected.length === 0 ? `${why}${partly}\n\n${answer ?? ''}` : `${why}${partly}`
}

/** The expected answers, one per line. */
export const expectedText = ({ expected }: EvalReportCase): string => expected.join('\n')

/** The lines about a case in the test terminal; only cases that did not pass show their answer. */
export function caseOutput(name: string, result: EvalReportCase): string {
  const id = visible(name)
  if (result.error !== null) return `${yellow('error ')} ${id}  ${visible(result.error)}`
  if (result.passed) return `${green('passed')} ${id}`
  const [why = ''] = failureText(result).split('\n')
  return `${red('failed')} ${id}  ${visible(why)}\n${visible(indented(result))}`
}

/** What ends the output about a prompt: its score, how certain that is, what it cost, and what its judge is worth. */
export function reportOutput(name: string, { score, interval, cases, usage, judge }: EvalReport): string {
  const answered = cases.filter(({ grade }) => grade !== null).length
  const range = interval === null ? '' : ` (95 % interval ${percent(interval[0])} to ${percent(interval[1])})`
  const { calls, cached } = usage.task
  const scored = `${name}: ${percent(score)} of ${counted(answered, 'case')}${range}, ${counted(calls, 'request')}, ${cached} cached`
  return [scored, ...judgeCaveat(judge)].join('\n')
}

/** Lines with the line ends that a terminal needs. */
export const forTerminal = (text: string): string => `${text.replaceAll('\n', '\r\n')}\r\n`

/** Most graders say in their reason what they wanted; for the others it is added. */
const indented = (result: EvalReportCase): string => {
  const { answer, expected } = result
  const isSaid = expected.every(text => failureText(result).includes(text))
  return [...(isSaid ? [] : [`expected: ${expected.join(' | ')}`]), `answered: ${answer ?? ''}`]
    .join('\n')
    .split('\n')
    .map(line => `       ${line}`)
    .join('\n')
}

const red = (text: string): string => `\u001b[31m${text}\u001b[0m`
const green = (text: string): string => `\u001b[32m${text}\u001b[0m`
const yellow = (text: string): string => `\u001b[33m${text}\u001b[0m`
