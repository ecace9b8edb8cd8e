import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { readRun } from '../../../src/journal/read.ts'
import { optimizeRun } from '../../../src/run/optimizeRun.ts'
import type { RunRequest } from '../../../src/run/request.ts'
import { cases, settingsWith } from './inProcess.ts'

test('steps that another process made after the journal was first read are not made again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-resumed-'))
  const request: RunRequest = {
    id: 'test',
    kind: 'optimize',
    folder,
    prompt: { path: '/w/a.prompt.md', target: 'body', source: 'Think.\n' },
    evalSet: {
      path: '/w/a.eval.jsonl',
      cases: cases(Array.from({ length: 20 }, (_, index) => ({ input: `${index} + 1`, expected: `${index + 1}` }))),
      checks: [{ grader: 'answer' }],
      exemplars: [],
      problems: [],
    },
    pairedBy: 'sibling',
    models: { task: { kind: 'demo', id: 'demo' }, optimizer: { kind: 'demo', id: 'demo' } },
    settings: settingsWith({ steps: 2 }),
  }
  const given = {
    keys: {},
    emit: () => undefined,
    signal: new AbortController().signal,
    now: () => performance.now(),
  }
  try {
    assert.ok((await optimizeRun(request, given)).ok)
    const whole = await readRun(folder, 'test')
    assert.ok(whole.ok && whole.value.steps.length > 0)
    const { report: _, ...value } = whole.value
    assert.ok((await optimizeRun(request, { ...given, record: { ...value, steps: [] } })).ok)
    const resumed = await readRun(folder, 'test')
    assert.deepEqual(resumed.ok && resumed.value.steps, whole.value.steps)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
