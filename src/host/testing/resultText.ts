import type { EvalReport, EvalReportCase } from '../../protocol/worker.ts'
import { counted, percent } from '../../text/numbers.ts'
import { visible } from '../../text/visible.ts'

/** Why a case did not pass, in one sentence; with the grade where it is partly right. */
export function failureText({ answer, expected, grade, reason }: EvalReportCase): string {
  const why = reason ?? 'The answer is not what was expected'
  const partly = grade !== null && grade > 0 ? ` (grade ${percent(grade)})` : ''
  return expected.length === 0 ? `${why}${partly}\n\n${answer ?? ''}` : `${why}${partly}`
}

/** What was expected, one reference answer on each line. */
export const expectedText = ({ expected }: EvalReportCase): string => expected.join('\n')

/** The lines that the test terminal shows of a case: only what did not pass shows its answer. */
export function caseOutput(name: string, result: EvalReportCase): string {
  const id = visible(name)
  if (result.error !== null) return `${yellow('error ')} ${id}  ${visible(result.error)}`
  if (result.passed) return `${green('passed')} ${id}`
  const [why = ''] = failureText(result).split('\n')
  return `${red('failed')} ${id}  ${visible(why)}\n${visible(indented(result))}`
}

/** The last line about a prompt: its score, how sure that is, and what it took. */
export function reportOutput(name: string, { score, interval, cases, usage }: EvalReport): string {
  const answered = cases.filter(({ grade }) => grade !== null).length
  const range = interval === null ? '' : ` (95 % interval ${percent(interval[0])} to ${percent(interval[1])})`
  const { calls, cached } = usage.task
  return `${name}: ${percent(score)} of ${counted(answered, 'case')}${range}, ${counted(calls, 'request')}, ${cached} cached`
}

/** Lines as a terminal wants them. */
export const forTerminal = (text: string): string => `${text.replaceAll('\n', '\r\n')}\r\n`

/** Most graders say in their reason what they wanted; where one does not, it is shown. */
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
