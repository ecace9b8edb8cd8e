import assert from 'node:assert/strict'
import test from 'node:test'
import { Drawn } from '../../../../src/host/sidebar/drawn.ts'

for (const [what, now, expected] of [
  ['nothing is drawn again where every row says the same', { a: '50 %', b: 'no eval set' }, []],
  ['a row that says something else is drawn again, and no other', { a: '60 %', b: 'no eval set' }, ['a']],
] as const)
  test(what, async () => {
    const drawn = new Drawn<'a' | 'b'>()
    drawn.note('a', '50 %')
    drawn.note('b', 'no eval set')
    assert.deepEqual(await drawn.changed(drawn.nodes(), async node => now[node]), expected)
  })

test('a row that was never drawn is not asked for', async () => {
  const drawn = new Drawn<string>()
  drawn.note('a', '50 %')
  drawn.clear()
  assert.deepEqual(await drawn.changed(['a', 'b'], () => assert.fail('asked')), [])
})

test('a row that is drawn while the others are looked at says what it was drawn with', async () => {
  const drawn = new Drawn<string>()
  drawn.note('a', '50 %')
  const changed = drawn.changed(['a'], async () => {
    drawn.note('a', '60 %')
    return '60 %'
  })
  assert.deepEqual(await changed, [])
})
