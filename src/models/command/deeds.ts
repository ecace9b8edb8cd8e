/** What an agent did besides answering. */
export interface Deeds {
  /** The tools that it called, in order, each with its arguments as JSON. */
  readonly tools: readonly { readonly name: string; readonly arguments: string }[]
  /** The skills that it loaded. */
  readonly skills: readonly string[]
  /** The files in its working folder afterwards, by path; empty texts for what is not UTF-8. */
  readonly files: Readonly<Record<string, string>>
}

/** An agent's answer with its deeds, as one text: answers are stored and compared as texts. */
export const writeDeeds = (output: string, deeds: Deeds): string => JSON.stringify({ output, ...deeds })

/** The answer and the deeds in such a text. */
export function readDeeds(text: string): { readonly output: string; readonly deeds: Deeds } {
  const raw: unknown = parsed(text)
  if (!isFields(raw)) return { output: text, deeds: { tools: [], skills: [], files: {} } }
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
    deeds: { tools, skills, files: Object.fromEntries(files) },
  }
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
