import { createReadStream } from 'node:fs'
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judgeCaveat } from '../../report/judgeWords.ts'
import type { EvalReport, EvalReportCase } from '../../run/reporting/report.ts'
import { counted, percent } from '../../text/numbers.ts'
import { visibleLine } from '../../text/visible.ts'
import { answerTrouble } from './progressLine.ts'
import { spentText } from './spentText.ts'
import type { Terminal } from './terminal.ts'

/**
 * Receives the cases of an evaluation one after another, as there may be very many, and prints them with its report.
 */
export interface EvalPrinter {
  keep(cases: readonly EvalReportCase[]): Promise<void>
  print(report: EvalReport): Promise<void>
  close(): Promise<void>
}

/**
 * The report as one JSON document. The score comes before the cases but is known only after them, so they wait in a
 * temporary file.
 */
export async function documentPrinter(terminal: Terminal): Promise<EvalPrinter> {
  const folder = await mkdtemp(join(tmpdir(), 'gpo-eval-'))
  const path = join(folder, 'cases.json')
  const spool: FileHandle = await open(path, 'w')
  let separator = ''
  return {
    async keep(cases) {
      // A grader's reason and the name are for people; scripts rely on the rest.
      const texts = cases.map(({ reason: _, name: __, ...item }) =>
        `\n${JSON.stringify(item, null, 2)}`.replaceAll('\n', '\n    '),
      )
      await spool.appendFile(separator + texts.join(','))
      separator = ','
    },
    async print(report) {
      const [head = '', tail = ''] = JSON.stringify({ ...report, cases: [] }, null, 2).split('"cases": []', 2)
      terminal.out(`${head}"cases": [`)
      for await (const chunk of createReadStream(path, 'utf8')) {
        terminal.out(String(chunk))
        await terminal.drained()
      }
      terminal.out(`${separator === '' ? '' : '\n  '}]${tail}\n`)
    },
    async close() {
      await spool.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The most cases that are shown to people one by one. */
const [mostFailed, mostErrors] = [5, 3]

/** The report for people: the first failures, the score, the cost. */
export function summaryPrinter(terminal: Terminal): EvalPrinter {
  const failed: string[] = []
  const errors: string[] = []
  const counts = { cases: 0, failed: 0, errors: 0 }
  return {
    async keep(cases) {
      counts.cases += cases.length
      for (const result of cases) {
        const { passed, error } = result
        const name = inline(result.name)
        if (error !== null && ++counts.errors <= mostErrors) errors.push(`  ${name}: ${error}`)
        if (passed === false && ++counts.failed <= mostFailed) failed.push(`  ${name}: ${failureOf(result)}`)
      }
    },
    async print({ score, interval, sample, answers, judge, usage, evalSet, pairedBy }) {
      const range = interval ? ` (95 % interval ${percent(interval[0])} to ${percent(interval[1])})` : ''
      const unanswered = counts.errors > 0 ? `, ${counts.errors} not answered` : ''
      const lines = [
        `eval set: ${visibleLine(evalSet)} (paired by ${pairedBy})`,
        ...failed,
        ...(counts.failed > mostFailed ? [`  and ${counts.failed - mostFailed} more that did not pass`] : []),
        ...errors,
        `score: ${percent(score)}${range} on ${counted(counts.cases - counts.errors, 'case')}${unanswered}${sample ? `, a sample of ${sample.of} drawn by the seed` : ''}`,
        ...(answers ? [`scored with ${answerTrouble(answers)}`] : []),
        ...judgeCaveat(judge),
        spentText(usage),
      ]
      terminal.out(`${lines.join('\n')}\n`)
    },
    close: async () => undefined,
  }
}

/** A case may have no reference answer but only checks; then their reason is shown instead. */
function failureOf({ expected, answer, reason = 'a check did not pass' }: EvalReportCase): string {
  const why = expected.length > 0 ? `expected ${quoted(expected.join(' | '))}` : inline(reason)
  return `${why}, answered ${quoted(answer ?? '')}`
}

const quoted = (text: string): string => JSON.stringify(inline(text))

/** One short line without control characters that a terminal would interpret. */
const inline = (text: string): string => {
  const line = visibleLine(text)
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
