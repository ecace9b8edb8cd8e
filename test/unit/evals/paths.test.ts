import assert from 'node:assert/strict'
import test from 'node:test'
import { matchesPattern } from '../../../src/evals/pairing/paths.ts'

for (const [pattern, path, matches] of [
  ['/w/a.txt', '/w/a.txt', true],
  ['/w/*.txt', '/w/a.txt', true],
  ['/w/*.txt', '/w/b/a.txt', false],
  ['/w/**/*.txt', '/w/a.txt', true],
  ['/w/**/*.txt', '/w/b/c/a.txt', true],
  ['/w/**', '/w/b/c/a.txt', true],
  ['/w/**/b/**/a.txt', '/w/b/x/b/a.txt', true],
  ['/w/**/b/a.txt', '/w/b/x/a.txt', false],
  ['/w/?.txt', '/w/é.txt', true],
  ['/w/?.txt', '/w/ab.txt', false],
  ['/w/a.{txt,md}', '/w/a.md', true],
  ['/w/a.{txt,md}', '/w/a.js', false],
  ['/w/{a,ab}*c.txt', '/w/abc.txt', true],
  ['/w/*{ab,a}*bc.txt', '/w/abc.txt', true],
  ['/w/a.b', '/w/axb', false],
  ['/w/a*', '/w/a', true],
] as const)
  test(`${pattern} ${matches ? 'stands' : 'does not stand'} for ${path}`, () =>
    assert.equal(matchesPattern(path, pattern), matches))

test('A pattern made to take for ever is answered at once', () => {
  for (const pattern of ['*a'.repeat(40), '*?'.repeat(40), '{a,a}*'.repeat(40), `${'**/a/'.repeat(40)}b`])
    for (const path of ['a'.repeat(250), `${'a/'.repeat(120)}c`])
      assert.equal(matchesPattern(path, `${pattern}b`), false)
})
