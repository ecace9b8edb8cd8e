import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case } from '../../../src/evals/evalSet.ts'
import { demandsOf } from '../../../src/evals/grading/demands.ts'
import { chunkSize } from '../../../src/evals/preparing/caseChunks.ts'
import { fingerprint } from '../../../src/evals/preparing/fingerprint.ts'
import { prepare } from '../../../src/evals/preparing/prepare.ts'
import { prepareChunked } from '../../../src/evals/preparing/prepareChunked.ts'
import { encodeUtf8 } from '../../../src/text/utf8.ts'
import { filesOf } from './files.ts'

const many = (line: (index: number) => string): string =>
  Array.from({ length: 2 * chunkSize + 3 }, (_, index) => `${line(index)}\n`).join('')

/** The prompt, the name of its eval set, and what is in it. */
const sets: readonly (readonly [string, string, string])[] = [
  ['Count {{input}}.\n', 'a.eval.csv', `input,expected\n${many(index => `"x, ${index}",${index}`)}`],
  ['Count {{items}}.\n', 'a.eval.csv', `input,expected\n${many(index => `${index},${index}`)}`],
  ['Count.\n', 'a.eval.jsonl', many(index => JSON.stringify({ id: 'same', input: index, expected: [1, index] }))],
  [
    'Say {{x}}.\n',
    'a.eval.csv',
    `x,__expected\n${many(index => `${index},${index % 2 ? 'contains: a' : 'llm-rubric: b'}`)}`,
  ],
  [
    'Count.\n',
    'a.eval.jsonl',
    many(index => JSON.stringify({ vars: { x: [index, 'y'] }, assert: [{ type: 'is-json' }] })),
  ],
  ['Count.\n', 'a.eval.yaml', '- {input: a, expected: b}\n'],
  ['Count.\n', 'a.eval.csv', `input,expected\n${many(index => (index === 900 ? 'a,b,c' : 'a,b'))}`],
  ['Count.\n', 'a.eval.jsonl', `${many(() => '{"input":"a","expected":"b"}')}{"input":"a"}\n`],
  ['Count {{x}} {{y}}.\n', 'a.eval.csv', `x,y,expected\n${many(index => `1,${index === 700 ? '' : '2'},3`)}`],
  ['Count.\n', 'a.eval.csv', `input,input,expected\na,b,c\n`],
  ['Count.\n', 'a.eval.csv', `input,expected\na,"b\n`],
  ['Count.\n', 'a.eval.csv', 'input,expected\n'],
  ['Count.\n', 'a.eval.jsonl', '\n'],
]

for (const [index, [source, name, content]] of sets.entries())
  test(`what is prepared in parts is what is prepared whole: set ${index + 1}, ${name}`, async () => {
    const contents = { '/w/a.prompt.md': source, [`/w/${name}`]: content }
    const options = { files: filesOf(contents), root: '/w' }
    const whole = await prepare('/w/a.prompt.md', options)
    const opened: string[] = []
    const inParts = await prepareChunked('/w/a.prompt.md', options, async function* (path) {
      opened.push(path)
      const bytes = encodeUtf8(content)
      for (let from = 0; from < bytes.length; from += 1000) yield bytes.subarray(from, from + 1000)
    })
    if (!whole.ok || !inParts.ok) return assert.deepEqual(inParts, whole)
    const { evalSet } = inParts.value
    const cases: Case[] = []
    for await (const part of evalSet.chunks()) {
      assert.ok(part.ok)
      cases.push(...part.value)
    }
    assert.deepEqual(cases, whole.value.evalSet.cases)
    assert.equal(evalSet.size, cases.length)
    assert.equal(evalSet.fingerprint, fingerprint(whole.value.evalSet))
    assert.deepEqual(evalSet.demands, demandsOf(whole.value.evalSet))
    assert.deepEqual(evalSet.common.checks, whole.value.evalSet.checks)
    assert.equal(evalSet.common.dialect, whole.value.evalSet.dialect)
    assert.equal(opened.length, name.endsWith('yaml') ? 0 : 2)
  })

test('a file that breaks after it was checked ends with its failure', async () => {
  const texts = ['input,expected\na,b\n', 'input,expected\na,b\nc\n']
  const options = { files: filesOf({ '/w/a.prompt.md': 'Count.\n', '/w/a.eval.csv': texts[0] ?? '' }), root: '/w' }
  const prepared = await prepareChunked('/w/a.prompt.md', options, async function* () {
    yield encodeUtf8(texts.shift() ?? '')
  })
  assert.ok(prepared.ok)
  for await (const part of prepared.value.evalSet.chunks())
    assert.deepEqual(!part.ok && [part.problem.code, part.problem.place], [
      'broken-row',
      { path: '/w/a.eval.csv', line: 3 },
    ])
})
