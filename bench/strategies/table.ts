import type { Usage } from '../../src/models/usage.ts'
import { compareGrades } from '../../src/text/gradedStatistics.ts'
import { random } from '../../src/text/random.ts'
import type { Measured } from './oneRun.ts'

/** All runs of one way to optimize; those of two ways stand in the same order of tasks and seeds. */
export interface Line {
  readonly name: string
  readonly runs: readonly Measured[]
}

/** The lines of one cap on requests. */
export interface Budget {
  readonly calls: number
  readonly lines: readonly [Line, ...Line[]]
}

/** What the runs of one cap reached and what they spent. */
export const resultTable = ({ lines }: Budget): string =>
  markdown(
    [
      'strategy',
      'baseline',
      'validation',
      'test',
      'validation minus test',
      `test minus ${lines[0].name}`,
      'better',
      'requests',
      'optimizer requests',
      'completions',
      'tokens',
      'seconds',
    ],
    lines.map(line => [
      line.name,
      percent(mean(line.runs, ({ initial }) => initial)),
      percent(mean(line.runs, validationOf)),
      percent(mean(line.runs, testOf)),
      signed(100 * mean(line.runs, one => validationOf(one) - testOf(one))),
      line === lines[0] ? '' : difference(line, lines[0]),
      `${line.runs.filter(({ report }) => report.comparison?.verdict === 'better').length} of ${line.runs.length}`,
      whole(mean(line.runs, ({ report }) => callsOf(report.usage))),
      whole(mean(line.runs, ({ report }) => report.usage.optimizer.calls)),
      whole(mean(line.runs, completionsOf)),
      `${whole(mean(line.runs, tokensOf) / 1000)} k`,
      mean(line.runs, ({ seconds }) => seconds).toFixed(1),
    ]),
  )

/** The test score by cap on requests; each has runs of its own, since a search is laid out for its cap. */
export const budgetTable = (budgets: readonly Budget[]): string =>
  markdown(
    ['strategy', ...budgets.map(({ calls }) => calls.toLocaleString('en'))],
    (budgets[0]?.lines ?? []).map(({ name }, line) => [
      name,
      ...budgets.map(({ lines }) => percent(mean(lines[line]?.runs ?? [], testOf))),
    ]),
  )

/** The test score by task, in the order of the runs. */
export const taskTable = ({ lines }: Budget, tasks: readonly string[]): string =>
  markdown(
    ['strategy', ...tasks],
    lines.map(({ name, runs }) => {
      const seeds = runs.length / tasks.length
      return [name, ...tasks.map((_, task) => percent(mean(runs.slice(task * seeds, (task + 1) * seeds), testOf)))]
    }),
  )

const testOf = ({ best }: Measured): number => best
const validationOf = ({ report }: Measured): number => report.best.validation ?? 0

/** Replies of the optimizer model: one request may bring several. */
const completionsOf = ({ report }: Measured): number =>
  report.steps.reduce(
    (sum, { asked, candidates, repeated = 0 }) =>
      sum + (asked?.reduce((replies, one) => replies + one.replies, 0) ?? candidates.length + repeated),
    0,
  )

const tokensOf = ({ report: { usage } }: Measured): number =>
  usage.task.inputTokens + usage.task.outputTokens + usage.optimizer.inputTokens + usage.optimizer.outputTokens

const callsOf = ({ task, optimizer, judge, embedding }: Usage): number =>
  task.calls + optimizer.calls + judge.calls + embedding.calls

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
