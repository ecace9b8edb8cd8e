import { random, shuffled } from '../text/random.ts'
import type { ShownCase } from './metaPrompts/metaPrompt.ts'
import { best } from './momentum/past.ts'
import { type HeldText, holdEnds } from './replies/heldText.ts'
import type { Services } from './services.ts'
import type { Asking, Proposal, SearchPlan } from './strategy.ts'
import type { Trajectory } from './trajectory.ts'

/** Number of examples at most: of a form of answer that no instruction brought about, three show a small model little. */
const most = 8
/** Characters of a message with its answer, and of all examples together: more would fill the prompt. */
const [longest, longestAll] = [500, 3000]
/** How often a run tries examples, each time others, before it takes it that they do not help. */
const tries = 2
/** Steps without a gain after which a search is stuck. */
const barren = 2
/** Below this score a prompt does not do its task at all, and one step without a gain is enough. */
const nearlyNothing = 0.1

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
  if (mode === 'never' || (mode === 'whenStuck' && !isStuck(trajectory))) return []
  const pool = cases.filter(one => lengthOf(one) <= longest)
  const hasExamples = (text: string): boolean => firstExample(text, pool) !== undefined
  const tried = trajectory.steps.flatMap(({ candidates }) => candidates).filter(({ text }) => hasExamples(text)).length
  if (pool.length < 2 || tried >= tries || hasExamples(current.text)) return []
  const text = withExamples(current.text, chosen(pool, plan, tried), plan)
  return text === undefined || services.accept(text) ? [] : [{ text, demonstrated: true }]
}

function isStuck(trajectory: Trajectory): boolean {
  const { step, score } = best(trajectory)
  return trajectory.steps.length - step >= (score < nearlyNothing ? 1 : barren)
}

/** As many as fit, drawn by the seed; with labels, of each in turn. */
function chosen(pool: readonly ShownCase[], { labels, seed }: SearchPlan, tried: number): readonly ShownCase[] {
  const draw = random(seed, 'examples', tried)
  const drawn = shuffled(pool, draw)
  const ofLabel = shuffled(labels, draw).map(label => drawn.filter(({ expected }) => expected === label))
  const inTurn = drawn.flatMap((_, turn) => ofLabel.flatMap(cases => cases[turn] ?? []))
  let room = longestAll
  return (labels.length === 0 ? drawn : inTurn).slice(0, most).filter(one => {
    const length = lengthOf(one)
    if (length > room) return false
    room -= length
    return true
  })
}

const lengthOf = ({ input, expected }: ShownCase): number => input.length + expected.length

/**
 * A prompt with examples before the lines that each case fills, or at its end. Undefined if a placeholder stands amid
 * the text: the examples would come after the message.
 */
export function withExamples(
  text: string,
  examples: readonly ShownCase[],
  { tokens, wishes }: Pick<SearchPlan, 'tokens' | 'wishes'>,
): string | undefined {
  const { before, body, after } = holdEnds(text, tokens, wishes.locked)
  if (tokens.some(token => body.includes(token))) return undefined
  return `${before}${[body, examples.map(exampleOf).join('\n')].join('\n\n')}${after}`
}

type Held = Pick<SearchPlan, 'tokens' | 'wishes' | 'examples'>

/** What the optimizer model is not to rewrite: the lines that each case fills, and the examples before them. */
export function holdRest(text: string, { tokens, wishes, examples }: Held): HeldText {
  const held = holdEnds(text, tokens, wishes.locked)
  const at = firstExample(held.body, examples.cases)
  if (at === undefined) return held
  const body = held.body.slice(0, at).trimEnd()
  return body === '' ? held : { ...held, body, after: held.body.slice(body.length) + held.after }
}

function firstExample(text: string, cases: readonly ShownCase[]): number | undefined {
  const places = cases.map(one => text.indexOf(exampleOf(one))).filter(at => at >= 0)
  return places.length === 0 ? undefined : Math.min(...places)
}

/**
 * In words, because a small model takes "Message: …" and "Answer: …" for the form of what it is to write, and begins its
 * answer with "Answer:".
 */
const exampleOf = ({ input, expected }: ShownCase): string =>
  input.includes('\n') || expected.includes('\n')
    ? `If the message is:\n${input}\nreply:\n${expected}`
    : `If the message is "${input}", reply "${expected}".`
