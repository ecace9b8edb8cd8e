import { type Random, random } from '../../src/text/random.ts'
import { countWords } from '../../src/text/words.ts'
import { pick, type Ticket, type Topic, type World, writeRule } from './world.ts'

/**
 * The made-up optimizer model: it changes a few rules of the current document. It reads no more than the request says,
 * except that it knows which topics a failing case needs. Of what a request shows, failures lead it to needed topics,
 * and scored documents to rules that do harm.
 */
export function editorOf(world: World): (request: string, draw: number) => string {
  return (request, draw) => {
    const rng = random(request, draw)
    const shown = read(request, world)
    if (shown.wantsCritique) return critique(shown, world, rng)
    return edit(shown, world, rng)
  }
}

interface Shown {
  readonly rules: readonly string[]
  readonly failing: readonly Ticket[]
  readonly scored: readonly { readonly rules: ReadonlySet<string>; readonly score: number }[]
  /** Number of words that may change. */
  readonly words: number
  /** A term that a critique names. */
  readonly hinted: string | undefined
  readonly wantsCritique: boolean
}

const rule = /^- .*\.$/gm

function read(request: string, { cases }: World): Shown {
  const after = request.split(/current (?:instruction|prompt)[^:\n]*:\s*\n/i).at(-1) ?? request
  const current = /^(?:- .*\.\n?)+/m.exec(after)?.[0] ?? ''
  const scored = Array.from(request.matchAll(/((?:^- .*\.\n)+)\s*Score: ([\d.]+)/gm), ([, rules = '', score]) => ({
    rules: new Set(rules.match(rule) ?? []),
    score: Number(score),
  }))
  return {
    rules: current.match(rule) ?? [],
    failing: cases.filter(({ input }) => request.includes(input)),
    scored,
    words: Number(/at most (\d+) words/.exec(request)?.[1] ?? mostWords),
    hinted: /too little about (\p{L}+)/u.exec(request)?.[1],
    wantsCritique: request.includes('Find the faults of instructions'),
  }
}

/** A reply changes at most this many words, whatever it is allowed. */
const mostWords = 60

function edit(shown: Shown, world: World, rng: Random): string {
  const { rules, scored, words } = shown
  const next = [...rules]
  const budget = Math.min(words, mostWords) * (0.3 + 0.9 * rng())
  for (let [changed, tries] = [0, 0]; changed < budget && tries < 6; tries++) {
    const at = Math.floor(rng() * next.length)
    const deed = rng()
    if (deed < 0.25 && next.length > 1) {
      const [gone = ''] = next.splice(rng() < 0.5 ? worst(next, scored, at) : at, 1)
      changed += countWords(gone)
    } else {
      const written = writeRule(topicsFor(shown, world, rng), rng)
      changed += countWords(written)
      if (deed < 0.5) next.splice(at, 1, written)
      else next.splice(at, 0, written)
    }
  }
  return next.join('\n')
}

/** One topic or two; the first is often one that a critique names or a failing case needs, if any is shown. */
function topicsFor({ failing, hinted }: Shown, { topics }: World, rng: Random): readonly Topic[] {
  const named = hinted === undefined || rng() > 0.3 ? undefined : topics.find(({ terms }) => terms.includes(hinted))
  const needed = failing.length > 0 && rng() < 0.5 ? topics[pick(pick(failing, rng).needs, rng)] : undefined
  return [named ?? needed ?? pick(topics, rng), ...(rng() < 0.4 ? [pick(topics, rng)] : [])]
}

/** The rule whose documents score lowest beside those without it; the given one if the scores do not say. */
function worst(rules: readonly string[], scored: Shown['scored'], otherwise: number): number {
  const effects = rules.map(text => {
    const [having, lacking] = [scored.filter(one => one.rules.has(text)), scored.filter(one => !one.rules.has(text))]
    return having.length > 0 && lacking.length > 0 ? mean(having) - mean(lacking) : 0
  })
  const least = Math.min(...effects)
  return least < 0 ? effects.indexOf(least) : otherwise
}

const mean = (all: Shown['scored']): number => all.reduce((sum, { score }) => sum + score, 0) / all.length

function critique({ failing }: Shown, { topics }: World, rng: Random): string {
  const topic = failing.length > 0 ? topics[pick(pick(failing, rng).needs, rng)] : pick(topics, rng)
  return `<START>The rules say too little about ${pick(topic?.terms ?? [''], rng)}.<END>`
}
