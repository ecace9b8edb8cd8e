import manifest from '../../package.json' with { type: 'json' }

const { properties } = manifest.contributes.configuration

type NameIn<Key> = Key extends `gpo.${infer Name}` ? Name : never

/** The name of a setting without `gpo.`, as declared in package.json. */
export type SettingName = NameIn<keyof typeof properties>

/**
 * What package.json says about a setting: its default, its allowed values and its description, which the extension is
 * built without, since the editor shows it.
 */
export interface Declared {
  readonly type?: string | readonly string[]
  readonly default: unknown
  readonly scope: string
  readonly enum?: readonly string[]
  readonly enumDescriptions?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly description?: string
  readonly markdownDescription?: string
}

const all: Readonly<Record<`gpo.${SettingName}`, Declared>> = properties

export function declared(name: SettingName): Declared {
  const key: `gpo.${SettingName}` = `gpo.${name}`
  return all[key]
}

export const typesOf = (name: SettingName): readonly string[] => [declared(name).type ?? []].flat()

/** Whether the setting is a number, possibly an optional one. */
export const isNumeric = (name: SettingName): boolean =>
  typesOf(name).some(type => type === 'number' || type === 'integer')

/** Describes the allowed values for an error message; undefined if the value is allowed. */
export function expectation(name: SettingName, value: unknown): string | undefined {
  const { enum: names } = declared(name)
  const types = typesOf(name)
  if (names !== undefined) return typeof value === 'string' && names.includes(value) ? undefined : names.join(', ')
  if (value === null && types.includes('null')) return undefined
  if (isNumeric(name)) return numberExpectation(declared(name), !types.includes('number'), value)
  return types.includes(typeof value) ? undefined : types.join(' or ')
}

function numberExpectation(
  { minimum, maximum = Number.POSITIVE_INFINITY, exclusiveMinimum }: Declared,
  isWhole: boolean,
  value: unknown,
): string | undefined {
  const low = minimum ?? exclusiveMinimum ?? Number.NEGATIVE_INFINITY
  const fits =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (!isWhole || Number.isInteger(value)) &&
    (exclusiveMinimum === undefined ? value >= low : value > low) &&
    value <= maximum
  if (fits) return undefined
  const kind = isWhole ? 'a whole number' : 'a number'
  const least = exclusiveMinimum === undefined ? `at least ${low}` : `above ${low}`
  return maximum === Number.POSITIVE_INFINITY ? `${kind}, ${least}` : `${kind}, ${least} and at most ${maximum}`
}
