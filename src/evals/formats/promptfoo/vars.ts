import { failure, type Outcome, success } from '../../../problem/outcome.ts'
import { yamlValue } from '../../../prompts/parsedYaml.ts'
import { folderOf } from '../../pairing/paths.ts'
import { open } from '../../reading/documents.ts'
import { dataOf, type Field, type Fields, textField, withNulls, writtenAs } from '../../reading/fields.ts'
import type { Reading } from '../../reading/reading.ts'
import { errorText } from '../../reading/rows/rows.ts'
import { fileIn, filesIn, isCode, type Origin } from './references.ts'
import { rendered } from './rendered.ts'

/** The variables of one case: the texts that fill the prompt, and what checks see instead of them. */
export interface Vars {
  readonly vars: Readonly<Record<string, string>>
  readonly data?: Readonly<Record<string, unknown>>
}

/** More combinations than this are taken for a mistake. */
const mostCombinations = 100_000

/** The variables of a test: a map, or the names of files that contain maps; later files win. */
export function* readVars(field: Field | undefined, { path: test, line }: Origin): Reading<Outcome<Fields>> {
  if (field === undefined || field.map) return success(field ? withNulls(field) : {})
  const origin = { path: test, line, folder: folderOf(test) }
  const vars: [string, Field][] = []
  for (const { text } of field.list ?? [field])
    for (const path of yield* filesIn(text, origin)) {
      const loaded = yield* fileIn(path, origin)
      if (!loaded.ok) return loaded
      const opened = open(/\.(?:ya?ml|json)$/i.test(path) ? path : `${path}.yaml`, loaded.value)
      if (!opened.ok) return opened
      const tree = opened.value.kind === 'map' ? opened.value.file.tree() : success(textField(''))
      if (!tree.ok) return tree
      vars.push(...Object.entries(withNulls(tree.value)))
    }
  return success(Object.fromEntries(vars))
}

/**
 * Every combination of the variables' values, filled with each other. A list of texts gives one value at a time; any
 * other list is a single value. A value `file://...` becomes the contents of the file without surrounding white space;
 * a pattern gives one value for each matching file.
 */
export function* combinations(fields: Fields, origin: Origin, expand: boolean): Reading<Outcome<Vars[]>> {
  let found: Values[] = [{}]
  for (const [name, field] of Object.entries(fields)) {
    const values = yield* valuesOf(field, origin, expand)
    if (!values.ok) return values
    if (found.length * values.value.length > mostCombinations)
      return broken(`its lists of values make more than ${mostCombinations} cases`, origin)
    found = found.flatMap(vars => values.value.map(value => withValue(vars, name, value)))
  }
  const all: Vars[] = []
  for (const values of found) {
    const vars = varsOf(values)
    if (!vars.ok) return vars
    all.push(vars.value)
  }
  return success(all)
}

/** A value is a text, or other data. */
type Values = Readonly<Record<string, unknown>>

/** Sets a value so that a name like `__proto__` is an ordinary variable. */
const withValue = (values: Values, name: string, value: unknown): Values =>
  Object.fromEntries([...Object.entries(values), [name, value]])

function varsOf(values: Values): Outcome<Vars> {
  const isText = (name: string): boolean => typeof values[name] === 'string'
  const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, writtenAs(value)]))
  const found = rendered(texts, isText)
  if ('unfillable' in found) return failure({ code: 'unfillable', text: found.unfillable, variable: found.variable })
  const seen = Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
    if (!isText(name)) return [[name, value]]
    return found.checks[name] === found.prompt[name] ? [] : [[name, found.checks[name]]]
  })
  return success({ vars: found.prompt, ...(seen.length > 0 && { data: Object.fromEntries(seen) }) })
}

function* valuesOf(field: Field, origin: Origin, expand: boolean): Reading<Outcome<readonly unknown[]>> {
  const [first] = field.list ?? []
  if (expand && field.list && first && typeof dataOf(first) === 'string') {
    const values: unknown[] = []
    for (const item of field.list) {
      const value = yield* itemValue(item, origin)
      if (!value.ok) return value
      values.push(value.value)
    }
    return success(values)
  }
  if (field.list || field.map || !field.text.startsWith('file://')) return success([dataOf(field)])
  const values: string[] = []
  for (const path of yield* filesIn(field.text, origin)) {
    const value = yield* textIn(`file://${path}`, origin)
    if (!value.ok) return value
    values.push(value.value)
  }
  return values.length > 0 ? success(values) : broken(`no file matches ${field.text}`, origin)
}

function* itemValue(field: Field, origin: Origin): Reading<Outcome<unknown>> {
  return field.text.startsWith('file://') ? yield* textIn(field.text, origin) : success(dataOf(field))
}

function* textIn(reference: string, origin: Origin): Reading<Outcome<string>> {
  if (isCode(reference)) return broken(`the value of a variable is code, which is never run: ${reference}`, origin)
  const loaded = yield* fileIn(reference, origin)
  if (!loaded.ok) return loaded
  if (!/\.(?:ya?ml)$/i.test(reference)) return success(loaded.value.trim())
  try {
    return success(JSON.stringify(yamlValue(loaded.value)) ?? '')
  } catch (error) {
    return broken(`${reference}: ${errorText(error)}`, origin)
  }
}

const broken = (detail: string, { path, line }: Origin): Outcome<never> =>
  failure({ code: 'broken-row', detail, place: { path, line } })
