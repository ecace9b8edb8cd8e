import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { dropAnswers } from '../../../src/journal/answers/dropOldest.ts'
import { openAnswers } from '../../../src/journal/answers/paidAnswers.ts'
import { places } from '../../../src/journal/runPaths.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 5, 30)
const key = (number: number) => number.toString(16).padStart(64, '0')
const ended = (stop: string) => `{"type":"run"}\n${JSON.stringify({ type: 'ended', at: '', report: { stop } })}\n`

/** A folder whose answers files have 1,000 bytes each and were used so many days ago; some of their runs have journals. */
function folder(used: Readonly<Record<string, number>>, journals: Readonly<Record<string, string>> = {}) {
  const at = mkdtempSync(join(tmpdir(), 'gpo-drop-'))
  const { answers, runs, answersOf, journal } = places(at)
  for (const place of [answers, runs]) mkdirSync(place, { recursive: true })
  for (const [name, days] of Object.entries(used)) {
    writeFileSync(answersOf(name), 'x'.repeat(1000))
    writeFileSync(answersOf(name).replace('.jsonl', '.keys'), '')
    const when = new Date(now - days * day)
    utimesSync(answersOf(name), when, when)
  }
  for (const [name, text] of Object.entries(journals)) writeFileSync(journal(name), text)
  return { at, left: () => readdirSync(answers).flatMap(name => (name.endsWith('.jsonl') ? [name[0]] : [])) }
}

const used = { 'a-1': 60, 'b-1': 50, 'c-1': 40, 'd-1': 30, 'e-1': 0.5 }

const rows: readonly (readonly [
  what: string,
  most: number,
  journals: Readonly<Record<string, string>>,
  left: string,
])[] = [
  ['nothing where all are within the bound', 5000, {}, 'abcde'],
  ['those used longest ago, as many as it takes', 3500, {}, 'cde'],
  ['nothing that was used within a day', 0, {}, 'e'],
  ['those of runs that came to their end', 3500, { 'a-1': ended('steps') }, 'cde'],
  ['no file of a run that can go on, nor what was used since it began', 0, { '20260515-000000-abc': '' }, 'cde'],
  ['nothing while a run that was stopped by a cap can go on', 0, { '20260101-000000-abc': ended('tokens') }, 'abcde'],
  ['nothing while a cancelled run can go on', 0, { '20260101-000000-abc': ended('cancelled') }, 'abcde'],
  ['nothing while a run whose beginning is unknown can go on', 0, { 'b-1': '{"type":"run"}\n' }, 'abcde'],
]

for (const [what, most, journals, left] of rows)
  test(`of the answers of a folder are deleted: ${what}`, () => {
    const its = folder(used, journals)
    dropAnswers(its.at, most, now)
    assert.equal(its.left().join(''), left)
    assert.equal(readdirSync(places(its.at).answers).length, 2 * left.length, 'each with its list of keys')
  })

test('whoever takes an answer from a file uses it, and drafts that a kill left are removed', () => {
  const { at } = folder({})
  const { answersOf, answers, routingOf } = places(at)
  for (const run of ['a-run', 'b-run']) {
    const store = openAnswers(at, run)
    store.keep(key(run.length + run.charCodeAt(0)), [run])
    store.close()
    utimesSync(answersOf(run), new Date(now), new Date(now))
  }
  const drafts = [
    ...['merged.77', 'a-run.keys.77', 'merging.lock.77'].map(name => join(answers, name)),
    `${routingOf('skills')}.0123456789ab`,
  ]
  mkdirSync(places(at).routings, { recursive: true })
  for (const draft of drafts) {
    writeFileSync(draft, '')
    utimesSync(draft, new Date(0), new Date(0))
  }
  writeFileSync(join(answers, 'merged.78'), '')
  const store = openAnswers(at, 'c-run')
  assert.deepEqual(store.get(key(5 + 'a'.charCodeAt(0))), ['a-run'])
  store.close()
  assert.ok(statSync(answersOf('a-run')).mtimeMs !== now)
  assert.equal(statSync(answersOf('b-run')).mtimeMs, now)
  assert.deepEqual(
    drafts.filter(draft => existsSync(draft)),
    [],
  )
  assert.ok(existsSync(join(answers, 'merged.78')), 'somebody may still be writing it')
})
