import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Case, EvalSet } from '../../../src/evals/evalSet.ts'
import { toldOnce } from '../../../src/evals/reading/leftOut.ts'
import { readEvalSet } from '../../../src/evals/reading/readEvalSet.ts'
import { relaxedFor } from '../../../src/evals/reading/rows/csvScanner.ts'
import { loadStreamed, streamEvalSet } from '../../../src/evals/reading/streamedSet.ts'
import type { Outcome } from '../../../src/problem/outcome.ts'
import type { Problem } from '../../../src/problem/problem.ts'
import { filesOf } from './files.ts'

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

/** All parts of a set put together, as one that was read whole would be. */
async function gathered(path: string, bytes: Uint8Array, chunk: number, rows: number): Promise<Outcome<EvalSet>> {
  const strict = await gatheredAs(path, bytes, chunk, rows)
  const relaxed = strict.ok ? undefined : relaxedFor(strict.problem)
  const lenient = relaxed && (await gatheredAs(path, bytes, chunk, rows, relaxed))
  return lenient ?? strict
}

async function gatheredAs(
  path: string,
  bytes: Uint8Array,
  chunk: number,
  rows: number,
  relaxed?: Problem,
): Promise<Outcome<EvalSet>> {
  const cases: Case[] = []
  const problems: Problem[] = []
  let last: EvalSet | undefined
  for await (const part of streamEvalSet(path, cut(bytes, chunk), filesOf({}), rows, relaxed)) {
    if (!part.ok) return part
    cases.push(...part.value.cases)
    problems.push(...part.value.problems)
    last = part.value
  }
  if (last === undefined || (cases.length === 0 && problems.length === 0))
    return { ok: false, problem: { code: 'eval-set-empty', place: { path } } }
  return { ok: true, value: { ...last, cases, problems: [...toldOnce(problems)] } }
}

const ends = fc.constantFrom('\n', '\r\n', '\r')
const cell = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'b',
    '"q"',
    '"say ""hi"", ü"',
    '"two\nlines"',
    '"two\r\nlines"',
    'é 漢 🎈',
    ' x ',
    'contains: a',
  ),
  fc.string(),
)
const name = fc.constantFrom('id', 'input', 'expected', 'grader', 'split', 'query', 'should_trigger', '__expected', 'x')
const csv = fc
  .record({
    names: fc.array(name, { minLength: 1, maxLength: 4 }),
    rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 30 }),
    end: ends,
    mark: fc.boolean(),
    closed: fc.boolean(),
  })
  .map(({ names, rows, end, mark, closed }) => {
    const lines = [names, ...rows.map(row => names.map((_, index) => row[index] ?? 'v'))]
    return `${mark ? '\ufeff' : ''}${lines.map(line => line.join(',')).join(end)}${closed ? end : ''}`
  })
const value = fc.oneof(
  fc.constantFrom<unknown>('a', '', 1.5, true, null, ['a', 'b'], [{ role: 'user', content: 'hi' }]),
  fc.string(),
)
const row = fc.dictionary(fc.oneof(name, fc.constantFrom('messages', 'vars', 'assert', 'ideal')), value, { maxKeys: 5 })
const jsonl = fc
  .record({ rows: fc.array(fc.oneof(row, value), { maxLength: 30 }), end: ends, blank: fc.boolean() })
  .map(
    ({ rows, end, blank }) => rows.map(one => JSON.stringify(one)).join(blank ? end + end : end) + (blank ? end : ''),
  )

for (const [path, source] of [
  ['/w/a.csv', csv],
  ['/w/a.jsonl', jsonl],
] as const)
  test(`a set read row by row is the set read whole: ${path.slice(4)}, however its bytes arrive`, () =>
    fc.assert(
      fc.asyncProperty(
        source,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 7 }),
        async (text, chunk, rows) => {
          const bytes = new TextEncoder().encode(text)
          const whole = readEvalSet(path, new TextDecoder().decode(bytes))
          assert.deepEqual(await gathered(path, bytes, chunk, rows), whole)
          assert.deepEqual(await loadStreamed(path, bytes, filesOf({})), whole)
        },
      ),
      { numRuns: 1000 },
    ))

test('bytes that are no UTF-8 are the failure of the file', async () => {
  const bytes = Uint8Array.from([...new TextEncoder().encode('input,expected\na,b\n'), 0xff, 0x2c, 0x61, 0x0a])
  for (const path of ['/w/a.csv', '/w/a.jsonl']) {
    const outcome = await gathered(path, bytes, 5, 500)
    assert.equal(!outcome.ok && outcome.problem.code, 'not-utf8')
  }
})

test('a table of many rows is read in pieces, between which the process does other things', async () => {
  const rows = Array.from({ length: 40_000 }, (_, row) => `What is ${row} + 1?,${row + 1}`)
  let turns = 0
  let isOver = false
  const other = (): void => {
    turns++
    if (!isOver) setImmediate(other)
  }
  setImmediate(other)
  const bytes = new TextEncoder().encode(['input,expected', ...rows].join('\n'))
  const set = await loadStreamed('/w/a.csv', bytes, filesOf({}))
  isOver = true
  assert.ok(set.ok && set.value.cases.length === 40_000)
  assert.ok(turns >= Math.floor(bytes.length / 262_144), `${turns} turns`)
})

for (const [what, rows, every, cases] of [
  ['one row of 40 broken is read to its end', 60_000, 40, 58_500],
  ['every other row broken is not read to its end', 60_000, 2, undefined],
] as const)
  test(`a table with ${what}`, async () => {
    const lines = Array.from({ length: rows }, (_, row) => (row % every === 0 ? 'alone' : `${row},${row}`))
    const set = await loadStreamed(
      '/w/a.csv',
      new TextEncoder().encode(['input,expected', ...lines].join('\n')),
      filesOf({}),
    )
    assert.ok(set.ok)
    if (cases === undefined) assert.ok(set.value.cases.length < 2000)
    else assert.deepEqual([set.value.cases.length, set.value.problems.length], [cases, rows - cases])
  })
