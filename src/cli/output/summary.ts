import type { Problem } from '../../problem/problem.ts'
import { explanationAtTerminal } from '../../problem/sentences.ts'
import { stopSentences } from '../../problem/stopReasons.ts'
import { answerWords } from '../../report/answerWords.ts'
import { caveats } from '../../report/caveats.ts'
import { costsOthers, isRefinement } from '../../report/refinement.ts'
import { verdictSentence } from '../../report/verdictWords.ts'
import type { Report } from '../../run/reporting/report.ts'
import { diffWords } from '../../text/diff.ts'
import { percent } from '../../text/numbers.ts'
import { visible, visibleLine } from '../../text/visible.ts'
import { spentText } from './spentText.ts'

/**
 * A report for people: both scores, the verdict in words, the difference, the cost. `isProven` if something besides the
 * report decides it.
 */
export function summary(report: Report, colours: boolean, isProven = isRefinement(report)): string {
  const { initial, best, written } = report
  const same = initial.text === best.text
  return [
    stopSentences[report.stop],
    `validation: ${percent(initial.validation)} → ${percent(best.validation)}`,
    ...(initial.test === null ? [] : [`test: ${percent(initial.test)} → ${percent(best.test)}`]),
    verdictSentence(report),
    ...caveats(report),
    '',
    ...(same ? [] : [difference(initial.text, best.text, colours), '']),
    spentText(report.usage),
    ...answersLine(report),
    ...rejections(report),
    `saved: ${savedCases(report)} cases that candidates were not asked, since they had lost before`,
    ...(same ? [] : [written ? `written: ${visibleLine(report.prompt)}` : notWritten(report, isProven)]),
    '',
  ].join('\n')
}

/** `--write` only writes a prompt that is proven better. */
function notWritten(report: Report, isProven: boolean): string {
  if (isProven) return 'not written: add --write to put the best prompt into the file'
  const isWorse = report.comparison?.verdict === 'worse'
  const why = isWorse
    ? 'your prompt does better on the test cases'
    : costsOthers(report)
      ? 'the right skill is loaded less often with it'
      : 'it is not proven better'
  return `not written: ${why}; --write always puts it into the file all the same`
}

/** Incomplete answers say more about their length limit than about a prompt. */
function answersLine({ answers }: Report): readonly string[] {
  const words = answerWords(answers)
  return words === '' ? [] : [`answers: candidates were scored with ${words}`]
}

const savedCases = ({ steps }: Report): number => steps.reduce((sum, { saved }) => sum + (saved ?? 0), 0)

/** How many candidates were never scored, and the reason that all or most of them share. */
function rejections({ steps }: Report): readonly string[] {
  const problems = steps.flatMap(({ candidates }) => candidates.flatMap(({ problem }) => problem ?? []))
  const countOf = (problem: Problem): number => problems.filter(({ code }) => code === problem.code).length
  const [most] = problems.toSorted((a, b) => countOf(b) - countOf(a))
  if (most === undefined) return []
  const rejected = `${problems.length} candidate${problems.length === 1 ? '' : 's'}`
  const shared = countOf(most) === problems.length ? '' : `, ${countOf(most)} of them`
  return [`rejected: ${rejected}${shared} for one reason: ${explanationAtTerminal(most)}`]
}

function difference(from: string, to: string, colours: boolean): string {
  return diffWords(from, to)
    .map(({ kind, text }) => {
      const shown = visible(text)
      if (kind === 'same') return shown
      if (kind === 'removed') return colours ? `\u001b[31;9m${shown}\u001b[0m` : `[-${shown}-]`
      return colours ? `\u001b[32m${shown}\u001b[0m` : `{+${shown}+}`
    })
    .join('')
}
