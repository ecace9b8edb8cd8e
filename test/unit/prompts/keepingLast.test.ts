import assert from 'node:assert/strict'
import test from 'node:test'
import { keepingLast } from '../../../src/prompts/keepingLast.ts'

test('what was made last of a source, short or long, is given again for the same path and source, and made anew for others', () => {
  for (const length of [2, 60_000]) {
    const made: string[] = []
    const make = keepingLast((path, source) => {
      made.push(path)
      return { path, source }
    })
    const source = 'x'.repeat(length)
    const first = make('a', source)
    assert.equal(make('a', 'x'.repeat(length)), first)
    assert.deepEqual(make('b', source), { path: 'b', source })
    assert.deepEqual(make('a', source), first)
    assert.deepEqual(make('a', `${source}y`), { path: 'a', source: `${source}y` })
    assert.deepEqual(made, ['a', 'b', 'a', 'a'])
  }
})
