import assert from 'node:assert/strict'
import test from 'node:test'
import type { Answered } from '../../../src/skills/figures/answered.ts'
import { routingFigures } from '../../../src/skills/figures/routingFigures.ts'
import type { Routed } from '../../../src/skills/routing/answer.ts'

const skills = ['a', 'b', 'c'].map(name => ({ name, description: name, path: `/${name}/SKILL.md`, line: 1 }))

/** A query of skill `expected`, or one that `!x` says must not load x, with its answers: names, `?` unreadable, `!` failed. */
function asked(expected: string, answers: string, weight = 1): Answered {
  const label = expected.startsWith('!')
    ? { expected: [], not: [expected.slice(1)] }
    : { expected: [expected], not: [] }
  const routed = answers
    .split(' ')
    .map(
      (name): Routed =>
        name === '?'
          ? { is: 'unreadable', reply: name }
          : name === '!'
            ? { is: 'failed', why: name }
            : { is: 'chosen', name },
    )
  return { query: { text: expected, ...label, weight, owner: 'a', path: '', line: 1 }, answers: routed }
}

const all = [
  asked('a', 'a a a'),
  asked('a', 'a b a'),
  asked('a', 'b b none'),
  asked('a', 'none none none'),
  asked('a', '? ! !'),
  asked('b', 'a a a'),
  asked('none', 'c c c'),
  asked('!a', 'a a ?'),
]

test('a skill fires where most answers choose it, and what is taken from it and by it is told by name', () => {
  const { skills: figures } = routingFigures(skills, all, 1)
  const [a, b, c] = figures
  assert.deepEqual([a?.fires, a?.of], [2, 4])
  assert.deepEqual(a?.stolenBy, [
    { name: 'b', count: 1 },
    { name: 'none', count: 1 },
  ])
  assert.deepEqual(a?.takesFrom, [
    { name: 'b', count: 1 },
    { name: 'other', count: 1 },
  ])
  assert.deepEqual(b?.stolenBy, [{ name: 'a', count: 1 }])
  assert.deepEqual(c?.takesFrom, [{ name: 'none', count: 1 }])
  assert.equal(c?.recall, null)
})

test('recall is the mean rate over runs, and precision what of its answers is right', () => {
  const [a] = routingFigures(skills, all, 1).skills
  assert.ok(Math.abs((a?.recall?.value ?? 0) - (1 + 2 / 3) / 4) < 1e-9)
  assert.ok(Math.abs((a?.precision?.value ?? 0) - (1 + 2 / 3) / (1 + 2 / 3 + 1 + 1)) < 1e-9)
})

test('an unreadable answer and a failed request are neither right nor wrong, and are counted', () => {
  const figures = routingFigures(skills, all, 1)
  assert.deepEqual([figures.unreadable, figures.failed], [2, 2])
  const silent = routingFigures(skills, [asked('a', '? ! !')], 1)
  assert.deepEqual([silent.right, silent.skills[0]?.recall, silent.skills[0]?.of], [null, null, 0])
})

test('runs of one query are one cluster: asking it more often makes no interval narrower', () => {
  const width = (answers: readonly string[]): number => {
    const { right } = routingFigures(
      skills,
      answers.map(names => asked('a', names)),
      1,
    )
    return right ? right.interval[1] - right.interval[0] : 0
  }
  assert.equal(width(['a', 'a', 'b', 'b']), width(['a a a', 'a a a', 'b b b', 'b b b']))
})

test('a query of half a weight counts half', () => {
  const { right } = routingFigures(skills, [asked('a', 'a', 0.5), asked('a', 'b')], 1)
  assert.ok(Math.abs((right?.value ?? 0) - 1 / 3) < 1e-9)
})
