/** What an agent did besides answering. */
export interface Deeds {
  /** The tools that it called, in order, each with its arguments as JSON. */
  readonly tools: readonly { readonly name: string; readonly arguments: string }[]
  /** The skills that it loaded. */
  readonly skills: readonly string[]
  /** The files in its working folder afterwards, by path; empty texts for what is not UTF-8. */
  readonly files: Readonly<Record<string, string>>
  /** What was said and done on the way, in order; empty if the agent does not tell. */
  readonly transcript: string
}

export const noDeeds: Deeds = { tools: [], skills: [], files: {}, transcript: '' }

/** Characters of a transcript that are kept: its end, where things go right or wrong. */
const longestTranscript = 20_000

/** An agent's answer with its deeds, as one text: answers are stored and compared as texts. */
export const writeDeeds = (output: string, deeds: Deeds): string => JSON.stringify({ output, ...deeds })

/** The answer and the deeds in such a text. */
export function readDeeds(text: string): { readonly output: string; readonly deeds: Deeds } {
  const raw: unknown = parsed(text)
  if (!isFields(raw)) return { output: text, deeds: noDeeds }
  const tools = listOf(raw.tools).flatMap(tool =>
    isFields(tool) && typeof tool.name === 'string'
      ? [{ name: tool.name, arguments: typeof tool.arguments === 'string' ? tool.arguments : jsonText(tool.arguments) }]
      : [],
  )
  const skills = listOf(raw.skills).filter(name => typeof name === 'string')
  const files = Object.entries(isFields(raw.files) ? raw.files : {}).flatMap(([path, held]) =>
    typeof held === 'string' ? [[path, held] as const] : [],
  )
  return {
    output: typeof raw.output === 'string' ? raw.output : '',
    deeds: { tools, skills, files: Object.fromEntries(files), transcript: transcriptIn(raw.transcript) },
  }
}

/** A text, or a list of texts or messages. */
function transcriptIn(raw: unknown): string {
  const parts = Array.isArray(raw) ? raw.map(messageText) : [typeof raw === 'string' ? raw : '']
  return parts
    .filter(part => part !== '')
    .join('\n')
    .slice(-longestTranscript)
}

function messageText(raw: unknown): string {
  if (typeof raw === 'string') return raw
  if (!isFields(raw)) return ''
  const content = typeof raw.content === 'string' ? raw.content : jsonText(raw.content)
  return typeof raw.role === 'string' ? `${raw.role}: ${content}` : content
}

/** Files of which an agent's answer tells, with the beginning of each; the others are only counted. */
const [mostTold, longestTold] = [10, 400]

/** What an agent did, in words: the tools and skills, the files, and the end of the transcript. */
export function deedsInWords({ tools, skills, files, transcript }: Deeds, characters: number): string {
  const names = Object.keys(files)
  const told = names.slice(0, mostTold).map(name => `${name}:\n${(files[name] ?? '').slice(0, longestTold)}`)
  const parts = [
    ...(skills.length === 0 ? [] : [`Skills loaded: ${skills.join(', ')}`]),
    ...(tools.length === 0 ? [] : [`Tools called: ${tools.map(tool => `${tool.name} ${tool.arguments}`).join('; ')}`]),
    ...(names.length === 0 ? [] : [`Files written: ${names.join(', ')}`]),
    ...told,
  ]
  const head = parts.join('\n').slice(0, characters)
  const room = Math.max(0, characters - head.length)
  const end = transcript.slice(-room)
  return [head, ...(end.trim() === '' || room === 0 ? [] : [`The end of what it said and did:\n${end}`])]
    .join('\n')
    .trim()
}

const jsonText = (value: unknown): string => JSON.stringify(value) ?? ''
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
