import assert from 'node:assert/strict'
import test from 'node:test'
import { Ajv } from 'ajv'
import { stringify } from 'yaml'
import schema from '../../../../schemas/eval-set.schema.json' with { type: 'json' }
import { graders } from '../../../../src/evals/grading/graders.ts'
import { readEvalSet } from '../../../../src/evals/reading/readEvalSet.ts'
import { wordsAt } from '../../../../src/host/completion/evalSetWords.ts'
import { marksOf } from '../../../../src/host/completion/placeholderMarks.ts'

const fits = new Ajv({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
}).compile(schema)
const { definitions } = schema

/** A variable, so that the case is one whatever else it holds. */
const row = { question: 'What is 6 times 7?', expected: '42' }

/** Whole eval sets made of every example that the schema shows. */
const examples: readonly unknown[] = [
  ...schema.examples,
  ...definitions.case.examples.flatMap(item => [[item], { cases: [item] }]),
  ...[...definitions.grader.examples, ...definitions.check.examples, ...definitions.graderName.examples].flatMap(
    grader => [{ grader, cases: [row] }, [{ ...row, grader }]],
  ),
]

for (const example of examples) {
  const text = JSON.stringify(example)
  test(`the schema and the readers take ${text}`, () => {
    assert.ok(fits(example), JSON.stringify(fits.errors))
    for (const [name, source] of [
      ['a.eval.json', text],
      ['a.eval.yaml', stringify(example)],
    ] as const) {
      const set = readEvalSet(name, source)
      assert.ok(set.ok, name)
      assert.deepEqual(set.value.problems, [], name)
    }
  })
}

for (const [title, wrong] of [
  ['a grader that there is not', { grader: 'exact', cases: [row] }],
  ['a case with a grader that there is not', [{ ...row, grader: 'exact' }]],
  ['options without the name of a grader', { grader: { value: 'x' }, cases: [row] }],
  ['a list in which one grader is misspelt', { grader: ['number', 'numbr'], cases: [row] }],
  ['a split that there is not', [{ ...row, split: 'training' }]],
  ['a row that is no case', [row, 'a text']],
] as const)
  test(`the schema and the readers refuse ${title}`, () => {
    assert.equal(fits(wrong), false)
    const set = readEvalSet('a.eval.json', JSON.stringify(wrong))
    assert.notDeepEqual(set.ok ? set.value.problems : [set.problem], [])
  })

for (const other of [{ stimuli: [] }, { tasks: [], skill: 'x' }, { schema_version: 'v1alpha1', cases: { files: [] } }])
  test(`the schema does not judge what another tool calls an eval set: ${JSON.stringify(other)}`, () =>
    assert.ok(fits(other), JSON.stringify(fits.errors)))

test('the schema names every grader that there is and says what it does', () => {
  assert.deepEqual(definitions.graderName.oneOf.map(({ const: name }) => name).sort(), Object.keys(graders).sort())
  for (const { description } of definitions.graderName.oneOf) assert.match(description, /^[A-Z].+\.$/)
})

test('every key of a case and of a grader is described', () => {
  for (const { description } of [
    ...wordsAt({ path: ['[]'], at: 'key' }, []),
    ...wordsAt({ path: ['grader'], at: 'key' }, []),
  ])
    assert.match(description, /^[A-Z].+\.$/s)
})

test('placeholders are found by their name in every notation', () => {
  const source = `{{a}} {{ b }} \${input:c:say a} {{#if d}} {{{e}}} {{$f}} {g} $h {{ab}}`
  const placeholders = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const marks = [...marksOf(source, placeholders)].sort((a, b) => a.start - b.start)
  assert.deepEqual(
    marks.map(({ name, start, end }) => [name, source.slice(start, end)]),
    [
      ['a', '{{a}}'],
      ['b', '{{ b }}'],
      ['c', `\${input:c:say a}`],
      ['d', '{{#if d}}'],
      ['e', '{{{e}}}'],
      ['f', '{{$f}}'],
      ['g', '{g}'],
      ['h', '$h'],
    ],
  )
})
