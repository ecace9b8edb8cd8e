import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { build } from 'esbuild'
import { loadSet } from '../../../../src/evals/reading/loadEvalSet.ts'
import { loadLarge, mostOnHost } from '../../../../src/host/prompts/loadLarge.ts'
import type { Files } from '../../../../src/prompts/promptFile.ts'
import { readPromptFile } from '../../../../src/prompts/readPromptFile.ts'
import { filesOf } from '../../evals/files.ts'

const folder = mkdtempSync(join(tmpdir(), 'gpo-large-'))
const worker = join(folder, 'worker.cjs')
before(() =>
  build({
    entryPoints: [join(import.meta.dirname, '../../../../src/worker/main.ts')],
    outfile: worker,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  }),
)
after(() => rmSync(folder, { recursive: true, force: true }))

const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `c${n}`, mail: 'x'.repeat(1000), expected: 'y' }))
const jsonl = (count: number) =>
  rows(count)
    .map(row => JSON.stringify(row))
    .join('\n')
/** More than one message holds. */
const many = Math.ceil(mostOnHost / 1000) + 100

/** Files that note what is read. */
function noted(contents: Readonly<Record<string, string>>) {
  const disk = filesOf(contents)
  const reads: string[] = []
  const files: Files = {
    list: disk.list,
    read: (path, most) => {
      reads.push(path)
      return disk.read(path, most)
    },
  }
  return { files, reads }
}

for (const [title, at, contents] of [
  ['a table', '/w/a.eval.jsonl', { '/w/a.eval.jsonl': jsonl(many) }],
  ['JSON', '/w/a.eval.json', { '/w/a.eval.json': JSON.stringify(rows(many)) }],
  ['a table with broken rows', '/w/a.eval.jsonl', { '/w/a.eval.jsonl': `${jsonl(many)}\n{"mail":` }],
  ['a file that cannot be parsed', '/w/a.eval.json', { '/w/a.eval.json': `[${' '.repeat(mostOnHost)}` }],
  [
    'a folder of splits',
    '/w/a.eval/',
    { '/w/a.eval/train.jsonl': jsonl(20), '/w/a.eval/eval.jsonl': jsonl(many), '/w/a.eval/test.jsonl': jsonl(20) },
  ],
  [
    'a config that names another file',
    '/w/promptfooconfig.yaml',
    { '/w/promptfooconfig.yaml': 'prompts: [a]\ntests: file://t.json\n', '/w/t.json': JSON.stringify(rows(many)) },
  ],
] as const)
  test(`${title} too large for the host gives the same eval set from a worker, and no file is read twice`, async () => {
    const { files, reads } = noted(contents)
    const loaded = await loadLarge(worker)({ path: at }, files)
    assert.deepEqual(loaded, await loadSet({ path: at }, filesOf(contents)))
    assert.deepEqual(reads.toSorted(), [...new Set(reads)].toSorted())
    assert.ok(reads.length > 0)
  })

test('a large prompt file gives its own cases from a worker', async () => {
  const cases = rows(many).map(({ mail }) => `  - {mail: ${mail}, expected: y}`)
  const source = ['messages:', '  - role: user', '    content: Sort {{mail}}.', 'testData:', ...cases].join('\n')
  const prompt = readPromptFile('/w/a.prompt.yml', source)
  assert.ok(prompt.ok)
  const loaded = await loadLarge(worker)({ prompt: prompt.value }, filesOf({}))
  assert.equal(loaded.ok && loaded.value.cases.length, many)
  assert.deepEqual(loaded, await loadSet({ prompt: prompt.value }, filesOf({})))
})

test('a small set needs no worker', async () => {
  const { files, reads } = noted({ '/w/a.eval.jsonl': jsonl(20) })
  const loaded = await loadLarge('/there/is/none')({ path: '/w/a.eval.jsonl' }, files)
  assert.equal(loaded.ok && loaded.value.cases.length, 20)
  assert.deepEqual(reads, ['/w/a.eval.jsonl'])
})

test('a worker that dies is a problem of the eval set, and nobody waits for ever', async () => {
  const { files } = noted({ '/w/a.eval.jsonl': jsonl(many) })
  const loaded = await loadLarge('/there/is/none')({ path: '/w/a.eval.jsonl' }, files)
  assert.ok(!loaded.ok)
  assert.equal(loaded.problem.code, 'eval-set-unparsable')
  assert.equal(loaded.problem.place?.path, '/w/a.eval.jsonl')
})
