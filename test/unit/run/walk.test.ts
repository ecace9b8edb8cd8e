import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { inspect } from '../../../src/evals/preparing/inspect.ts'
import { preparedFrom } from '../../../src/evals/preparing/prepare.ts'
import { projectionOf } from '../../../src/host/asking/projection.ts'
import { findingsOf } from '../../../src/host/problems/findings.ts'
import type { Files } from '../../../src/prompts/promptFile.ts'
import type { RunRequest } from '../../../src/run/request.ts'
import { run } from '../../../src/run/run.ts'
import { filesOf } from '../evals/files.ts'
import { reportOf, settingsWith } from './inProcess.ts'

const rows = Array.from({ length: 24 }, (_, index) => `What is ${index} + 2?,${index + 2}`)
const contents = {
  '/w/sum.prompt.md': 'Add the numbers.\n\n{{input}}\n',
  '/w/sum.eval.csv': ['input,expected', ...rows].join('\n'),
}

/** What is done on the way from a click to the verdict: functions, and the files that hold them. */
const steps = {
  readPromptFile: 'prompts/readPromptFile.ts',
  hasOwnCases: 'evals/formats/inFile.ts',
  loadEvalSet: 'evals/reading/loadEvalSet.ts',
  readerOf: 'evals/reading/rowReader.ts',
} as const

test('a click reads each file once, pairs once and parses once; the worker parses the prompt that it is sent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-walk-'))
  const reads: string[] = []
  const disk = filesOf(contents)
  const files: Files = {
    list: disk.list,
    read: path => {
      reads.push(path)
      return disk.read(path)
    },
  }
  const counter = await callCounter()
  try {
    const inspection = await inspect('/w/sum.prompt.md', { files, root: '/w' })
    assert.deepEqual(await findingsOf(inspection, files), [])
    const prepared = preparedFrom(inspection)
    assert.ok(prepared.ok)
    const { prompt, target, evalSet, pairing } = prepared.value
    const request: RunRequest = {
      id: 'walk',
      kind: 'optimize',
      folder,
      prompt: { path: prompt.path, target: target.id, source: prompt.source },
      evalSet,
      pairedBy: pairing.pairedBy,
      models: { task: { kind: 'demo', id: 'demo' }, optimizer: { kind: 'demo', id: 'demo' } },
      settings: settingsWith({ steps: 1 }),
    }
    assert.match(projectionOf({ request, text: target.text }).cases, /^24 cases/)
    assert.deepEqual(await counter.taken(), { readPromptFile: 1, pair: 1, loadEvalSet: 1, readerOf: 1 })
    const told: Parameters<typeof reportOf>[0][number][] = []
    await run(structuredClone(request), {
      resume: false,
      keys: {},
      emit: event => void told.push(event),
      signal: new AbortController().signal,
      now: () => performance.now(),
    })
    assert.equal(reportOf(told).steps.length, 1)
    assert.deepEqual(reads, ['/w/sum.prompt.md', '/w/sum.eval.csv'])
    // The prompt that the worker is sent is read there, and so is every file that a candidate would make.
    const { readPromptFile, ...others } = await counter.taken()
    assert.deepEqual(others, { pair: 0, loadEvalSet: 0, readerOf: 0 })
    assert.ok(readPromptFile >= 1)
  } finally {
    await counter.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Counts calls of functions by V8's own coverage, so that nothing has to be built into them; from zero at each look. */
async function callCounter() {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  await session.post('Profiler.takePreciseCoverage')
  return {
    async taken() {
      const { result } = await session.post('Profiler.takePreciseCoverage')
      const count = (name: string, file: string): number =>
        result
          .filter(({ url }) => url.endsWith(`/src/${file}`))
          .flatMap(({ functions }) => functions.filter(({ functionName }) => functionName === name))
          .reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0)
      return {
        readPromptFile: count('readPromptFile', steps.readPromptFile),
        // Pairing begins with it; V8 counts each `await` of an asynchronous function as another call.
        pair: count('hasOwnCases', steps.hasOwnCases),
        loadEvalSet: count('loadEvalSet', steps.loadEvalSet),
        readerOf: count('readerOf', steps.readerOf),
      }
    },
    async close() {
      await session.post('Profiler.stopPreciseCoverage')
      session.disconnect()
    },
  }
}
