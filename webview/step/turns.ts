import type { CaseView, Graded, RunView } from '../../src/protocol/page.ts'
import { count, counted } from '../../src/text/numbers.ts'
import { bestOf } from '../panels/figures.ts'

/** How the result of a case changed with another prompt. */
export type Turn = (typeof turns)[number]

/** In the order of the table: what the user looks for comes first. */
export const turns = ['broken', 'worse', 'fixed', 'better', 'failing', 'unanswered', 'right'] as const

export const turnWords = {
  broken: 'broken',
  worse: 'worse',
  fixed: 'fixed',
  better: 'better',
  failing: 'still failing',
  unanswered: 'not answered',
  right: 'still right',
} as const satisfies Record<Turn, string>

/** A grade, 0 to 1; null if the request failed, absent if grades were not recorded. */
export type Cell = number | null | undefined

/** One case with its grades: with the original prompt, then with the winner of every step. */
export interface CaseRow extends CaseView {
  readonly turn: Turn
  readonly cells: readonly Cell[]
}

export interface CaseTable {
  /** The steps of the columns, 0 for the original prompt. */
  readonly steps: readonly number[]
  /** The step whose winner is compared; 0 if there is none. */
  readonly step: number
  readonly rows: readonly CaseRow[]
}

/**
 * Cases by step; undefined if the run recorded no grades. Compares the winner of `wanted`, otherwise the best prompt.
 */
export function caseTable(
  view: Pick<RunView, 'initial' | 'steps' | 'cases' | 'report'>,
  wanted?: number,
): CaseTable | undefined {
  const { initial, steps, cases } = view
  if (initial?.grades === undefined || cases === undefined) return undefined
  const graded = (number: number | undefined) =>
    steps.some(({ step, grades }) => step === number && grades !== undefined)
  const step = [wanted, bestOf(view)?.step].find(graded) ?? 0
  const numbers = [0, ...steps.map(({ step }) => step)]
  const columns = [initial.grades, ...steps.map(({ grades }) => grades)].map(byCase)
  const compared = numbers.indexOf(step)
  const rows = cases.map((item): CaseRow => {
    const cells = columns.map(column => column.get(item.id))
    return { ...item, cells, turn: turnOf(cells[0], cells[compared]) }
  })
  // Sorting is stable: cases with the same change keep the order of the eval set.
  return { steps: numbers, step, rows: rows.sort((a, b) => turns.indexOf(a.turn) - turns.indexOf(b.turn)) }
}

export function turnOf(before: Cell, after: Cell): Turn {
  if (before == null || after == null) return 'unanswered'
  if (after < before) return before === 1 ? 'broken' : 'worse'
  if (after > before) return after === 1 ? 'fixed' : 'better'
  return after === 1 ? 'right' : 'failing'
}

/** `Winner of step 4 against your prompt: 9 cases fixed, 2 broken, 5 still failing, 32 still right.` */
export function tableSentence({ step, rows }: CaseTable): string {
  if (step === 0) {
    const right = rows.filter(({ cells }) => cells[0] === 1).length
    return `Your prompt: ${count(right)} of ${counted(rows.length, 'case')} right.`
  }
  const named: readonly Turn[] = ['fixed', 'broken']
  const parts = (['fixed', 'broken', 'better', 'worse', 'failing', 'right', 'unanswered'] as const)
    .map(turn => ({ turn, size: rows.filter(row => row.turn === turn).length }))
    .filter(({ turn, size }) => size > 0 || named.includes(turn))
    .map(({ turn, size }) => `${count(size)} ${turnWords[turn]}`)
  return `Winner of step ${count(step)} against your prompt, on ${counted(rows.length, 'case')}: ${parts.join(', ')}.`
}

/** The results of a case over the steps in words: `right with your prompt and at steps 3 to 7`. */
export function cellsSentence({ cells }: CaseRow, steps: readonly number[]): string {
  const right = steps.filter((_, index) => cells[index] === 1)
  if (right.length === 0) return 'Never right'
  const spans: [number, number][] = []
  for (const step of right.filter(step => step > 0)) {
    const last = spans.at(-1)
    if (last !== undefined && step === last[1] + 1) last[1] = step
    else spans.push([step, step])
  }
  const said = spans.map(([from, to]) => (from === to ? count(from) : `${count(from)} to ${count(to)}`))
  const at = said.length === 0 ? '' : `at ${right.length > 1 || said.length > 1 ? 'steps' : 'step'} ${said.join(', ')}`
  return `Right ${[right[0] === 0 ? 'with your prompt' : '', at].filter(part => part !== '').join(' and ')}`
}

/** Reported grades never change, so they are indexed by case only once. */
function byCase(grades: readonly Graded[] | undefined): ReadonlyMap<string, number | null> {
  if (grades === undefined) return none
  const known = sorted.get(grades)
  if (known !== undefined) return known
  const made = new Map(grades.map(({ id, grade }) => [id, grade]))
  sorted.set(grades, made)
  return made
}

const none: ReadonlyMap<string, number | null> = new Map()
const sorted = new WeakMap<readonly Graded[], ReadonlyMap<string, number | null>>()
