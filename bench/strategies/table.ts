import { compareGrades } from '../../src/text/gradedStatistics.ts'
import { random } from '../../src/text/random.ts'
import { callsOf, type Measured } from './oneRun.ts'

/** All runs of one way to optimize; those of two ways stand in the same order of tasks and seeds. */
export interface Line {
  readonly name: string
  readonly runs: readonly Measured[]
}

/** What a run reached and what it spent. */
export const resultTable = (lines: readonly Line[], reference: Line): string =>
  markdown(
    [
      'strategy',
      'baseline',
      'validation',
      'test',
      'validation minus test',
      `test minus ${reference.name}`,
      'better',
      'task calls',
      'of them in the search',
      'saved',
      'optimizer calls',
      'completions',
      'tokens',
      'seconds',
      'calls to 90 %',
    ],
    lines.map(line => [
      line.name,
      percent(mean(line.runs, ({ report }) => report.initial.test ?? 0)),
      percent(mean(line.runs, ({ report }) => report.best.validation ?? 0)),
      percent(mean(line.runs, testOf)),
      signed(100 * mean(line.runs, one => (one.report.best.validation ?? 0) - testOf(one))),
      line === reference ? '' : difference(line, reference),
      `${line.runs.filter(({ report }) => report.comparison?.verdict === 'better').length} of ${line.runs.length}`,
      whole(mean(line.runs, ({ report }) => report.usage.task.calls)),
      whole(mean(line.runs, ({ searched }) => searched)),
      whole(mean(line.runs, ({ report }) => report.steps.reduce((sum, { saved }) => sum + (saved ?? 0), 0))),
      whole(mean(line.runs, ({ report }) => report.usage.optimizer.calls)),
      whole(mean(line.runs, completionsOf)),
      `${whole(mean(line.runs, tokensOf) / 1000)} k`,
      mean(line.runs, ({ seconds }) => seconds).toFixed(1),
      whole(mean(line.runs, callsToMost)),
    ]),
  )

/** The test score that a run had reached by so many requests. */
export const budgetTable = (lines: readonly Line[], budgets: readonly number[]): string =>
  markdown(
    ['strategy', ...budgets.map(budget => budget.toLocaleString('en'))],
    lines.map(({ name, runs }) => [name, ...budgets.map(budget => percent(mean(runs, one => testAt(one, budget))))]),
  )

/** The test score by task, in the order of the runs. */
export const taskTable = (lines: readonly Line[], tasks: readonly string[]): string =>
  markdown(
    ['strategy', ...tasks],
    lines.map(({ name, runs }) => {
      const seeds = runs.length / tasks.length
      return [name, ...tasks.map((_, task) => percent(mean(runs.slice(task * seeds, (task + 1) * seeds), testOf)))]
    }),
  )

const testOf = ({ report }: Measured): number => report.best.test ?? 0

/** Replies of the optimizer model: one request may bring several. */
const completionsOf = ({ report }: Measured): number =>
  report.steps.reduce(
    (sum, { asked, candidates, repeated = 0 }) =>
      sum + (asked?.reduce((replies, one) => replies + one.replies, 0) ?? candidates.length + repeated),
    0,
  )

const tokensOf = ({ report: { usage } }: Measured): number =>
  usage.task.inputTokens + usage.task.outputTokens + usage.optimizer.inputTokens + usage.optimizer.outputTokens

const testAt = ({ course }: Measured, budget: number): number =>
  course.findLast(({ calls }) => calls <= budget)?.test ?? course[0]?.test ?? 0

/** Requests until the best validation score had made nine tenths of the way from the original's to the last one's. */
function callsToMost({ course, report }: Measured): number {
  const first = course[0]?.validation ?? 0
  const last = course.at(-1)?.validation ?? 0
  return course.find(({ validation }) => validation >= first + 0.9 * (last - first))?.calls ?? callsOf(report.usage)
}

/** The mean difference of the runs of the same task and seed, with its 95 % interval in points. */
function difference({ runs }: Line, reference: Line): string {
  const differences = runs.map((one, index) => {
    const other = reference.runs[index]
    return other ? testOf(one) - testOf(other) : 0
  })
  const [low, high] = compareGrades(differences, random('bench')).interval
  return `${signed(100 * mean(differences, one => one))} (${signed(100 * low)} to ${signed(100 * high)})`
}

const mean = <T>(all: readonly T[], value: (one: T) => number): number =>
  all.reduce((sum, one) => sum + value(one), 0) / all.length

const percent = (share: number): string => (100 * share).toFixed(1)
const whole = (number: number): string => Math.round(number).toLocaleString('en')
const signed = (points: number): string => `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`

const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map(row => `| ${row.join(' | ')} |`)
    .join('\n')
