import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { changeSentence, standingOf, standingSentence } from '../../../src/skills/figures/queryStanding.ts'

/** Answers by name; `?` is one that could not be read. */
const asked = (expected: string, answers: string) => ({
  ...(expected.startsWith('!') ? { expected: [], not: [expected.slice(1)] } : { expected: [expected], not: [] }),
  answers: answers === '' ? [] : answers.split(' ').map(name => (name === '?' ? null : name)),
})

for (const [expected, answers, said] of [
  ['release', 'release release release', 'loads release, 3 of 3'],
  ['release', 'release deploy release', 'loads release, 2 of 3'],
  ['release', 'deploy none deploy', 'stolen by deploy, 2 of 3'],
  ['release', 'none none deploy', 'loads none, 2 of 3'],
  ['release', 'release deploy', 'loads release, 1 of 2'],
  ['none', 'none none ?', 'rightly none, 2 of 2'],
  ['none', 'deploy deploy none', 'wrongly loads deploy, 2 of 3'],
  ['!release', 'release release deploy', 'wrongly loads release, 2 of 3'],
  ['!release', 'deploy none none', 'rightly none, 2 of 3'],
  ['release', '? ? ?', 'no answer could be read'],
  ['release', '', 'no answer could be read'],
] as const)
  test(`${expected} asked, ${answers || 'nothing'} answered: ${said}`, () =>
    assert.equal(standingSentence(standingOf(asked(expected, answers))), said))

for (const [before, now, said] of [
  ['a a a', 'a a a', ''],
  ['b b b', 'a a a', 'better, before: stolen by b, 3 of 3'],
  ['a a a', 'none none a', 'worse, before: loads a, 3 of 3'],
  ['a a b', 'a a a', 'better, before: 2 of 3'],
  ['b b b', 'c c c', 'before: stolen by b, 3 of 3'],
  ['? ? ?', 'a a a', ''],
] as const)
  test(`from ${before} to ${now} is ${said || 'no change'}`, () =>
    assert.equal(changeSentence(standingOf(asked('a', before)), standingOf(asked('a', now))), said))

test('a query is right exactly where half of the readable answers are, and counts never pass their number', () => {
  const name = fc.constantFrom('a', 'b', 'none', null)
  fc.assert(
    fc.property(fc.array(name, { maxLength: 7 }), fc.constantFrom('a', 'none'), (answers, expected) => {
      const { is, count, of, right } = standingOf({ expected: [expected], not: [], answers })
      const known = answers.filter(answer => answer !== null)
      assert.equal(of, known.length)
      assert.ok(count <= of && (of === 0 || count > 0))
      assert.equal(is === 'right', of > 0 && right >= 0.5)
      assert.equal(is === 'unanswered', of === 0)
    }),
  )
})
