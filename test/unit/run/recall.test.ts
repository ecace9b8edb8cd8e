import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import type { RunEvent } from '../../../src/run/events.ts'
import { recall } from '../../../src/run/recallCase.ts'
import type { RunRequest } from '../../../src/run/request.ts'
import { run } from '../../../src/run/run.ts'
import { request as plain } from '../host/requests.ts'

test('an answer is recalled from the cache as the run graded it, and nothing is asked or written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gpo-recall-'))
  try {
    const request = requestIn(folder)
    const events: RunEvent[] = []
    await run(request, {
      keys: {},
      resume: false,
      emit: event => events.push(event),
      signal: new AbortController().signal,
      now: () => 0,
    })
    const end = events.at(-1)
    assert.equal(end?.type, 'evaluated')
    if (end?.type !== 'evaluated') return
    const before = await contents(folder)
    const text = textOf(request)
    for (const { id, answer, grade } of end.report.cases) {
      const [known, unknown] = await recall(request, [text, 'A prompt that nobody tried.'], id)
      assert.deepEqual([known?.answer, known?.grade], [answer, grade])
      assert.equal(unknown, null)
    }
    assert.deepEqual(await recall(request, [textOf(request)], 'no such case'), [null])
    assert.deepEqual(await contents(folder), before)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('where there are no answers, nothing is recalled and no folder is made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gpo-recall-'))
  try {
    const request = requestIn(folder)
    assert.deepEqual(await recall(request, [textOf(request)], 'case-0'), [null])
    assert.deepEqual(await readdir(folder), [])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

const requestIn = (folder: string): RunRequest => {
  const request = plain(3)
  const cases = request.evalSet.cases.map((evalCase, index) => ({
    ...evalCase,
    vars: { question: `What is ${index} plus 2?` },
  }))
  return {
    ...request,
    kind: 'evaluate',
    folder,
    prompt: {
      ...request.prompt,
      path: join(folder, 'sum.prompt.md'),
      source: 'Answer with a number.\n\n{{question}}\n',
    },
    evalSet: { ...request.evalSet, path: join(folder, 'sum.eval.yaml'), cases },
  }
}

function textOf({ prompt }: RunRequest): string {
  const file = readPromptFile(prompt.path, prompt.source)
  assert.ok(file.ok)
  return file.value.targets[0]?.text ?? ''
}

/** Every file beneath a folder with what it holds. */
async function contents(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    files
      .filter(file => file.isFile())
      .map(async file => `${file.name}: ${await readFile(join(file.parentPath, file.name), 'utf8')}`),
  )
}
