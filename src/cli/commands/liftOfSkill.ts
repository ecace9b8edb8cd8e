import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { findTarget } from '../../prompts/readPromptFile.ts'
import { readRequested } from '../../prompts/requestedPrompt.ts'
import type { CompareReport } from '../../run/reporting/report.ts'
import { counted, percent, points } from '../../text/numbers.ts'
import type { Options } from '../asked/options.ts'
import { type Requested, wholeEvaluationOf } from '../asked/requested.ts'
import type { ExitStatus } from '../output/exitStatus.ts'
import { spentText } from '../output/spentText.ts'
import { fail, type Terminal } from '../output/terminal.ts'
import { perform } from './perform.ts'

/** `gpo eval --lift`: the score of all cases with the prompt and without it, case by case compared. */
export async function liftOfSkill(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const requested = await requestedLift(options, terminal)
  if (!requested.ok) return fail(terminal, requested.problem)
  const performed = await perform(requested.value, terminal)
  if (!performed.ok) return performed.problem.code === 'cancelled' ? 130 : fail(terminal, performed.problem)
  if (performed.value.type !== 'compared') throw new Error('A comparison ends with its scores.')
  const { texts, usage } = performed.value.report
  const [own, without] = texts
  if (!options.isSet('json')) terminal.out(`${liftText(own, without)}\n${spentText(usage)}\n`)
  else {
    const told = { with: sideOf(own), without: sideOf(without), lift: without?.lead ?? null, usage }
    terminal.out(`${JSON.stringify(told, null, 2)}\n`)
  }
  return 0
}

type Side = CompareReport['texts'][number] | undefined

const sideOf = (side: Side) => ({ score: side?.score ?? null, interval: side?.interval ?? null })

/** All cases count: nothing is searched, so none has to be kept for a test. */
async function requestedLift(options: Options, terminal: Terminal): Promise<Outcome<Requested>> {
  const requested = await wholeEvaluationOf(options, terminal)
  if (!requested.ok) return requested
  const { request, keys } = requested.value
  const prompt = readRequested(request.prompt)
  const own = prompt.ok ? findTarget(prompt.value, request.prompt.target) : prompt
  if (!own.ok) return own
  if (own.value.placeholders.length > 0)
    return failure({
      code: 'bad-combination',
      detail:
        'without a prompt that the input is filled into, nothing would be asked, so --lift is for skills and other system prompts',
    })
  const compare = { texts: [own.value.text, ''], on: 'all' as const }
  return success({ keys, request: { ...request, kind: 'compare', compare } })
}

/** `with it 80.0 % [..], without it 40.0 %: lift +40.0 points [+12.0, +68.0] over 12 cases`. */
function liftText(own: Side, without: Side): string {
  const share = (side: Side): string =>
    side?.score == null || side.interval === null
      ? 'unknown'
      : `${percent(side.score)} [${side.interval.map(one => percent(one)).join(', ')}]`
  const lead = without?.lead
  if (!lead) return `with it ${share(own)}, without it ${share(without)}: the lift is unknown`
  const isClear = lead.interval[0] > 0 || lead.interval[1] < 0
  const range = lead.interval.map(one => points(one)).join(', ')
  const lift = `lift ${points(lead.difference)} points [${range}] over ${counted(lead.cases, 'case')}`
  return `with it ${share(own)}, without it ${share(without)}: ${lift}${isClear ? '' : ', which may be chance'}`
}
