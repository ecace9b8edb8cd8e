import assert from 'node:assert/strict'
import test from 'node:test'
import { keepingLast } from '../../../src/prompts/keepingLast.ts'

test('what was made last of a long source is given again for the same path and source, and made anew for any other', () => {
  const made: string[] = []
  const make = keepingLast((path, source) => {
    made.push(path + source.length)
    return { path, source }
  })
  const long = 'x'.repeat(60_000)
  const first = make('a', long)
  assert.equal(make('a', 'x'.repeat(60_000)), first)
  assert.deepEqual(make('b', long), { path: 'b', source: long })
  assert.deepEqual(make('a', long), first)
  for (const _ of [1, 2]) assert.deepEqual(make('a', 'xx'), { path: 'a', source: 'xx' })
  assert.deepEqual(made, ['a60000', 'b60000', 'a60000', 'a2', 'a2'])
})
