import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { openJournal } from '../../../src/journal/writeRun.ts'
import { readCandidate, readRecorded } from '../../../src/report/recordedRun.ts'
import { request } from '../host/requests.ts'

const base = mkdtempSync(join(tmpdir(), 'gpo-recorded-'))
after(() => rmSync(base, { recursive: true }))

const home = join(base, 'home')
const id = request(3).id
mkdirSync(home)
const journal = openJournal(home, id)
assert.ok(journal.ok)
const prompt = { path: join(home, 'a.prompt.md'), target: 'body', source: 'Answer.' }
journal.value.append({
  type: 'run',
  version: 1,
  at: '2026-01-01T00:00:00Z',
  request: { ...request(3), folder: home, prompt },
})
journal.value.append({ type: 'baseline', initial: { text: 'Answer.', score: 0.5 } })
journal.value.close()
symlinkSync(home, join(base, 'link'))
cpSync(home, join(base, 'copy'), { recursive: true })

for (const [name, expected] of [
  ['home', 'read'],
  ['link', 'read'],
  ['copy', 'journal-broken'],
] as const)
  test(`a run looked for in its ${name} gives ${expected}`, async () => {
    const recorded = await readRecorded(join(base, name), id)
    assert.equal(recorded.ok ? 'read' : recorded.problem.code, expected)
  })

test('a run that has no such candidate proposes nothing', async () => {
  const replacement = await readCandidate(home, id, { step: 1, candidate: 0 })
  assert.equal(replacement.ok ? '' : replacement.problem.code, 'unknown-run')
})
