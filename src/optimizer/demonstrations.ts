import { random, shuffled } from '../text/random.ts'
import { wholeWord } from '../text/words.ts'
import type { ShownCase } from './metaPrompts/metaPrompt.ts'
import { best, isAtNothing } from './momentum/past.ts'
import { type HeldText, holdEnds, messageStart } from './replies/heldText.ts'
import type { Services } from './services.ts'
import type { Asking, Proposal, SearchPlan } from './strategy.ts'
import type { Trajectory } from './trajectory.ts'

/** Number of examples at most: of a form of answer that no instruction brought about, three show a small model little. */
const most = 8
/** Twice as many of labels: what each stands for is seen only from several of its cases. */
const mostWithLabels = 16
/** Share of right answers below which it is not yet understood what the labels stand for. */
const understood = 0.5
/** Characters of a message with its answer, and of all examples together: more would fill the prompt. */
const [longest, longestAll] = [500, 3000]
/** How often a run tries examples, each time others, before it takes it that they do not help. */
const tries = 2
/** Steps without a gain after which a search is stuck; one is enough while it has found nothing. */
const barren = 2

interface Made extends Pick<Asking, 'trajectory' | 'current' | 'plan'> {
  readonly services: Pick<Services, 'accept'>
}

/**
 * The current prompt with cases of the train split as examples, without a request: at most one candidate of a step. For
 * many models examples say more than any instruction, above all about the form of an answer, and both together say most
 * (MIPROv2, Opsahl-Ong et al. 2024, arXiv 2406.11695; CAPO, Zehle et al. 2025, arXiv 2504.16005).
 */
export function demonstrated({ trajectory, current, plan, services }: Made): readonly Proposal[] {
  const { mode, cases } = plan.examples
  if (mode === 'never' || (mode === 'whenStuck' && !isStuck(trajectory, plan))) return []
  const pool = cases.filter(one => lengthOf(one) <= longest)
  const tried = trajectory.steps
    .flatMap(({ candidates }) => candidates)
    .filter(({ text }) => hasExamples(text, pool)).length
  if (pool.length < 2 || tried >= tries || hasExamples(current.text, pool)) return []
  const text = withExamples(current.text, chosen(pool, plan, tried), plan)
  return services.accept(text) ? [] : [{ text, demonstrated: true }]
}

/** With labels that are not understood from the first step on: a writer of instructions can only guess what they mean. */
const isStuck = (trajectory: Trajectory, { labels }: SearchPlan): boolean =>
  (labels.length > 0 && best(trajectory).score < understood) ||
  trajectory.steps.length - best(trajectory).step >= (isAtNothing(trajectory) ? 1 : barren)

/** As many as fit, drawn by the seed; with labels, of each in turn. */
function chosen(pool: readonly ShownCase[], { labels, seed }: SearchPlan, tried: number): readonly ShownCase[] {
  const draw = random(seed, 'examples', tried)
  const drawn = shuffled(pool, draw)
  const ofLabel = shuffled(labels, draw).map(label => drawn.filter(({ expected }) => expected === label))
  const inTurn = drawn.flatMap((_, turn) => ofLabel.flatMap(cases => cases[turn] ?? []))
  let room = longestAll
  return (labels.length === 0 ? drawn : inTurn).slice(0, labels.length === 0 ? most : mostWithLabels).filter(one => {
    const length = lengthOf(one)
    if (length > room) return false
    room -= length
    return true
  })
}

const lengthOf = ({ input, expected }: ShownCase): number => input.length + expected.length

/**
 * A prompt with examples before the message: before the lines that each case fills, or at its end. Labels that it does
 * not name are named before them: from examples alone a small model takes up others.
 */
export function withExamples(
  text: string,
  examples: readonly ShownCase[],
  { tokens, wishes, labels }: Pick<SearchPlan, 'tokens' | 'wishes' | 'labels'>,
): string {
  const { before, body, after } = holdEnds(text, tokens, wishes.locked)
  const start = messageStart(body, tokens) ?? body.length
  const named = labels.every(label => wholeWord(label).test(text))
    ? ''
    : `Reply with one of these and nothing else: ${labels.join(', ')}`
  const parts = [body.slice(0, start).trimEnd(), named, examples.map(exampleOf).join('\n'), body.slice(start)]
  return `${before}${parts.filter(part => part !== '').join('\n\n')}${after}`
}

type Held = Pick<SearchPlan, 'tokens' | 'wishes' | 'examples'>

/**
 * What the optimizer model is not to rewrite: the lines that each case fills, the examples and, of the text on both
 * sides of them, the text after them.
 */
export function holdRest(text: string, { tokens, wishes, examples }: Held): HeldText {
  const held = holdEnds(text, tokens, wishes.locked)
  const { before, body, after } = held
  const found = examples.cases.map(exampleOf).flatMap(example => placesOf(example, body))
  if (found.length === 0) return held
  const head = body.slice(0, Math.min(...found.map(({ from }) => from))).trimEnd()
  if (head !== '') return { before, body: head, after: body.slice(head.length) + after }
  const tail = body.slice(Math.max(...found.map(({ to }) => to))).trimStart()
  return tail === '' ? held : { before: before + body.slice(0, body.length - tail.length), body: tail, after }
}

const hasExamples = (text: string, cases: readonly ShownCase[]): boolean =>
  cases.some(one => text.includes(exampleOf(one)))

function placesOf(example: string, text: string): readonly { readonly from: number; readonly to: number }[] {
  const from = text.indexOf(example)
  return from < 0 ? [] : [{ from, to: from + example.length }]
}

/**
 * In words, because a small model takes "Message: …" and "Answer: …" for the form of what it is to write, and begins its
 * answer with "Answer:".
 */
const exampleOf = ({ input, expected }: ShownCase): string =>
  input.includes('\n') || expected.includes('\n')
    ? `If the message is:\n${input}\nreply:\n${expected}`
    : `If the message is "${input}", reply "${expected}".`
