import assert from 'node:assert/strict'
import test from 'node:test'
import type { EvalSet } from '../../../../src/evals/evalSet.ts'
import { nearDoubles } from '../../../../src/evals/health/alike.ts'
import { jaccard, wordRuns } from '../../../../src/evals/health/wordRuns.ts'
import { random } from '../../../../src/text/random.ts'

const setOf = (texts: readonly string[]): EvalSet => ({
  path: 'a.eval.jsonl',
  cases: texts.map((q, index) => ({ id: `${index}`, vars: { q }, expected: ['x'], line: index + 1 })),
  checks: [],
  exemplars: [],
  problems: [],
})

const drawn = (count: number, of: number, rng: () => number): string[] =>
  Array.from({ length: count }, () => `w${Math.floor(rng() * of)}`)

test('every pair of which a few words differ is found, and no other', () => {
  const rng = random(1, 'pairs')
  const texts = Array.from({ length: 300 }, () => drawn(80, 5000, rng))
  const twins = texts.slice(0, 100).map(text => text.with(Math.floor(rng() * 80), 'another'))
  const found = nearDoubles(setOf([...texts, ...twins].map(text => text.join(' '))), () => false)
  assert.deepEqual(
    found.map(problem => [problem.code, 'id' in problem && problem.id, 'of' in problem && problem.of]),
    twins.map((_, index) => ['case-nearly-doubled', `${300 + index}`, `${index}`]),
  )
})

test('what is alike is measured by the runs of three words', () => {
  const [a, b] = ['one two three four five six seven', 'one two three four five six eight'].map(wordRuns)
  assert.ok(a && b)
  assert.deepEqual([a.length, jaccard(a, b)], [5, { index: 4 / 6, of: 6 }])
  assert.deepEqual(jaccard(new Uint32Array(), new Uint32Array()), { index: 0, of: 0 })
})

test('many long cases of few words are compared by a part of each', () => {
  const rng = random(2, 'few words')
  const texts = Array.from({ length: 1000 }, () => drawn(300, 12, rng).join(' '))
  const counted = { gets: 0 }
  const get = Map.prototype.get
  Map.prototype.get = function (key: unknown) {
    counted.gets++
    return get.call(this, key)
  }
  try {
    assert.deepEqual(
      nearDoubles(setOf(texts), () => false),
      [],
    )
  } finally {
    Map.prototype.get = get
  }
  assert.ok(counted.gets < 3_000_000, `${counted.gets} look-ups`)
})
