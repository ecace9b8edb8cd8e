import schema from '../../../schemas/eval-set.schema.json' with { type: 'json' }
import type { Cursor } from './cursor.ts'

/** A word that may be typed at a place in an eval set. */
export interface Word {
  readonly word: string
  readonly kind: 'key' | 'variable' | 'grader' | 'value'
  readonly description: string
}

/**
 * What the schema allows at a place of an eval set: the keys of the map, names of graders, and the placeholders of the
 * prompt as names of variables.
 */
export function wordsAt({ path, at }: Pick<Cursor, 'path' | 'at'>, placeholders: readonly string[]): readonly Word[] {
  const [last, before] = [path.at(-1), path.at(-2)]
  const inGrader = path.lastIndexOf('grader')
  const belowGrader = inGrader < 0 ? undefined : path.slice(inGrader + 1).filter(piece => piece !== '[]')
  if (at === 'value') {
    if (belowGrader?.length === 0 || (belowGrader?.length === 1 && last === 'name')) return graders
    if (belowGrader?.length === 1 && last === 'ignoreCase') return booleans
    return last === 'split' && before === '[]' ? splits : []
  }
  // A single word after `grader:` and a dash may become the name of a grader or a key of its options.
  if (belowGrader?.length === 0) return [...graders, ...keysOf(definitions.check.properties)]
  if (path.length === 0) return keysOf(definitions.evalSet.properties)
  if (last === 'vars') return variables(placeholders)
  if (last === '[]' && (path.length === 1 || (path.length === 2 && before === 'cases')))
    return [...keysOf(definitions.case.properties), ...variables(placeholders)]
  return []
}

const { definitions } = schema

const keysOf = (properties: Readonly<Record<string, { readonly description: string }>>): readonly Word[] =>
  Object.entries(properties).map(([word, { description }]) => ({ word, kind: 'key', description }))

const graders: readonly Word[] = definitions.graderName.oneOf.map(({ const: word, description }) => ({
  word,
  kind: 'grader',
  description,
}))

const splits: readonly Word[] = definitions.case.properties.split.enum.map(word => ({
  word,
  kind: 'value',
  description:
    { train: 'Shown to the optimizer model.', validation: 'Chooses the winner.' }[word] ?? 'Opened once, at the end.',
}))

const booleans: readonly Word[] = ['true', 'false'].map(word => ({ word, kind: 'value', description: '' }))

const variables = (placeholders: readonly string[]): readonly Word[] =>
  placeholders.map(word => ({ word, kind: 'variable', description: `Fills the placeholder ${word} of the prompt.` }))
