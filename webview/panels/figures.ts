import { roles, total } from '../../src/models/roles.ts'
import type { RunView, Usage } from '../../src/protocol/page.ts'
import { count, counted, dollars, points } from '../../src/text/numbers.ts'
import { compact, unbrokenPercent } from '../pageNumbers.ts'

/** One number of the run, with its parts. */
export interface Figure {
  readonly label: string
  readonly value: string
  readonly note: string
}

/** The run in numbers, always in the same order; a cost only if it is known. */
export function figures(view: RunView): readonly Figure[] {
  const usage = view.report?.usage ?? view.progress?.usage ?? view.steps.at(-1)?.usage
  return [...scores(view), steps(view), ...(usage === undefined ? [] : spending(usage))]
}

function scores(view: RunView): Figure[] {
  const initial = view.initial?.score
  const best = bestOf(view)
  const cases = view.splits === undefined ? '' : counted(view.splits.validation, 'validation case')
  const gain = best === undefined || initial === undefined ? '' : `${points(best.score - initial)} points`
  const from = best?.step ? `, step ${count(best.step)}` : ''
  return [
    { label: 'Best so far', value: best ? unbrokenPercent(best.score) : '–', note: gain + from },
    { label: 'Your prompt', value: initial === undefined ? '–' : unbrokenPercent(initial), note: cases },
  ]
}

function steps({ steps: made, progress, state, report }: RunView): Figure {
  const epoch = made.at(-1)?.epoch
  const note = epoch === undefined ? '' : `epoch ${count(epoch)}`
  if (state !== 'running' || progress === undefined)
    return { label: 'Steps', value: count(made.length), note: report ? '' : note }
  return { label: 'Step', value: `${count(progress.step)} of ${count(progress.steps)}`, note }
}

function spending(usage: Usage): Figure[] {
  const { usd } = usage
  const [input, output] = [total(usage, 'inputTokens'), total(usage, 'outputTokens')]
  const asked = roles
    .filter(role => role !== 'task' && usage[role].calls > 0)
    .map(role => `${role} ${count(usage[role].calls)}`)
  const calls = [...asked, `${count(total(usage, 'cached'))} cached`].join(', ')
  const tokens = `${compact(input)} in, ${compact(output)} out`
  return [
    { label: 'Requests', value: count(total(usage, 'calls')), note: calls },
    { label: 'Tokens', value: compact(input + output), note: tokens },
    ...(usd === null ? [] : [{ label: 'Cost', value: dollars(usd), note: '' }]),
  ]
}

/** The best validation score so far, and the step it comes from; 0 is the original prompt. */
export function bestOf({
  report,
  initial,
  steps,
}: Pick<RunView, 'report' | 'initial' | 'steps'>): { score: number; step: number } | undefined {
  if (report && report.best.validation !== null) return { score: report.best.validation, step: report.best.step }
  if (initial === undefined) return undefined
  let best = { score: initial.score, step: 0 }
  for (const { step, winner, candidates } of steps) {
    const score = winner === null ? undefined : candidates[winner]?.score
    if (score !== undefined && score > best.score) best = { score, step }
  }
  return best
}
