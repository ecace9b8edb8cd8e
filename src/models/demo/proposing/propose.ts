import type { Random } from '../../../text/random.ts'
import { wordsChanged } from '../../../text/words.ts'
import { pick, pickWeighted } from '../chance.ts'
import { kindsOf } from '../kinds.ts'
import { isFree, plainSentence, sentencesOf, withoutPiece, withSentence } from './editing.ts'
import type { Kind } from './exercise.ts'
import { filler, type Phrase, phrases, synonyms } from './phrases.ts'
import type { ReadMetaPrompt } from './readMetaPrompt.ts'

/** The demo model as optimizer model: one or several new prompts, based on what the meta-prompt says. */
export function propose(meta: ReadMetaPrompt, roll: Random): string {
  if (typeof meta.reply === 'string') return wrapped(onePrompt(meta, roll), meta.reply, roll)
  const prompts = Array.from({ length: meta.reply.list }, () => onePrompt(meta, roll))
  return prompts.map((prompt, index) => `${index + 1}. ${prompt.replace(/\s*\n\s*/g, ' ')}`).join('\n')
}

function onePrompt(meta: ReadMetaPrompt, roll: Random): string {
  const mishap = roll()
  const known = meta.past.length > 0 && mishap > 0.94 ? pick(meta.past, roll())?.text : undefined
  const candidate = known ?? withinStepSize(meta, roll)
  const [token] = meta.placeholders
  return token !== undefined && mishap < 0.03 ? candidate.replace(token, '').trim() : candidate
}

/**
 * About every thirtieth reply lacks its tags, adds chatter around them or puts the prompt into a code fence, as real
 * models do.
 */
function wrapped(prompt: string, reply: 'tagged' | 'plain', roll: Random): string {
  const slip = roll()
  const marked = reply === 'plain' ? prompt : `<START>\n${prompt}\n<END>`
  if (slip < 0.01) return prompt
  if (slip < 0.02) {
    const talk = reply === 'plain' ? 'Here is a better instruction:' : 'Here is a prompt that should score higher.'
    return `${talk}\n\n${marked}${reply === 'plain' ? '' : '\n\nIt is more specific.'}`
  }
  if (slip < 0.03) return marked.replace(prompt, () => `\`\`\`\n${prompt}\n\`\`\``)
  return marked
}

/** Tries until a candidate differs and keeps to the step size; occasionally it exceeds the step size. */
function withinStepSize(meta: ReadMetaPrompt, roll: Random): string {
  const limit = meta.stepSize ?? 40
  const hints = hintsIn(meta)
  let candidate = meta.current
  for (let attempt = 0; attempt < 8; attempt++) {
    candidate = change(meta.current, meta, hints, roll)
    // If many words may change, it sometimes makes a second change.
    if (limit >= 24 && roll() < 0.3) candidate = change(candidate, meta, hints, roll)
    const words = wordsChanged(meta.current, candidate)
    if (candidate.trim() !== '' && words > 0 && (words <= limit || roll() < 0.04)) break
  }
  return candidate
}

interface Hints {
  readonly kinds: ReadonlySet<Kind>
  /** For each plain sentence: the mean score of the shown prompts that contain it, minus that of those that do not. */
  readonly credit: ReadonlyMap<string, number>
  /**
   * How informative the failing cases are: the more of them were shown, the more advice for their kind is preferred.
   */
  readonly evidence: number
}

/** The kinds of task of the shown cases, and the sentences that go with higher scores. */
function hintsIn(meta: ReadMetaPrompt): Hints {
  const reflected = phrases.filter(({ text }) => meta.reflection.includes(text)).flatMap(({ kinds }) => kinds)
  const prompts = meta.past.map(({ text, score }) => ({
    sentences: new Set(sentencesOf(text).map(plainSentence)),
    score,
  }))
  const credit = new Map<string, number>()
  for (const sentence of new Set(prompts.flatMap(({ sentences }) => [...sentences]))) {
    const withIt = prompts.filter(({ sentences }) => sentences.has(sentence))
    const without = prompts.filter(({ sentences }) => !sentences.has(sentence))
    if (sentence !== '' && without.length > 0) credit.set(sentence, mean(withIt) - mean(without))
  }
  return { kinds: new Set([...kindsOf(meta), ...reflected]), credit, evidence: Math.min(3, meta.failures) }
}

function change(prompt: string, meta: ReadMetaPrompt, hints: Hints, roll: Random): string {
  const operation = roll()
  if (operation < 0.4) return add(prompt, hints, roll)
  if (operation < 0.55) return combine(prompt, meta, hints, roll)
  if (operation < 0.7) return drop(prompt, hints, roll)
  if (operation < 0.8) return exchange(prompt, hints, roll)
  return reword(prompt, roll)
}

function add(prompt: string, hints: Hints, roll: Random): string {
  const said = new Set(sentencesOf(prompt).map(plainSentence))
  const phrase = pickWeighted(phrases, one => (said.has(plainSentence(one.text)) ? 0 : fitness(one, hints)), roll())
  return phrase === undefined ? prompt : withSentence(prompt, phrase.text, roll())
}

/** Advice for the kind at hand is more likely, but far from certain. */
function fitness({ kinds }: Phrase, { kinds: seen, evidence }: Hints): number {
  if (kinds.length === 0) return 1
  if (kinds.some(kind => seen.has(kind))) return 1 + 0.5 * evidence
  return seen.size === 0 ? 0.5 : 0.2
}

/** Takes a sentence from another shown prompt, preferably one that goes with higher scores. */
function combine(prompt: string, meta: ReadMetaPrompt, hints: Hints, roll: Random): string {
  const said = new Set(sentencesOf(prompt).map(plainSentence))
  const others = meta.past
    .flatMap(({ text }) => sentencesOf(text))
    .filter(piece => isFree(piece) && !said.has(plainSentence(piece)))
  const piece = pickWeighted(others, one => Math.max(0.1, 2 + creditOf(one, hints)), roll())
  return piece === undefined ? add(prompt, hints, roll) : withSentence(prompt, piece.trim(), roll())
}

/** Cuts a sentence, preferably filler or one that goes with lower scores. */
function drop(prompt: string, hints: Hints, roll: Random): string {
  const pieces = sentencesOf(prompt)
  const free = pieces.flatMap((piece, index) => (isFree(piece) ? [{ piece, index }] : []))
  if (free.length < 2) return reword(prompt, roll)
  const weight = ({ piece }: { readonly piece: string }): number =>
    Math.max(0.1, 1 - creditOf(piece, hints) / 2) + (filler.test(piece) ? 2 : 0)
  const cut = pickWeighted(free, weight, roll())
  return cut === undefined ? prompt : withoutPiece(prompt, cut.index)
}

const exchange = (prompt: string, hints: Hints, roll: Random): string => add(drop(prompt, hints, roll), hints, roll)

/** Says the same in other words. */
function reword(prompt: string, roll: Random): string {
  const found = synonyms.flatMap(line =>
    line.filter(word => wholeWord(word).test(prompt)).map(word => ({ word, line })),
  )
  const one = pick(found, roll())
  if (one === undefined) return withSentence(prompt, 'Be careful and precise.', roll())
  const other =
    pick(
      one.line.filter(word => word !== one.word),
      roll(),
    ) ?? one.word
  return prompt.replace(wholeWord(one.word), other)
}

/** A word outside of placeholders and tags. */
const wholeWord = (word: string): RegExp => new RegExp(`(?<![\\w{$<-])${word}(?![\\w}>-])(?![^{<]*[}>])`)

const creditOf = (piece: string, { credit }: Hints): number => credit.get(plainSentence(piece)) ?? 0

const mean = (prompts: readonly { readonly score: number }[]): number =>
  prompts.reduce((sum, { score }) => sum + score, 0) / prompts.length
