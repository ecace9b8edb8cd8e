import { sentenceAtTerminal } from '../../problem/sentences.ts'
import { agreementWords, swayWords } from '../../report/judgeWords.ts'
import type { JudgeReport } from '../../run/judging/judgeReport.ts'
import { counted } from '../../text/numbers.ts'
import { visibleLine } from '../../text/visible.ts'
import { spentText } from './spentText.ts'

/** How far a judge agrees with people, for people: the figures, what sways it, and where the two differ. */
export function judgeSummary({ judge, figures, disagreements, failed, notJudged, usage }: JudgeReport): string {
  const { goodPassed, goodFailed, badPassed, badFailed } = figures.confusion
  return [
    `judge: ${visibleLine(judge)}`,
    agreementWords(figures),
    `            passed  failed`,
    `marked good ${row(goodPassed, goodFailed)}`,
    `marked bad  ${row(badPassed, badFailed)}`,
    ...swayWords(figures),
    ...(notJudged === 0 ? [] : [`${counted(notJudged, 'marked answer')} more that nothing puts to the judge`]),
    ...failed.map(({ id, problem }) => `${id}: ${sentenceAtTerminal(problem)}`),
    ...(disagreements.length === 0 ? [] : ['', 'where the judge and people differ:']),
    ...disagreements.flatMap(disagreementLines),
    '',
    spentText(usage),
    '',
  ].join('\n')
}

const row = (passed: number, failed: number): string => `${String(passed).padStart(6)}  ${String(failed).padStart(6)}`

const disagreementLines = ({
  mark,
  input,
  answer,
  comment,
  reason,
  place,
}: JudgeReport['disagreements'][number]): readonly string[] => [
  `  marked ${mark}${comment === undefined ? '' : ` (${inline(comment)})`}, ${reason === undefined ? 'and passed' : `and failed: ${inline(reason)}`}`,
  `    ${inline(input)}`,
  `    ${inline(answer)}`,
  ...(place.line === undefined ? [] : [`    ${visibleLine(place.path)}:${place.line}`]),
]

const inline = (text: string): string => {
  const line = visibleLine(text)
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}
