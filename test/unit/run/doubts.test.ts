import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import type { Case } from '../../../src/evals/evalSet.ts'
import { split } from '../../../src/evals/preparing/splits.ts'
import type { AskEditor } from '../../../src/models/connect.ts'
import { success } from '../../../src/problem/outcome.ts'
import { withDoubts } from '../../../src/run/health/withDoubts.ts'
import type { RunRequest } from '../../../src/run/request.ts'
import { run } from '../../../src/run/run.ts'
import { cases, settingsWith } from './inProcess.ts'

const seed = 1
const truth = (question: string): string => (question.length % 2 === 0 ? 'yes' : 'no')

/** The original prompt is of no use; whatever takes its place answers what is true. */
const task: AskEditor = async (_, { messages }) => {
  const text = messages.map(({ content }) => content).join('\n')
  const question = /q{2,}/.exec(text)?.[0] ?? ''
  const texts = [/^Think\.\s+q/.test(text) ? '?' : truth(question)]
  return success({ texts, tokens: { inputTokens: 1, outputTokens: 1 } })
}

test('labels that the prompts of an earlier run answer alike and against are marked, in the train cases alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gpo-doubts-'))
  try {
    const clean = cases(
      Array.from({ length: 40 }, (_, at) => 'q'.repeat(at + 2)).map(q => ({ input: q, expected: truth(q) })),
    )
    const [wrong] = split(clean, seed).train
    const [sealed] = split(clean, seed).test
    const turned = (one: Case): Case => ({ ...one, expected: [one.expected[0] === 'yes' ? 'no' : 'yes'] })
    const set = clean.map(one => (one === wrong || one === sealed ? turned(one) : one))
    const request = requestIn(folder, set)
    const before = await withDoubts(request)
    assert.deepEqual(before, request.evalSet, 'nothing is known yet')
    await run(request, {
      keys: {},
      resume: false,
      askEditor: task,
      emit: () => undefined,
      signal: new AbortController().signal,
      now: () => 0,
    })
    const marked = (await withDoubts(request)).cases.filter(({ doubted }) => doubted).map(({ id }) => id)
    assert.deepEqual(marked, [wrong?.id])
    assert.deepEqual(await withDoubts({ ...request, settings: { ...request.settings, paper: true } }), request.evalSet)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

const requestIn = (folder: string, set: readonly Case[]): RunRequest => ({
  id: 'test',
  kind: 'optimize',
  folder,
  prompt: { path: join(folder, 'a.prompt.md'), target: 'body', source: 'Think.\n' },
  evalSet: {
    path: join(folder, 'a.eval.jsonl'),
    cases: set,
    checks: [{ grader: 'equals' }],
    exemplars: [],
    problems: [],
  },
  pairedBy: 'sibling',
  models: {
    task: { kind: 'vscode', id: 'vscode:scripted', model: 'scripted' },
    optimizer: { kind: 'demo', id: 'demo' },
  },
  settings: settingsWith({ strategy: 'gepa', seed, steps: 1, candidates: 4 }),
})
