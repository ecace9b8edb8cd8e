import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { help } from '../../../src/cli/asked/helpText.ts'
import { readArguments } from '../../../src/cli/asked/options.ts'
import { commands } from '../../../src/cli/asked/ownOptions.ts'
import { settingsOf } from '../../../src/cli/asked/settingsFromOptions.ts'
import type { UpdateMethod } from '../../../src/optimizer/metaPrompts/metaPrompt.ts'
import { momentum } from '../../../src/optimizer/momentum/momentum.ts'
import { overStep } from '../../../src/optimizer/replies/overStep.ts'
import { schedules } from '../../../src/optimizer/schedule.ts'
import { type Recipe, strategies } from '../../../src/optimizer/strategies.ts'
import { evidence } from '../../../src/optimizer/strategy.ts'
import { walk } from '../../../src/optimizer/walk.ts'
import type { Evaluation } from '../../../src/run/request.ts'
import { declared, expectation, isNumeric, type SettingName, typesOf } from '../../../src/settings/declared.ts'
import { readSettings } from '../../../src/settings/readSettings.ts'
import type { RunField } from '../../../src/settings/row.ts'
import { isRunSettings } from '../../../src/settings/runSettings.ts'
import { type SettingOption, type settingRows, settings } from '../../../src/settings/settingRows.ts'
import { typedOptions } from '../../../src/settings/typedSettings.ts'

type FieldIn<Row> = Row extends { readonly field: infer Field } ? Field : never
type WithoutRow = Exclude<RunField, FieldIn<(typeof settingRows)[SettingName]>>

test('every field of a run that a setting decides has a row, or this does not compile', () => {
  const rowless: Readonly<Record<WithoutRow, never>> = {}
  assert.deepEqual(rowless, {})
})

const updateMethods: Readonly<Record<UpdateMethod, true>> = { generate: true, edit: true, recombine: true }
const subjects: Readonly<Record<Recipe['momentumOver'], true>> = { prompts: true, reflections: true }
const evaluations: Readonly<Record<Evaluation, true>> = { full: true, careful: true, fast: true }

for (const [name, parts] of [
  ['strategy', strategies],
  ['evidence', evidence],
  ['momentum', momentum],
  ['momentumOver', subjects],
  ['updateMethod', updateMethods],
  ['schedule', schedules],
  ['overStep', overStep],
  ['walk', walk],
  ['evaluation', evaluations],
] as const)
  test(`gpo.${name} offers what there is of it`, () =>
    assert.deepEqual(
      (declared(name).enum ?? []).filter(one => one !== 'strategy').toSorted(),
      Object.keys(parts).toSorted(),
    ))

/** Any value that package.json allows. */
function anyOf(name: SettingName): fc.Arbitrary<unknown> {
  const { enum: names, default: byDefault, minimum, maximum, exclusiveMinimum } = declared(name)
  if (names !== undefined) return fc.constantFrom(...names)
  if (typesOf(name).includes('boolean')) return fc.boolean()
  if (!isNumeric(name)) return fc.constant(byDefault)
  const low = minimum ?? exclusiveMinimum ?? 0
  const numbers = typesOf(name).includes('integer')
    ? fc.integer({ min: low, max: maximum ?? 1_000_000 })
    : fc.double({ min: low, max: maximum ?? 1_000_000, minExcluded: exclusiveMinimum !== undefined, noNaN: true })
  return typesOf(name).includes('null') ? fc.option(numbers, { nil: null }) : numbers
}

const anySettings = fc.record(Object.fromEntries(settings.map(({ name }) => [name, anyOf(name)])))

test('what may be set is read, and a journal may hold it', () => {
  fc.assert(
    fc.property(anySettings, values => {
      const read = readSettings(name => values[name])
      assert.ok(read.ok)
      assert.ok(isRunSettings(JSON.parse(JSON.stringify(read.value.run))))
    }),
  )
})

test('the options of a run give the same run when they are typed', () => {
  fc.assert(
    fc.property(anySettings, values => {
      const before = readSettings(name => values[name])
      assert.ok(before.ok)
      const { run } = before.value
      const recorded = { ...run, evaluation: run.paper ? 'full' : run.evaluation } as const
      const typed = typedOptions(recorded)
      const args = typed.flatMap(([option, value]) => (value === true ? [`--${option}`] : [`--${option}`, value]))
      const read = readArguments(['optimize', 'a.prompt.md', ...args])
      assert.ok(read.ok && typeof read.value !== 'string')
      const after = settingsOf(read.value.options)
      assert.ok(after.ok, JSON.stringify(after))
      assert.deepEqual(after.value.run, recorded)
    }),
  )
})

test('a value that a setting may not have is in no journal', () => {
  const read = readSettings(name => declared(name).default)
  assert.ok(read.ok)
  for (const { name, field } of settings) {
    if (field === undefined) continue
    const bad = { toString: 0 }
    assert.notEqual(expectation(name, bad), undefined)
    const [outer = '', part] = field.split('.')
    const own = new Map<string, unknown>(Object.entries(read.value.run))
    const inner: unknown = part === undefined ? bad : { ...Object(own.get(outer)), [part]: bad }
    assert.equal(isRunSettings({ ...read.value.run, [outer]: inner }), false, name)
  }
})

test('a cap that has a default is lifted by none', () => {
  const read = readArguments(['optimize', 'a.prompt.md', '--max-calls', 'none'])
  assert.ok(read.ok && typeof read.value !== 'string')
  const lifted = settingsOf(read.value.options)
  assert.ok(lifted.ok)
  assert.equal(lifted.value.run.caps.calls, undefined)
})

test('the help names every command and every option, in lines of at most 120 characters', () => {
  const text = help()
  const named: readonly SettingOption[] = ['task-model', 'max-calls', 'paper']
  for (const option of [...named, ...settings.flatMap(row => row.option ?? [])])
    assert.match(text, new RegExp(`^ {2}--${option}( |$)`, 'm'))
  for (const command of Object.keys(commands)) assert.match(text, new RegExp(`^ {2}gpo ${command} `, 'm'))
  assert.ok(text.split('\n').every(line => line.length <= 120))
})

test('the help tells the defaults that package.json gives', () => {
  assert.match(help(), new RegExp(`--max-calls N .* \\(default ${declared('maxCalls').default}\\)`))
  assert.match(help(), new RegExp(`--epochs N .* \\(default ${declared('epochs').default}\\)`))
})
