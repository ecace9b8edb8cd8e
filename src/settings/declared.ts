import manifest from '../../package.json' with { type: 'json' }

const { properties } = manifest.contributes.configuration

type NameIn<Key> = Key extends `gpo.${infer Name}` ? Name : never

/** A setting by its name without `gpo.`, as package.json declares it. */
export type SettingName = NameIn<keyof typeof properties>

/** What package.json says of a setting: its default, what it may be, and what it means. */
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

/** Whether the setting is a number, be it one that may be left out. */
export const isNumeric = (name: SettingName): boolean =>
  typesOf(name).some(type => type === 'number' || type === 'integer')

/** Says what the setting may be, in words for an error, where the value is something else. */
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
