import { mistakeIn, parsedYaml } from './parsedYaml.ts'
import type { PromptFile } from './promptFile.ts'
import { findFrontmatter } from './source/frontmatter.ts'
import { mapOf } from './source/header.ts'

/** What a prompt file says about its prompt, in the words in which the optimizer model is told. */
export interface SaidOfPrompt {
  /** Its purpose: name and description. Absent if there is none, or if the description itself is being optimized. */
  readonly goal?: string
  /** The names of the tools that it may use. */
  readonly tools: readonly string[]
  /** The fields of its input, with their types where they are given. */
  readonly fields: readonly string[]
  /** The JSON schema that its answers must meet, as JSON; absent if the file gives none. */
  readonly schema?: string
}

/** The most characters of a purpose that are shown; more would dominate the request. */
const longestGoal = 500

/** The most names in a list. */
const mostNamed = 20

/** Reads the header of a prompt file or, in YAML and JSON, its keys. */
export function saidOf({ source }: PromptFile, targetId: string): SaidOfPrompt {
  const text = source.replace(/^\uFEFF/, '')
  const found = findFrontmatter(text, 0)
  const header = found.kind === 'closed' ? text.slice(found.start, found.end) : text
  const values = mapOf(plainData(header)) ?? {}
  const [name, description] = [textOf(values.name), textOf(values.description)]
  const isNew = name !== '' && !description.toLowerCase().includes(name.toLowerCase())
  const goal = [isNew ? name : '', description].filter(Boolean).join(': ').slice(0, longestGoal)
  const inputs = values.inputs ?? mapOf(values.input)?.schema
  return {
    ...(goal !== '' && targetId !== 'description' && { goal }),
    tools: namesOf(values.tools ?? values['allowed-tools']),
    fields: fieldsOf(inputs),
    ...schemaIn(values),
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/** Tools are listed by name, as one text with commas, or as the definitions that an endpoint takes. */
function namesOf(tools: unknown): readonly string[] {
  const listed = typeof tools === 'string' ? tools.split(',') : Array.isArray(tools) ? tools : []
  return listed
    .map(tool => textOf(tool) || textOf(mapOf(tool)?.name) || textOf(mapOf(mapOf(tool)?.function)?.name))
    .filter(Boolean)
    .slice(0, mostNamed)
}

/** The schema of the output, where its form keeps it: of GitHub Models, Prompty, and Dotprompt if it is a whole one. */
function schemaIn(values: Readonly<Record<string, unknown>>): Pick<SaidOfPrompt, 'schema'> {
  const format = values.responseFormat ?? values.response_format ?? values.jsonSchema
  const places = [values.jsonSchema, mapOf(format)?.json_schema, mapOf(values.output)?.schema, values.outputs]
  for (const place of places) {
    const given = mapOf(typeof place === 'string' ? plainData(place) : place)
    const schema = mapOf(given?.schema) ?? given
    if (schema && mapOf(schema.properties)) return { schema: JSON.stringify(schema) }
  }
  return {}
}

/** Fields stand in a list, as a JSON schema, or by their names alone with a type. */
function fieldsOf(inputs: unknown): readonly string[] {
  const named = mapOf(inputs) ?? {}
  const byName = Object.entries(mapOf(named.properties) ?? named)
  const listed = Array.isArray(inputs) ? inputs.map(one => [textOf(mapOf(one)?.name), one] as const) : byName
  return listed
    .filter(([name]) => name !== '')
    .map(([name, told]) => {
      const detailed = mapOf(told) ?? {}
      const details = [textOf(detailed.type ?? detailed.kind ?? told), textOf(detailed.description)]
        .filter(Boolean)
        .join(', ')
      return `${name.replace(/\?$/, '')}${details === '' ? '' : ` (${details})`}`
    })
    .slice(0, mostNamed)
}

function plainData(source: string): unknown {
  const document = parsedYaml(source)
  try {
    return mistakeIn(document) ? undefined : document.toJS()
  } catch {
    return undefined
  }
}
