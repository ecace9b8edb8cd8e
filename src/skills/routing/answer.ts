import { withoutThoughts } from '../../text/reasoning/thoughts.ts'
import { noSkill, saysNoSkill } from '../catalogue/skillEntry.ts'

/** The result of one question: a skill's name or `none`, an answer that is neither, or no answer at all. */
export type Routed =
  | { readonly is: 'chosen'; readonly name: string }
  | { readonly is: 'unreadable'; readonly reply: string }
  | { readonly is: 'failed'; readonly why: string }

/**
 * Extracts the name from a reply, whatever a model puts around it: reasoning, quotes, a code fence, a label, JSON with
 * one text. A name that is not listed and prose are unreadable: neither means that no skill was chosen.
 */
export function readAnswer(reply: string, names: ReadonlySet<string>): Routed {
  const bare = unwrapped(withoutThoughts(reply))
  const name = names.has(bare) ? bare : [...names].find(known => known.toLowerCase() === bare.toLowerCase())
  if (name !== undefined) return { is: 'chosen', name }
  return saysNoSkill(bare) ? { is: 'chosen', name: noSkill } : { is: 'unreadable', reply }
}

/**
 * The same for a model to which a tool was offered: by calling none and saying that no skill is needed, it has chosen
 * none. Anything else that it says in place of a call is read as above.
 */
export function readOffered(reply: string, names: ReadonlySet<string>): Routed {
  const read = readAnswer(reply, names)
  const said = withoutThoughts(reply).trim()
  const declines = declining.test(said) && ![...names].some(name => said.includes(name))
  return read.is === 'unreadable' && declines ? { is: 'chosen', name: noSkill } : read
}

const declining = /^(?:there is )?(?:no|none of the(?:se)?)(?: [a-z]+)? skills?\b[^\n]{0,80}$/i

function unwrapped(text: string): string {
  let bare = text.trim()
  for (;;) {
    const inner = (inFence(bare) ?? inJson(bare) ?? inMarks(bare)).trim()
    if (inner === bare) return bare
    bare = inner
  }
}

const inFence = (text: string): string | undefined => /^```[^\n`]*\n([\s\S]*?)\n?```$/.exec(text)?.[1]

/** `{"skill": "release"}`, a call that a server left in the text, or a text in JSON's quotes. */
function inJson(text: string): string | undefined {
  if (!/^[{"]/.test(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'string') return value
    if (isCall(value)) return typeof value.arguments === 'string' ? value.arguments : JSON.stringify(value.arguments)
    const held: unknown[] = Object.values(typeof value === 'object' && value !== null ? value : {})
    const [only, second] = held
    if (second !== undefined) return undefined
    return typeof only === 'string' ? only : only === null ? noSkill : undefined
  } catch {
    return undefined
  }
}

const isCall = (value: unknown): value is { readonly name: unknown; readonly arguments: unknown } =>
  typeof value === 'object' && value !== null && 'name' in value && 'arguments' in value

/** Quotes, emphasis, a list dash, a final full stop, tags, and a label before the name. */
const inMarks = (text: string): string =>
  text
    .replace(/^<(\w+)>([^<>]*)<\/\1>$/, '$2')
    .replace(/^(?:the )?(?:answer|skill|skill name|name)(?: is)?[ \t]*[:=][ \t]*/i, '')
    .replace(/^[-*>][ \t]+/, '')
    .replace(/^(["'`*_“”]+)([^"'`*“”]*)["'`*_“”]+$/, '$2')
    .replace(/[.!]$/, '')
