import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { scrubbed } from '../../../src/host/runs/scrubbed.ts'

for (const [said, expected] of [
  ['Bearer abcdef was not accepted', 'Bearer *** was not accepted'],
  ['{"api-key": "abc123"}', '{"api-key": "***"}'],
  ['https://me:word@example.org/v1', 'https://***@example.org/v1'],
  ['key sk-proj-1234567890 is wrong', 'key *** is wrong'],
  ['/home/me/work/a.prompt.md: no such file', '~/work/a.prompt.md: no such file'],
] as const)
  test(`“${said}” is written as “${expected}”`, () => assert.equal(scrubbed(said, [], '/home/me'), expected))

test('whatever a key looks like and wherever it stands, it is not written', () =>
  fc.assert(
    fc.property(fc.string({ minLength: 6 }), fc.string(), fc.string(), (key, before, after) => {
      fc.pre(!'***'.includes(key) && !(before + after).includes(key))
      assert.ok(!scrubbed(`${before} ${key} ${after}`, [key], '').includes(` ${key} `))
    }),
  ))
