import { type Outcome, success } from '../../problem/outcome.ts'
import { countWords } from '../../text/words.ts'
import { holdRest } from '../demonstrations.ts'
import { rule, type ShownCase, wordingOf } from '../metaPrompts/metaPrompt.ts'
import { ideas, writePlainRequest } from '../metaPrompts/plainRequest.ts'
import { best } from '../momentum/past.ts'
import { type HeldText, withBody, withLost } from '../replies/heldText.ts'
import { withoutCopies, withoutQuotes } from '../replies/leaks.ts'
import { readPlainReply } from '../replies/plainReply.ts'
import { weigh } from '../replies/weigh.ts'
import type { Asking, Proposal, Proposed } from '../strategy.ts'
import type { AskedFor, ReplyForm, Scored } from '../trajectory.ts'
import { copesWithPast, repeatsItself, writesLists } from './experience.ts'
import { isLong } from './longPrompt.ts'
import { mostExtra, perRequest } from './plainCounts.ts'
import { isDecided, viewOf } from './views.ts'

/** What a request is built from: past prompts, failing cases and a critique of them. */
export interface RunDirection {
  /** Past prompts chosen by momentum, including the current one. */
  readonly shown: readonly Scored[]
  readonly failures: readonly ShownCase[]
  readonly reflection?: string
}

/** The minimum number of new prompts that a step wants before it scores any. */
const fewest = 3

/** A prompt of fewer words is rewritten in a few sentences. */
const fewSentences = 60
/** From this many words on, changes are requested instead of the whole prompt, which would not fit into a reply. */
const longestWhole = 600

/**
 * Asks in plain words until the step has enough new prompts; each request shows other failures and suggests another
 * approach. The form depends on what the model has managed so far: one prompt a reply, since small models take the items
 * of a list for the steps of a task; a list if the replies repeat each other; past prompts if it copes with them.
 */
export async function askPlainly(asking: Asking, direction: RunDirection): Promise<Outcome<Proposed>> {
  const { trajectory, step, plan, services } = asking
  const held = holdRest(asking.current.text, plan)
  // One view of a long prompt would lead all new ones to the same few of its many parts, so each has a view of its own.
  const [wanted, each] = isLong(held.body) ? [Math.min(asking.wanted, perRequest), 1] : [asking.wanted, perRequest]
  const planned = Math.ceil(wanted / each)
  const past = trajectory.steps.flatMap(({ asked = [] }) => asked)
  const others = besides(asking, direction)
  const shown = others.length > 0 && (direction.failures.length === 0 || copesWithPast(past)) ? others : []
  const known = knownTexts(asking)
  const requests: string[] = []
  const asked: AskedFor[] = []
  const proposals: Proposal[] = []
  const fresh = new Set<string>()
  for (let part = 0; part < planned + mostExtra; part++) {
    // There are enough, and no request gave fewer than the minimum.
    if (part >= planned && fresh.size >= Math.min(fewest, wanted) && proposals.length > wanted - each) break
    const form = formFor(held.body, [...past, ...asked])
    const request = requestFor(asking, direction, { held, form, shown, part })
    const left = Math.min(each, Math.max(1, wanted - fresh.size))
    const count = form === 'list' ? 1 : left
    const room = roomFor(held.body, form === 'list' ? left : 1)
    const replies = await services.propose(request.text, { step, part, count, room })
    if (!replies.ok) return replies
    const { texts, cut = [] } = replies.value
    const reading = { asking, direction, held, form, request, shown }
    const read = texts.flatMap((reply, index) => proposalsOf(reply, cut.includes(index), reading))
    const before = fresh.size
    let repeated = 0
    for (const { text, problem } of read)
      if (known.has(text) || fresh.has(text)) repeated++
      else if (!problem) fresh.add(text)
    requests.push(request.text)
    proposals.push(...read)
    asked.push({
      form,
      past: shown.length > 0,
      replies: texts.length,
      texts: read.length,
      fresh: fresh.size - before,
      repeated,
    })
  }
  return success({ metaPrompt: requests.join(rule), shown, asked, proposals })
}

/** Past prompts to show with the current one: the best first, if the step starts from another. */
function besides({ trajectory, current }: Asking, { shown }: RunDirection): readonly Scored[] {
  const leader = best(trajectory)
  const others = shown.filter(({ text }) => text !== current.text && text !== leader.text)
  return shown.length === 0 || leader.text === current.text ? others : [leader, ...others]
}

/** The items of a list are prompts of one line each. */
function formFor(body: string, asked: readonly AskedFor[]): ReplyForm {
  const length = countWords(body)
  if (length >= longestWhole) return 'blocks'
  if (!isLong(body) && !body.includes('\n') && repeatsItself(asked) && writesLists(asked)) return 'list'
  return length < fewSentences ? 'one' : 'whole'
}

interface RequestParts {
  readonly held: HeldText
  readonly form: ReplyForm
  readonly shown: readonly Scored[]
  readonly part: number
}

interface Request {
  readonly text: string
  /** The cases that it shows. */
  readonly cases: readonly ShownCase[]
}

function requestFor(
  { current, stepSize, plan, trajectory }: Asking,
  direction: RunDirection,
  { held, form, shown, part }: RequestParts,
): Request {
  const { strategy, tokens, texts, goal, grading, labels, tools, fields, wishes } = plan
  const { reflection } = direction
  const at = trajectory.steps.length + part
  // A prompt that a step starts from although another is the best does better on some cases, so both are to be united.
  const unites = part === 0 && shown[0]?.text === best(trajectory).text
  const idea = unites ? 'idea-unite' : ideas[(at % (ideas.length + 1)) - 1]
  const { view, exemplars } = viewOf(direction.failures, plan, part)
  const isLimit = stepSize !== null && shown.length > 0 && countWords(held.body) > stepSize
  const text = writePlainRequest({
    current: held.body,
    place: placeOf(held, plan.position, tokens),
    form,
    count: perRequest,
    ...(idea && { idea }),
    failures: view,
    exemplars,
    labels,
    decides: isDecided(plan),
    shown: shown.map(one => ({ ...one, text: holdRest(one.text, plan).body })),
    score: current.score,
    scores: strategy.scores,
    measure: plan.measure,
    remarks: plan.remarks,
    update: wordingOf(strategy.updateMethod),
    tokens: tokens.filter(token => held.body.includes(token)),
    stepSize: isLimit ? stepSize : null,
    ...(goal !== undefined && { goal }),
    tools,
    fields,
    wishes,
    beside: wishes.locked.filter(words => held.before.includes(words) || held.after.includes(words)),
    ...(grading !== undefined && { grading }),
    ...(reflection !== undefined && { reflection }),
    texts,
  })
  return { text, cases: [...view, ...exemplars] }
}

/** Where the input is, in words that a model understands without seeing the placeholder. */
function placeOf({ before, after }: HeldText, position: string, tokens: readonly string[]): string {
  const follows = tokens.some(token => after.includes(token))
  const precedes = tokens.some(token => before.includes(token))
  if (follows) return precedes ? ', between the parts of a message.' : ', and a message follows it.'
  return precedes ? ', after a message.' : `. ${position}`
}

interface Reading {
  readonly asking: Asking
  readonly held: HeldText
  readonly form: ReplyForm
  readonly request: Request
  readonly shown: readonly Scored[]
  readonly direction: RunDirection
}

const proposalsOf = (reply: string, isCut: boolean, reading: Reading): readonly Proposal[] => {
  const { asking, held, form, request } = reading
  const allowed = repeatable(reading).join('\n')
  return readPlainReply(reply, form, held.body, isCut).map(read => {
    const unquoted = read.ok ? withoutQuotes(read.value, held.body, request.cases) : read
    const own = unquoted.ok ? withoutCopies(unquoted.value, allowed, request.text) : unquoted
    const whole = (body: string) => withBody(held, withLost(body, held.body, asking.plan.tokens))
    return weigh(own.ok ? success(whole(own.value)) : own, reply, asking)
  })
}

/** What a new prompt may repeat from its request: earlier prompts, and what the user wants of it. */
function repeatable({ asking: { plan }, held, shown, direction: { reflection = '' } }: Reading): readonly string[] {
  const { goal = '', grading = '', remarks, wishes } = plan
  const { domain = '', tone = '', language = '', locked, kept } = wishes
  const earlier = shown.map(({ text }) => text)
  return [held.body, ...earlier, goal, grading, reflection, domain, tone, language, ...remarks, ...locked, ...kept]
}

/** Every text that has occurred in the run, scored or not. */
const knownTexts = ({ trajectory, current }: Asking): ReadonlySet<string> =>
  new Set([
    current.text,
    trajectory.initial.text,
    ...trajectory.steps.flatMap(({ candidates }) => candidates.map(({ text }) => text)),
  ])

/** Tokens for this many prompts, slightly longer than the current one, at three bytes or more per token. */
const roomFor = (body: string, prompts: number): number =>
  512 + Math.ceil((1.3 * prompts * new TextEncoder().encode(body).length) / 3)
