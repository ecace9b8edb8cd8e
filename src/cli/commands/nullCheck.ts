import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { type NullKind, type NullRun, type nullGrades, nullRun } from '../../run/kinds/nullRuns.ts'
import { percent, points } from '../../text/numbers.ts'
import { significance } from '../../text/statistics.ts'
import type { Options } from '../asked/options.ts'
import { settingsOf } from '../asked/settingsFromOptions.ts'
import type { ExitStatus } from '../output/exitStatus.ts'
import { fail, type Terminal } from '../output/terminal.ts'

/** The results of the runs of one kind. */
interface NullResult {
  readonly kind: NullKind
  readonly grades: keyof typeof nullGrades
  readonly runs: number
  readonly better: number
  readonly worse: number
  /** Mean gain of the best on the cases that chose it, 0 to 1. */
  readonly gain: number
  /** Mean number of requests. */
  readonly calls: number
}

/** The share of runs without any real difference that a correct verdict calls better. */
const nominal = significance / 2

const kinds: readonly NullKind[] = ['one prompt twice', 'a whole run']

/**
 * `gpo null`: simulates runs in which no prompt is better than another, with made-up answers and everything else as in
 * a real run, its cap included, and says how many end in "better". Exits with 1 if there are more than chance allows.
 */
export async function nullCheck(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const runs = wholeOf(options, 'nulls', 1000)
  if (!runs.ok) return fail(terminal, runs.problem)
  const cases = wholeOf(options, 'cases', 60)
  if (!cases.ok) return fail(terminal, cases.problem)
  const settings = settingsOf(options)
  if (!settings.ok) return fail(terminal, settings.problem)
  const results: NullResult[] = []
  for (const kind of kinds)
    for (const grades of gradesNames) {
      const found: NullRun[] = []
      for (let run = 0; run < runs.value; run++) {
        if (terminal.signal.aborted) return 130
        const seed = settings.value.run.seed + run
        const made = await nullRun(kind, grades, cases.value, { ...settings.value.run, seed })
        if (!made.ok) return fail(terminal, made.problem)
        found.push(made.value)
      }
      const count = (verdict: NullRun['verdict']): number => found.filter(one => one.verdict === verdict).length
      const mean = (of: (one: NullRun) => number): number => found.reduce((sum, one) => sum + of(one), 0) / found.length
      const [gain, calls] = [mean(one => one.gain), mean(one => one.calls)]
      const result = { kind, grades, runs: runs.value, better: count('better'), worse: count('worse'), gain, calls }
      results.push(result)
      terminal.err(`${lineOf(result)}\n`)
    }
  const tooMany = results.filter(({ better }) => better > mostBetter(runs.value))
  if (options.isSet('json')) terminal.out(`${JSON.stringify(results, null, 2)}\n`)
  else terminal.out(`${summaryOf(results)}\n`)
  return tooMany.length > 0 ? 1 : 0
}

const gradesNames = ['pass or fail', 'by degrees', 'three answers'] as const satisfies (keyof typeof nullGrades)[]

const lineOf = ({ kind, grades, runs, better, worse, gain, calls }: NullResult): string => {
  const luck = kind === 'a whole run' ? `; on the cases that chose it the best is ${points(gain)} points ahead` : ''
  const shares = `${percent(better / runs)} better, ${percent(worse / runs)} worse`
  return `${kind}, ${grades}: ${shares}${luck} (${calls.toFixed(0)} requests each)`
}

function summaryOf(results: readonly NullResult[]): string {
  const [runs, better] = [
    results.reduce((sum, result) => sum + result.runs, 0),
    results.reduce((sum, result) => sum + result.better, 0),
  ]
  return `Of ${runs} runs in which nothing is better, ${better} were called better: ${percent(better / runs)}, where at most ${percent(nominal)} should be.`
}

/** Three standard errors above the nominal share p: p + 3 sqrt(p (1 - p) / runs). More than that is not chance. */
const mostBetter = (runs: number): number => nominal * runs + 3 * Math.sqrt(nominal * (1 - nominal) * runs)

function wholeOf(options: Options, option: 'nulls' | 'cases', byDefault: number): Outcome<number> {
  const typed = options.text(option)
  if (typed === undefined) return success(byDefault)
  const least = option === 'cases' ? 20 : 1
  return /^\d+$/.test(typed) && Number(typed) >= least
    ? success(Number(typed))
    : failure({
        code: 'bad-option',
        option: `--${option}`,
        value: typed,
        expected: `a whole number, at least ${least}`,
      })
}
