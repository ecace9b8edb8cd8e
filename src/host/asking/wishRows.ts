import type { RunSettings } from '../../protocol/worker.ts'
import { counted } from '../../text/numbers.ts'

type Wished = NonNullable<RunSettings['wishes']>

const nothing: Wished = { goal: '', domain: '', tone: '', language: '', locked: '' }

/** What can be said about a new prompt, each with the question for it. */
export const wishRows = {
  goal: { label: 'Goal', title: 'What the prompt is for, empty for what its file says' },
  domain: { label: 'Field', title: 'What to know about its field: terms, customs, facts' },
  tone: { label: 'Tone', title: 'The tone that it keeps' },
  language: { label: 'Language', title: 'The language in which it stays' },
  longest: { label: 'Longest', title: 'The most words that it may have, empty for no limit' },
  locked: { label: 'Locked', title: 'A further text of the prompt that stays letter by letter, empty for none' },
} as const

export type WishName = keyof typeof wishRows

export const wishNames = [
  'goal',
  'domain',
  'tone',
  'language',
  'longest',
  'locked',
] as const satisfies readonly WishName[]

/** What is said about it at present; empty if nothing is. */
export const wishValue = (wishes: Wished = nothing, name: WishName): string => String(wishes[name] ?? '')

/** The wishes with one of them typed anew. */
export function withWish(wishes: Wished = nothing, name: WishName, typed: string): Wished {
  const text = typed.trim()
  if (name === 'locked') return { ...wishes, locked: text === '' ? '' : `${wishes.locked}\n${text}`.trim() }
  if (name !== 'longest') return { ...wishes, [name]: text }
  const { longest: _, ...others } = wishes
  return text === '' ? others : { ...others, longest: Number(text) }
}

/** Whether a text can be locked, or a number be a length; the reason if not. */
export function wishFault(name: WishName, typed: string, prompt: string): string | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  if (name === 'longest')
    return /^[1-9]\d{0,4}$/.test(text) ? undefined : 'Give a number of words, or nothing for no limit.'
  return name === 'locked' && !prompt.includes(text) ? 'The prompt does not hold this text.' : undefined
}

/** On one line, what is said about a new prompt. */
export function wishesTold(wishes: Wished = nothing, locked: number): string {
  const said = wishNames.filter(name => name !== 'locked' && wishValue(wishes, name) !== '')
  const parts = [
    ...said.map(name => wishRows[name].label.toLowerCase()),
    ...(locked > 0 ? [counted(locked, 'locked part')] : []),
  ]
  return parts.length === 0 ? 'No wishes about the new prompt' : `Told to the optimizer model: ${parts.join(', ')}`
}
