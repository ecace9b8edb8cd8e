import type { Wishes } from '../wishes.ts'

/** What the user wants of a new prompt, a block each. They stand in plain requests and in all others. */
export const wishBlocks = {
  'wish-domain': 'What to know about the field: {{domain}}',

  'wish-tone': 'Its tone: {{tone}}',

  'wish-language': 'Write it in this language: {{language}}',

  'wish-longest': 'It may have at most {{longest}} words.',

  'wish-kept': `Its author chose these words. Keep what they say:

{{kept}}`,

  'wish-unwanted': `Its author does not want this. Leave it out:

{{unwanted}}`,

  'wish-locked': `Keep these lines in it, letter by letter:

{{locked}}`,

  'wish-beside': `These lines stay beside it as they are. Do not repeat them:

{{beside}}`,
} as const

type WishBlock = keyof typeof wishBlocks

/**
 * The blocks that say what is wanted; none if nothing is. Of the locked parts, those in `beside` are held back from the
 * shown prompt and put back later.
 */
export const wishesIn = (
  { domain, tone, language, longest, locked, kept, unwanted }: Wishes,
  beside: readonly string[] = [],
): readonly (WishBlock | false)[] => [
  domain !== undefined && 'wish-domain',
  tone !== undefined && 'wish-tone',
  language !== undefined && 'wish-language',
  longest !== undefined && 'wish-longest',
  kept.length > 0 && 'wish-kept',
  unwanted.length > 0 && 'wish-unwanted',
  beside.length > 0 && 'wish-beside',
  locked.length > beside.length && 'wish-locked',
]

/** What fills their slots. */
export const wishSlots = (
  { domain = '', tone = '', language = '', longest = 0, locked, kept, unwanted }: Wishes,
  beside: readonly string[] = [],
): Readonly<Record<string, string>> => ({
  domain,
  tone,
  language,
  longest: String(longest),
  kept: listed(kept),
  unwanted: listed(unwanted),
  locked: locked.filter(part => !beside.includes(part)).join('\n\n'),
  beside: beside.join('\n\n'),
})

/**
 * What every tagged request says of what a new prompt must keep: what the user wants, and the placeholders. The blocks
 * stand together, before the step size and the tags.
 */
export const keeping = ({ wishes, tokens }: { readonly wishes: Wishes; readonly tokens: readonly string[] }) => ({
  blocks: [...wishesIn(wishes), tokens.length > 0 && ('placeholders' as const)],
  slots: { ...wishSlots(wishes), tokens: tokens.join('\n') },
})

const listed = (texts: readonly string[]): string => texts.map(text => `- ${text}`).join('\n')
