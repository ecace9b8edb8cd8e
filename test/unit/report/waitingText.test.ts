import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import fc from 'fast-check'
import { openJournal } from '../../../src/journal/writeRun.ts'
import type { Step } from '../../../src/optimizer/trajectory.ts'
import type { Report } from '../../../src/protocol/worker.ts'
import { readCandidate, readRecorded, readWaiting } from '../../../src/report/recordedRun.ts'
import { refinedId, waitingOf } from '../../../src/report/waiting.ts'
import { report as madeUp, request as requestOf } from '../host/requests.ts'
import { settingsWith } from '../run/inProcess.ts'

const initial = { text: 'Answer.', score: 0.5 }

function stepWith(number: number, text: string): Step {
  const candidate = { text, status: 'evaluated', score: 0.6, cases: 4, wordsChanged: 1 } as const
  return {
    step: number,
    epoch: 1,
    stepSize: 50,
    current: initial,
    shown: [],
    metaPrompt: 'm',
    candidates: [candidate],
    winner: 0,
  }
}

function recorded(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-recorded-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const made = requestOf(4)
  const request = {
    ...made,
    folder,
    prompt: { ...made.prompt, path: join(folder, 'a.prompt.md') },
    settings: settingsWith({}),
  }
  const opened = openJournal(folder, request.id)
  assert.ok(opened.ok)
  const report = (step: number, text: string, stop: Report['stop']): Report => ({
    ...madeUp({ best: { text, step, validation: 0.6 + step / 10, test: null } }),
    runId: request.id,
    initial: { text: initial.text, validation: 0.5, test: null },
    stop,
    steps: [],
  })
  const journal = opened.value
  journal.append({ type: 'run', version: 1, at: '', request })
  journal.append({ type: 'baseline', initial })
  t.after(() => journal.close())
  return { folder, request, journal, report }
}

test('what waits is the text that was shown and scored, also where the run went on and found another', async t => {
  const { folder, request, journal, report } = recorded(t)
  const early = report(1, 'Early.', 'cancelled')
  const late = report(2, 'Late.', 'steps')
  journal.append({ type: 'step', step: stepWith(1, 'Early.'), elapsedMs: 1 })
  journal.append({ type: 'ended', at: '', report: early })
  journal.append({ type: 'step', step: stepWith(2, 'Late.'), elapsedMs: 2 })
  journal.append({ type: 'ended', at: '', report: late })
  const [first, second] = [early, late].map(ended => waitingOf(request, ended))
  assert.ok(first && second)
  assert.notEqual(refinedId(first), refinedId(second))
  for (const [waiting, text, score] of [
    [first, 'Early.', 0.7],
    [second, 'Late.', 0.8],
  ] as const) {
    const read = await readWaiting(waiting)
    assert.deepEqual([read.ok && read.value.refined, waiting.to], [text, score])
  }
  const candidate = await readCandidate(folder, request.id, { step: 1, candidate: 0 })
  assert.equal(candidate.ok && candidate.value.refined, 'Early.')
  assert.equal((await readWaiting({ ...first, text: 'another' })).ok, false)
  assert.equal((await readCandidate(folder, request.id, { step: 1, candidate: 9 })).ok, false)
})

test('a journal that this program could not have written is refused with a sentence’s problem, whatever is in it', async t => {
  const { folder, request, report } = recorded(t)
  const sound = {
    request: JSON.parse(JSON.stringify(request)),
    step: stepWith(1, 'x'),
    report: report(1, 'x', 'steps'),
  }
  const paths = leaves(sound)
  let number = 0
  let refused = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.constantFrom(null, 7, 'x', [], {}, -1, [null], { a: null }),
      async (path, value) => {
        const { request, step, report } = changed(sound, path, value)
        const id = `forged-${number++}`
        const opened = openJournal(folder, id)
        assert.ok(opened.ok)
        const named = (raw: unknown, field: string) =>
          path.at(-1) === field || typeof raw !== 'object' || raw === null ? raw : { ...raw, [field]: id }
        opened.value.append({ type: 'run', version: 1, at: '', request: named(request, 'id') })
        opened.value.append({ type: 'baseline', initial })
        opened.value.append({ type: 'step', step, elapsedMs: 1 })
        opened.value.append({ type: 'ended', at: '', report: named(report, 'runId') })
        opened.value.close()
        const read = await readRecorded(folder, id)
        if (!read.ok) {
          refused++
          assert.equal(read.problem.code, 'journal-broken')
        }
      },
    ),
    { numRuns: 60 },
  )
  assert.ok(refused > 15, `${refused} refused`)
})

type Path = readonly string[]

function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [
    ...(path.length === 0 ? [] : [path]),
    ...Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key])),
  ]
}

function changed<T>(value: T, [key, ...rest]: Path, to: unknown): T {
  const copy = structuredClone(value)
  if (key === undefined || typeof copy !== 'object' || copy === null) return copy
  Reflect.set(copy, key, rest.length === 0 ? to : changed(Reflect.get(copy, key), rest, to))
  return copy
}
