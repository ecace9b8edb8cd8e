import { parse } from 'yaml'
import { failure, type Outcome, success } from '../../../problem/outcome.ts'
import { folderOf } from '../../pairing/paths.ts'
import { open } from '../../reading/documents.ts'
import { type Field, type Fields, textField } from '../../reading/fields.ts'
import type { Reading } from '../../reading/reading.ts'
import { errorText } from '../../reading/rows.ts'
import { fileIn, filesIn, isCode, type Origin } from './references.ts'

/** What fills the placeholders of one case. */
export type Vars = Readonly<Record<string, string>>

/** Of so many combinations a list of values may consist; more of them are an oversight. */
const mostCombinations = 100_000

/** The variables of a test: a map, or the names of files beside it that hold maps, of which a later one wins. */
export function* readVars(field: Field | undefined, { path: test, line }: Origin): Reading<Outcome<Fields>> {
  if (field === undefined || field.map) return success(field?.map ?? {})
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
      vars.push(...Object.entries(tree.value.map ?? {}))
    }
  return success(Object.fromEntries(vars))
}

/**
 * Every combination of the variables' values: a list of texts stands for each of them in turn, any other list is one
 * value. A value `file://...` is what the file holds, and a pattern stands for each file it matches.
 */
export function* combinations(fields: Fields, origin: Origin, expand: boolean): Reading<Outcome<Vars[]>> {
  let found: Vars[] = [{}]
  for (const [name, field] of Object.entries(fields)) {
    const values = yield* valuesOf(field, origin, expand)
    if (!values.ok) return values
    if (found.length * values.value.length > mostCombinations)
      return broken(`its lists of values make more than ${mostCombinations} cases`, origin)
    found = found.flatMap(vars => values.value.map(value => withVar(vars, name, value)))
  }
  return success(found)
}

/** A name like `__proto__` is a variable as any other. */
const withVar = (vars: Vars, name: string, value: string): Vars =>
  Object.fromEntries([...Object.entries(vars), [name, value]])

function* valuesOf(field: Field, origin: Origin, expand: boolean): Reading<Outcome<readonly string[]>> {
  const [first] = field.list ?? []
  if (expand && field.list && first && !first.map && !first.list) {
    const values: string[] = []
    for (const item of field.list) {
      const value = yield* textValue(item.text, origin)
      if (!value.ok) return value
      values.push(value.value)
    }
    return success(values)
  }
  if (field.list || field.map || !field.text.startsWith('file://')) return success([field.text])
  const values: string[] = []
  for (const path of yield* filesIn(field.text, origin)) {
    const value = yield* textValue(`file://${path}`, origin)
    if (!value.ok) return value
    values.push(value.value)
  }
  return values.length > 0 ? success(values) : broken(`no file matches ${field.text}`, origin)
}

function* textValue(text: string, origin: Origin): Reading<Outcome<string>> {
  if (!text.startsWith('file://')) return success(text)
  if (isCode(text)) return broken(`the value of a variable is code, which is never run: ${text}`, origin)
  const loaded = yield* fileIn(text, origin)
  if (!loaded.ok || !/\.(?:ya?ml)$/i.test(text)) return loaded
  try {
    return success(JSON.stringify(parse(loaded.value)) ?? '')
  } catch (error) {
    return broken(`${text}: ${errorText(error)}`, origin)
  }
}

const broken = (detail: string, { path, line }: Origin): Outcome<never> =>
  failure({ code: 'broken-row', detail, place: { path, line } })
