import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { accepted, addedTo, destinationOf, isJudged } from '../../../../src/evals/drafting/destination.ts'
import { readDrafts } from '../../../../src/evals/drafting/draftFile.ts'
import { draftsPathOf } from '../../../../src/evals/drafting/draftPlaces.ts'
import { withDrafts, withoutDrafts } from '../../../../src/evals/drafting/editDrafts.ts'
import { inspect } from '../../../../src/evals/preparing/inspect.ts'
import { prepare } from '../../../../src/evals/preparing/prepare.ts'
import { split } from '../../../../src/evals/preparing/splits.ts'
import { readEvalSet } from '../../../../src/evals/reading/readEvalSet.ts'
import { draftKinds } from '../../../../src/evals/writing/newCase.ts'
import { filesOf } from '../files.ts'

test('drafts lie beside their prompt, for a skill among its evals, and under no name of an eval set', () => {
  assert.equal(draftsPathOf('/w/a.prompt.md'), '/w/a.drafts.yaml')
  assert.equal(draftsPathOf('/w/skills/csv/SKILL.md'), '/w/skills/csv/evals/SKILL.drafts.yaml')
})

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })

test('what is written as a draft is read as that draft, and can be taken out again', () => {
  const draft = fc.record(
    { rule: text.map(one => `r${one}`), kind: fc.constantFrom(...draftKinds) },
    { noNullPrototype: true },
  )
  const cases = fc.array(
    fc.record(
      {
        vars: fc.record({ q: text, 'a b': text }, { noNullPrototype: true }),
        expected: fc.array(text, { maxLength: 2 }),
        draft,
      },
      { noNullPrototype: true },
    ),
    { minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(cases, fc.nat(), (added, at) => {
      const written = withDrafts('/w/a.drafts.yaml', '', added)
      assert.ok(written.ok, JSON.stringify(written))
      const read = readDrafts('/w/a.drafts.yaml', written.value)
      assert.ok(read.ok)
      assert.deepEqual(
        read.value.map(({ vars, expected, draft: origin }) => ({ vars, expected, draft: origin })),
        added,
      )
      const out = read.value[at % read.value.length]
      assert.ok(out)
      const left = withoutDrafts('/w/a.drafts.yaml', written.value, [out])
      assert.ok(left.ok)
      const now = readDrafts('/w/a.drafts.yaml', left.value)
      assert.ok(now.ok)
      assert.deepEqual(
        now.value.map(({ id }) => id),
        read.value.filter(one => one !== out).map(({ id }) => id),
      )
      // No reader scores a draft, whatever the file is called.
      const set = readEvalSet('/w/a.eval.yaml', written.value)
      assert.ok(set.ok && set.value.cases.length === 0)
    }),
    { numRuns: 1000 },
  )
})

test('a draft is in no split and stops no run', async () => {
  const rows = Array.from({ length: 30 }, (_, at) => `  - {q: ${at}, expected: a}`).join('\n')
  const files = filesOf({
    '/w/a.prompt.md': 'Say {{q}}.',
    '/w/a.eval.yaml': `cases:\n${rows}\n  - {q: new, expected: b, draft: true}\n  - {q: odd, expected: b, disputed: true}\n`,
  })
  const prepared = await prepare('/w/a.prompt.md', { files, root: '/w' })
  assert.ok(prepared.ok, JSON.stringify(prepared))
  const { train, validation, test: tested } = split(prepared.value.evalSet.cases, 0)
  assert.equal([...train, ...validation, ...tested].length, 30)
  assert.deepEqual(
    prepared.value.evalSet.problems.map(({ code, place }) => [code, place?.line]),
    [
      ['case-draft', 32],
      ['case-disputed', 33],
    ],
  )
})

test('a variable that is called draft stays a variable', () => {
  const set = readEvalSet('/w/a.eval.yaml', '- {draft: Dear all, expected: x}\n')
  assert.ok(set.ok)
  assert.deepEqual(set.value.cases[0]?.vars, { draft: 'Dear all' })
})

/** The files, and where a new case of the first goes. */
const places: readonly (readonly [files: Record<string, string>, path: string, isNew: boolean])[] = [
  [{ '/w/a.prompt.md': 'Say {{q}}.' }, '/w/a.eval.yaml', true],
  [{ '/w/a.prompt.md': 'Say {{q}}.', '/w/a.eval.csv': 'q,expected\n1,2\n' }, '/w/a.eval.csv', false],
  [
    { '/w/a.prompt.md': 'Say {{q}}.', '/w/a.eval/validation.jsonl': '{"q":1,"expected":2}\n' },
    '/w/a.eval/validation.jsonl',
    false,
  ],
  [
    {
      '/w/a.prompt.md': 'Say {{q}}.',
      '/w/a.eval/train.jsonl': '{"q":1,"expected":2}\n',
      '/w/a.eval/eval.jsonl': '{"q":1,"expected":2}\n',
      '/w/a.eval/test.jsonl': '{"q":3,"expected":2}\n',
    },
    '/w/a.eval/train.jsonl',
    false,
  ],
  [{ '/w/a.prompt.yml': 'messages:\n- {role: user, content: "{{q}}"}\n' }, '/w/a.prompt.yml', false],
  [
    {
      '/w/promptfooconfig.yaml': 'prompts: ["Say {{q}}"]\ntests: file://more.yaml\n',
      '/w/more.yaml': '- vars: {q: 1}\n  assert: [{type: equals, value: x}]\n',
    },
    '/w/more.yaml',
    false,
  ],
]
for (const [contents, path, isNew] of places)
  test(`a new case of ${Object.keys(contents).join(', ')} goes to ${path}`, async () => {
    const files = filesOf(contents)
    const found = await destinationOf(await inspect(Object.keys(contents)[0] ?? '', { files, root: '/w' }), files)
    assert.ok(found.ok, JSON.stringify(found))
    assert.deepEqual([found.value.path, found.value.isNew], [path, isNew])
    const added = addedTo(found.value, [
      accepted({ id: 'draft-1', vars: { q: 'new' }, expected: ['b'], draft: { rule: 'x' } }),
    ])
    assert.ok(added.ok, JSON.stringify(added))
    assert.ok(!/draft[-:]/.test(added.value), added.value)
    assert.equal(isJudged({ vars: { q: 'x' }, expected: [] }, undefined, found.value), false)
    assert.equal(isJudged({ vars: { q: 'x' }, expected: ['y'] }, undefined, found.value), true)
  })
