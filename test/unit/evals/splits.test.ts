import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Case, SplitName } from '../../../src/evals/evalSet.ts'
import { split } from '../../../src/evals/preparing/splits.ts'

const makeCases = (count: number, label: (index: number) => string): Case[] =>
  Array.from({ length: count }, (_, index) => ({
    id: String(index),
    vars: { input: String(index) },
    expected: [label(index)],
  }))

const sizes = (cases: readonly Case[], seed = 1) => {
  const { train, validation, test } = split(cases, seed)
  return [train.length, validation.length, test.length]
}

for (const [count, expected] of [
  [0, [0, 0, 0]],
  [1, [0, 1, 0]],
  [2, [1, 1, 0]],
  [8, [2, 6, 0]],
  [19, [5, 14, 0]],
  [20, [4, 8, 8]],
  [100, [20, 40, 40]],
] as const)
  test(`${count} cases are split into ${expected.join(', ')}`, () => {
    assert.deepEqual(sizes(makeCases(count, String)), expected)
  })

test('Every label has its share of every split', () => {
  const cases = makeCases(100, index => (index % 4 === 0 ? 'yes' : 'no'))
  for (const seed of [1, 2, 3, 4, 5]) {
    const { train, validation, test } = split(cases, seed)
    const yes = [train, validation, test].map(part => part.filter(evalCase => evalCase.expected[0] === 'yes').length)
    for (const [index, share] of [5, 10, 10].entries()) assert.ok(Math.abs((yes[index] ?? 0) - share) <= 1, String(yes))
  }
})

test('Splits of its own hold, and what does not say goes to validation', () => {
  const own: (SplitName | undefined)[] = ['test', 'train', undefined, 'validation', 'train']
  const cases = makeCases(5, String).map((evalCase, index) => {
    const name = own[index]
    return name ? { ...evalCase, split: name } : evalCase
  })
  const ids = Object.values(split(cases, 1)).map(part => part.map((evalCase: Case) => evalCase.id))
  assert.deepEqual(ids, [['1', '4'], ['2', '3'], ['0']])
})

const asking = (input: string, split?: SplitName): Case => ({
  id: `${input} ${split ?? ''}`,
  vars: { input },
  expected: ['x'],
  ...(split && { split }),
})

test('A test case that asks what the search has seen is no test, and goes to validation', () => {
  const cases = [
    asking('a', 'train'),
    asking('b', 'validation'),
    asking('a', 'test'),
    asking('b', 'test'),
    asking('c', 'test'),
  ]
  const { train, validation, test } = split(cases, 1)
  assert.deepEqual(
    [train, validation, test].map(part => part.map(({ id }) => id)),
    [['a train'], ['b validation', 'a test', 'b test'], ['c test']],
  )
})

test('Whatever stands twice, no test case asks the same as one that the search sees', () => {
  const inputs = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { minLength: 20, maxLength: 60 })
  fc.assert(
    fc.property(inputs, fc.integer(), (found, seed) => {
      const { train, validation, test } = split(
        found.map((input, index) => ({ ...asking(input), id: String(index) })),
        seed,
      )
      const seen = new Set([...train, ...validation].map(({ vars }) => vars.input))
      assert.deepEqual(
        test.filter(({ vars }) => seen.has(vars.input)),
        [],
      )
      assert.equal(train.length + validation.length + test.length, found.length)
    }),
  )
})

test('Without train cases of its own an eval set gives up a quarter of its validation cases', () => {
  const cases = makeCases(12, String).map(
    (evalCase, index): Case => ({ ...evalCase, split: index < 8 ? 'validation' : 'test' }),
  )
  assert.deepEqual(sizes(cases), [2, 6, 4])
})

test('Splits are a partition in file order, the same for the same seed', () => {
  const labels = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 80 })
  fc.assert(
    fc.property(labels, fc.integer(), fc.boolean(), (found, seed, distinct) => {
      const cases = makeCases(found.length, index => (distinct ? String(index) : (found[index] ?? '')))
      const { train, validation, test } = split(cases, seed)
      const parts = [train, validation, test]
      const order = (part: readonly Case[]) => part.map(({ id }) => Number(id))
      for (const part of parts)
        assert.deepEqual(
          order(part),
          order(part).toSorted((a, b) => a - b),
        )
      assert.deepEqual(
        order(parts.flat()).toSorted((a, b) => a - b),
        [...cases.keys()],
      )
      assert.deepEqual(split(cases, seed), { train, validation, test })
    }),
  )
})

test('Another seed gives another split', () => {
  const cases = makeCases(40, String)
  assert.notDeepEqual(split(cases, 1).test, split(cases, 2).test)
})
