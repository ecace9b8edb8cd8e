import { type Random, random, sample, shuffled } from '../../src/text/random.ts'

/**
 * A made-up task in which the prompt is a document of rules. Every rule of the document touches a few topics by its
 * terms; every case needs several topics, and some topics do harm. What a document is worth is therefore known exactly.
 * A case that a document answers is always answered by it, so the same seed gives the same figures.
 */
export interface World {
  readonly topics: readonly Topic[]
  readonly cases: readonly Ticket[]
  /** The document that a search starts from. */
  readonly initial: string
  /** The answer of the task model to a case with a document as its prompt. */
  answer(document: string, ticket: Ticket): string
  /** The share of these cases, 0 to 1, that a document answers as expected, without the luck of its wording. */
  worth(document: string, tickets: readonly Ticket[]): number
}

export interface Topic {
  readonly terms: readonly string[]
  readonly role: 'useful' | 'idle' | 'harmful'
}

export interface Ticket {
  readonly input: string
  readonly expected: string
  /** What is right; some expected answers are wrong. */
  readonly truth: string
  readonly split: 'train' | 'eval' | 'test'
  /** Indices of the topics that it needs, and of those that harm it. */
  readonly needs: readonly number[]
  readonly harms: readonly number[]
  /** How hard it is, about -1.5 to 1.5. */
  readonly ease: number
  /** 0 to 1: it is answered by documents that are more likely than this to answer it. */
  readonly luck: number
}

export const answers = ['accept', 'decline', 'refer', 'escalate', 'wait'] as const

const sizes = { train: 48, eval: 48, test: 144 } as const
const roles = { useful: 22, idle: 6, harmful: 6 } as const
const termsOfTopic = 4
/** The share of answers that go by the wording alone. */
const luckOfWording = 0.04
/** Rules of the first document by the role of their first topic. */
const firstRules = { useful: 8, idle: 4, harmful: 4 } as const
/** Words from which on a document is too long to be followed, and how many more cost one unit of likelihood. */
const [readable, tiring] = [450, 120]

/** `wrongLabels`: the share of expected answers that are wrong, of the cases that a run sees. */
export function makeWorld(seed: number, wrongLabels = 0.05): World {
  const rng = random(seed, 'world')
  const words = shuffled(pseudoWords, rng)
  const topics = Object.entries(roles).flatMap(([role, count]) => Array<Topic['role']>(count).fill(roleOf(role)))
  const made = topics.map(
    (role, index): Topic => ({ role, terms: words.slice(termsOfTopic * index).slice(0, termsOfTopic) }),
  )
  const cases = Object.entries(sizes).flatMap(([split, count]) =>
    Array.from({ length: count }, (_, at) => ticket(made, splitOf(split), random(seed, split, at), at, wrongLabels)),
  )
  const topicOf = new Map(made.flatMap(({ terms }, index) => terms.map(term => [term, index] as const)))
  const touched = remembering((document: string) => touch(document, topicOf, made.length))
  const likelihood = (document: string, one: Ticket): number => {
    const { strength, length } = touched(document)
    const met = one.needs.reduce((sum, topic) => sum + (strength[topic] ?? 0), 0) / one.needs.length
    const harm = one.harms.reduce((sum, topic) => sum + (strength[topic] ?? 0), 0)
    const tired = Math.max(0, length - readable) / tiring
    return 1 / (1 + Math.exp(-(4 * (met - 0.3) + one.ease - 0.8 * harm - tired)))
  }
  return {
    topics: made,
    cases,
    initial: firstDocument(made, random(seed, 'first')),
    answer(document, one) {
      const slip = random(document, one.input)() < luckOfWording
      const isRight = one.luck < likelihood(document, one) !== slip
      return isRight ? one.truth : otherThan(one.truth, random(seed, 'mistake', one.input))
    },
    worth: (document, some) =>
      some.reduce((sum, one) => sum + luckOfWording + (1 - 2 * luckOfWording) * likelihood(document, one), 0) /
      some.length,
  }
}

/** A rule of 8 to 20 words about some topics. */
export function writeRule(topics: readonly Topic[], rng: Random): string {
  const terms = topics.map(({ terms }) => pick(terms, rng))
  const [first = '', ...more] = terms
  const rest = more.map(term => ` and ${pick(['the', 'any', 'every'], rng)} ${term}`).join('')
  return `- ${pick(openings, rng)} ${first}${rest}, ${pick(closings, rng)}.`
}

export const pick = <T>(list: readonly [T, ...T[]] | readonly T[], rng: Random): T => {
  const found = list[Math.floor(rng() * list.length)] ?? list[0]
  if (found === undefined) throw new Error('Nothing to pick from.')
  return found
}

const openings = [
  'Whenever a ticket mentions',
  'Before you answer, look for',
  'Give weight to',
  'Check first the',
  'If there is a question of',
]
const closings = [
  'and say so in one plain word',
  'even where the customer did not ask for it',
  'as the older agreements have always had it',
  'unless a newer note in the same ticket says otherwise',
  'and only then go on to what remains of the ticket',
]

function ticket(
  topics: readonly Topic[],
  split: Ticket['split'],
  rng: Random,
  at: number,
  wrongLabels: number,
): Ticket {
  const indices = topics.map((_, index) => index)
  const of = (role: Topic['role']) => indices.filter(index => topics[index]?.role === role)
  // Some topics are needed much more often than others.
  const common = of('useful').filter((_, rank) => rng() < 1.1 / (1 + 0.18 * rank))
  const needs = sample(common.length > 0 ? common : of('useful'), 1 + Math.floor(8 * rng()), rng)
  const harms = of('harmful').filter(() => rng() < 0.35)
  const truth = pick(answers, rng)
  const isWrong = split !== 'test' && rng() < wrongLabels
  const about = shuffled(pseudoWords, rng)
    .slice(0, 6)
    .map(word => word.toUpperCase())
    .join(' ')
  return {
    input: `Ticket ${split}-${String(1000 + at)} from ${about}`,
    expected: isWrong ? otherThan(truth, rng) : truth,
    truth,
    split,
    needs,
    harms,
    ease: rng() + rng() + rng() - 1.5,
    luck: rng(),
  }
}

function firstDocument(topics: readonly Topic[], rng: Random): string {
  const rules = Object.entries(firstRules).flatMap(([role, count]) => {
    const own = topics.filter(topic => topic.role === roleOf(role))
    return sample(own, count, rng).map(topic => writeRule([topic, pick(topics, rng)], rng))
  })
  return shuffled(rules, rng).join('\n')
}

/** How strongly a document touches each topic, 0 to 1: a second term of a topic adds less than the first. */
function touch(document: string, topicOf: ReadonlyMap<string, number>, topics: number) {
  const counts = Array<number>(topics).fill(0)
  const words = document.toLowerCase().match(/\p{L}+/gu) ?? []
  for (const term of words) {
    const topic = topicOf.get(term)
    if (topic !== undefined) counts[topic] = (counts[topic] ?? 0) + 1
  }
  return { strength: counts.map(count => 1 - Math.exp(-1.3 * count)), length: words.length }
}

const otherThan = (answer: string, rng: Random): string =>
  pick(
    answers.filter(other => other !== answer),
    rng,
  )

const roleOf = (name: string): Topic['role'] => (name === 'useful' || name === 'idle' ? name : 'harmful')
const splitOf = (name: string): Ticket['split'] => (name === 'train' || name === 'eval' ? name : 'test')

/** Words that mean nothing, so that no other word of a rule touches a topic. */
const pseudoWords = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'so', 'ti', 'vu', 'ze', 'po', 'da', 'gi', 'hu'].flatMap(
  (first, at, all) =>
    all.flatMap((second, other) => (other === at ? [] : [`${first}${second}${all[(at + other) % all.length]}`])),
)

function remembering<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    const found = known.get(text) ?? find(text)
    known.set(text, found)
    return found
  }
}
