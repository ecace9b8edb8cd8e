import { promptNouns } from './talk.ts'

/**
 * The prompts that a reply in JSON holds: a text, a list of texts, or objects with a field that names a prompt, perhaps
 * beside fields that comment on it. Undefined if the text is not JSON, or a prompt that is itself written in JSON.
 */
export function promptsInJson(text: string): readonly string[] | undefined {
  if (!/^[[{"]/.test(text)) return undefined
  try {
    return promptsOf(JSON.parse(text))
  } catch {
    const [, key = '', inside] = loose.exec(text) ?? []
    return inside === undefined || !naming.test(key) ? undefined : [unescaped(inside)]
  }
}

/** The same if it holds exactly one. */
export function onlyPromptInJson(text: string): string | undefined {
  const [only, another] = promptsInJson(text) ?? []
  return another === undefined ? only : undefined
}

function promptsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return joined(value.map(promptsOf))
  if (typeof value !== 'object' || value === null) return undefined
  const fields = Object.entries(value).filter(([key, held]) => !commenting.test(key) && !isRole(key, held))
  const isPrompt = fields.length > 0 && fields.every(([key]) => naming.test(key))
  return isPrompt ? joined(fields.map(([, held]) => promptsOf(held))) : undefined
}

const joined = (all: readonly (readonly string[] | undefined)[]): readonly string[] | undefined => {
  const found = all.flatMap(texts => texts ?? [])
  return all.length > 0 && all.every(texts => texts !== undefined) ? found : undefined
}

/** Whose message it is: "system". A longer text is what the assistant is to be. */
const isRole = (key: string, held: unknown): boolean =>
  key.toLowerCase() === 'role' && typeof held === 'string' && /^\w*$/.test(held)

const naming = new RegExp(
  `(?:${promptNouns}|text|content|output|answer|candidate|option|version)s?(?:[ _-]?\\d+)?$`,
  'i',
)
const commenting =
  /^(?:id|index|number|name|title|label|idea|approach|score|type|(?:.*_)?(?:reason(?:ing)?|explanation|rationale|analysis|thoughts?|notes?|changes?|comment|improvements?))$/i

/** One field whose text has line ends or quotes that JSON does not allow. */
const loose = /^\{\s*"([\w ]+)"\s*:\s*"((?:(?!"\s*,\s*"[\w ]+"\s*:)[\s\S])*)"\s*,?\s*\}$/

const unescaped = (text: string): string =>
  text.replace(/\\(["\\nt])/g, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char))
