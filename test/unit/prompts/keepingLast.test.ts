import assert from 'node:assert/strict'
import test from 'node:test'
import { keepingLast } from '../../../src/prompts/keepingLast.ts'

test('what was made last is given again for the same path and source, and made anew for any other', () => {
  const made: string[] = []
  const make = keepingLast((path, source) => {
    made.push(path + source)
    return { path, source }
  })
  const first = make('a', 'x'.repeat(3))
  assert.equal(make('a', 'xxx'), first)
  assert.deepEqual(make('b', 'xxx'), { path: 'b', source: 'xxx' })
  assert.deepEqual(make('a', 'xxx'), first)
  assert.deepEqual(make('a', 'xx'), { path: 'a', source: 'xx' })
  assert.deepEqual(made, ['axxx', 'bxxx', 'axxx', 'axx'])
})
