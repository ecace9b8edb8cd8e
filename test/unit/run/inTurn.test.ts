import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { acquire, letGo } from '../../../src/journal/lock.ts'
import { makeRoot, places } from '../../../src/journal/runPaths.ts'
import { openJournal } from '../../../src/journal/writeRun.ts'
import type { ModelSpec } from '../../../src/models/model.ts'
import { inTurn } from '../../../src/run/inTurn.ts'

const paid: ModelSpec = {
  kind: 'openai',
  id: 'lab:small',
  provider: 'lab',
  model: 'small',
  baseUrl: 'http://a.example',
}

for (const [model, turns] of [
  [paid, 1],
  [{ kind: 'demo', id: 'demo' }, 0],
] as const satisfies readonly (readonly [ModelSpec, number])[])
  test(`a run whose worker has just ended is gone on with, in turn, with the model ${model.id}`, async t => {
    const folder = mkdtempSync(join(tmpdir(), 'gpo-turn-'))
    t.after(() => rmSync(folder, { recursive: true }))
    makeRoot(folder)
    const lock = places(folder).lock('a-run')
    acquire(lock)
    const text = readFileSync(lock, 'utf8')
    letGo(lock)
    // As the thread of a worker leaves it: of this process, and touched by nobody.
    writeFileSync(lock, text)
    const asked = { id: 'a-run', folder, about: ['prompt', 'a'], models: [model] as const }
    const done = await inTurn(asked, { signal: new AbortController().signal }, async () => {
      const journal = openJournal(folder, 'a-run')
      if (journal.ok) journal.value.close()
      assert.equal(readdirSync(join(lock, '..')).filter(name => name.startsWith('turn-')).length, turns)
      return journal
    })
    assert.ok(done.ok, JSON.stringify(done))
  })
