import { total } from '../../models/roles.ts'
import { stopSentences } from '../../problem/stopReasons.ts'
import type { EvalReport, Report, RunRequest } from '../../protocol/worker.ts'
import { answerWarning } from '../../report/answerWords.ts'
import { caveats, isSimulated, simulatedCaveat } from '../../report/caveats.ts'
import { isRefinement } from '../../report/refinement.ts'
import { verdictSentence } from '../../report/verdictWords.ts'
import { diffWords } from '../../text/diff.ts'
import { counted, percent } from '../../text/numbers.ts'

/**
 * The number of failing cases shown to an agent, and of characters of each text in them: enough to see what is wrong.
 */
const mostCases = 8
const mostCharacters = 300

/** The result of an evaluation in a few words, with the first cases that did not pass. */
export function evaluationText(
  request: RunRequest,
  { score, interval, cases, sample, answers, usage }: EvalReport,
): string {
  const failed = cases.filter(({ passed }) => passed === false)
  const unanswered = cases.filter(({ error }) => error !== null)
  const range = interval === null ? '' : ` (95 % interval ${percent(interval[0])} to ${percent(interval[1])})`
  return [
    `Score: ${percent(score)}${range} on ${counted(cases.length - unanswered.length, 'case')}${sample ? `, a sample of ${sample.of}` : ''}; ${failed.length} did not pass.`,
    `Task model: ${request.models.task.id}. Requests: ${usage.task.calls}, from the cache: ${usage.task.cached}.`,
    ...simulated(request),
    ...(answers ? [answerWarning(answers)] : []),
    ...(unanswered.length > 0
      ? [`${counted(unanswered.length, 'request')} failed and count for nothing: ${unanswered[0]?.error ?? ''}`]
      : []),
    ...failed
      .slice(0, mostCases)
      .map(
        ({ id, expected, answer, reason }) =>
          `- ${named(request, id)}: expected ${short(expected.join(' | '))}, answered ${short(answer ?? '')}${reason === undefined ? '' : ` (${short(reason)})`}`,
      ),
    ...(failed.length > mostCases ? [`- and ${failed.length - mostCases} more`] : []),
  ].join('\n')
}

/** A case by what an agent can find in the file: its row and its contents. */
function named({ evalSet }: RunRequest, id: string): string {
  const index = evalSet.cases.findIndex(evalCase => evalCase.id === id)
  const evalCase = evalSet.cases[index]
  if (evalCase === undefined) return `case ${short(id)}`
  const values = Object.values(evalCase.vars).map(value => (typeof value === 'string' ? value : JSON.stringify(value)))
  const input = [...values, ...(evalCase.messages ?? []).map(({ content }) => content)].join(' | ')
  return `row ${index + 1}${input === '' ? '' : ` (${short(input)})`}`
}

/** The result of an optimization. The new text is in the difference, and the agent is told that the user decides. */
export function optimizationText(request: RunRequest, report: Report): string {
  const { initial, best, steps, usage } = report
  const isSame = best.text === initial.text
  return [
    [verdictSentence(report), ...caveats(report)].join(' '),
    `${counted(steps.length, 'step')}, ${counted(total(usage, 'calls'), 'request')}. ${stopSentences[report.stop]}`,
    ...simulated(request),
    isRefinement(report)
      ? 'Nothing was written: the refined prompt waits in the editor, where the user reviews, accepts or rejects it.'
      : 'Nothing was written, and nothing waits for review.',
    ...(isSame
      ? []
      : ['The change in words, removed as [-…-] and added as {+…+}:', difference(initial.text, best.text)]),
  ].join('\n')
}

const simulated = (request: RunRequest): readonly string[] => (isSimulated(request) ? [simulatedCaveat] : [])

/** Long unchanged stretches are left out. */
function difference(from: string, to: string): string {
  const marked = diffWords(from, to).map(({ kind, text }) => {
    if (kind === 'removed') return `[-${text}-]`
    if (kind === 'added') return `{+${text}+}`
    return text.length > 200 ? `${text.slice(0, 90)} … ${text.slice(-90)}` : text
  })
  const whole = marked.join('')
  return whole.length > 4000 ? `${whole.slice(0, 4000)}…` : whole
}

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return JSON.stringify(line.length > mostCharacters ? `${line.slice(0, mostCharacters - 1)}…` : line)
}
