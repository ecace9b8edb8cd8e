import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { stringify } from 'yaml'
import type { EvalSet } from '../../../src/evals/evalSet.ts'
import { evalSetExtensions } from '../../../src/evals/evalSetPlaces.ts'
import { evalSetIn, readEvalSet } from '../../../src/evals/reading/readEvalSet.ts'
import { readWith } from '../../../src/evals/reading/reading.ts'
import type { Outcome } from '../../../src/problem/outcome.ts'
import { sentence } from '../../../src/problem/sentences.ts'
import { filesOf } from './files.ts'

/** Every key that some reader looks for, so that arbitrary values get past the door. */
const key = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      'cases',
      'grader',
      'name',
      'value',
      'values',
      'all',
      'choices',
      'choice',
      'score',
      'threshold',
      'weight',
      'prompts',
      'providers',
      'tests',
      'defaultTest',
      'scenarios',
      'config',
      'vars',
      'assert',
      'type',
      '$ref',
      'options',
      'prefix',
      'transform',
      'path',
      'evals',
      'prompt',
      'expected_output',
      'assertions',
      'files',
      'text',
      'query',
      'should_trigger',
      'input',
      'messages',
      'role',
      'content',
      'item',
      'ideal',
      'schemaVersion',
      'items',
      'evaluators',
      'default_evaluators',
      'stimuli',
      'graders',
      'environment',
      'skills',
      'scoring',
      'weights',
      'skill',
      'tasks',
      'inputs',
      'expected',
      'output_contains',
      'schema_version',
      'id',
      'split',
      '__expected',
      '__config:__expected1:threshold',
      '__threshold',
      '__proto__',
      'constructor',
      '<<',
    ),
  },
  { weight: 1, arbitrary: fc.string() },
)
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'equals',
    'contains-any',
    'assert-set',
    'llm-rubric',
    'judge',
    'all',
    'user',
    'assistant',
    'output-contains',
    'text',
    'file://a.yaml',
    'file://*.csv',
    'file://**/{a,b}?.json',
    '*',
    '**',
    '#/tests/0',
    'v1alpha1',
    '(',
    '{{ a | b }}',
  ),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
)
const { value } = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map(entries => Object.fromEntries(entries)),
  ),
}))
const map = fc.array(fc.tuple(key, value), { minLength: 1, maxLength: 5 }).map(entries => Object.fromEntries(entries))

/** Ids are unique, lines are lines, and whatever is wrong can be said. */
function assertSound(outcome: Outcome<EvalSet>): void {
  if (!outcome.ok) return void assert.ok(sentence(outcome.problem).length > 0)
  const { cases, problems } = outcome.value
  assert.equal(new Set(cases.map(({ id }) => id)).size, cases.length)
  for (const { line } of cases) assert.ok(line !== undefined && line >= 1)
  for (const problem of problems) {
    assert.ok(sentence(problem).length > 0)
    assert.ok(problem.place)
  }
}

for (const [what, root] of [
  ['a map', map],
  ['a list', fc.array(map, { minLength: 1, maxLength: 4 })],
] as const)
  test(`Reading never throws on ${what} of any shape, as JSON and as YAML`, () => {
    fc.assert(
      fc.property(root, content => {
        assertSound(readEvalSet('a.json', JSON.stringify(content)))
        assertSound(readEvalSet('a.yaml', stringify(content)))
        const rows = Array.isArray(content) ? content : [content]
        assertSound(readEvalSet('a.jsonl', rows.map(row => JSON.stringify(row)).join('\n')))
      }),
      { numRuns: 1000 },
    )
  })

test('Reading never throws on tables of any shape', () => {
  const cell = fc
    .oneof(leaf, fc.constantFrom('similar(0.5):a', 'not-', 'contains-any:a,"b', 'is-json:{'))
    .map(text => `"${String(text).replaceAll('"', '""')}"`)
  fc.assert(
    fc.property(fc.array(key), fc.array(fc.array(cell)), (header, rows) => {
      const lines = [header.map(name => `"${name.replaceAll('"', '""')}"`), ...rows]
      assertSound(readEvalSet('a.csv', lines.map(line => line.join(',')).join('\n')))
    }),
    { numRuns: 1000 },
  )
})

test('Reading never throws whatever the other files hold, and ends', async () => {
  await fc.assert(
    fc.asyncProperty(map, value, value, async (content, first, second) => {
      const files = filesOf({
        '/w/a.yaml': stringify(first),
        '/w/x/b.json': JSON.stringify(second) ?? '',
        '/w/c.csv': 'a,__expected\n1,2',
      })
      assertSound(await readWith(evalSetIn('/w/set.yaml', stringify(content)), files))
    }),
    { numRuns: 1000 },
  )
})

test('Every row of JSON is read alike in a list, in lines and in a map of cases', () => {
  const row = fc.dictionary(
    fc.constantFrom('q', 'a', 'é', 'expected'),
    fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.array(fc.string({ minLength: 1 })),
    ),
  )
  const content = (outcome: Outcome<EvalSet>) =>
    outcome.ok ? outcome.value.cases.map(({ id, vars, expected }) => [id, vars, expected]) : outcome.problem.code
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), fc.constantFrom(undefined, 1, '\t'), (rows, indent) => {
      const list = content(readEvalSet('a.json', JSON.stringify(rows, null, indent)))
      assert.deepEqual(content(readEvalSet('a.jsonl', rows.map(item => JSON.stringify(item)).join('\n'))), list)
      assert.deepEqual(content(readEvalSet('a.json', JSON.stringify({ cases: rows }, null, indent))), list)
    }),
    { numRuns: 1000 },
  )
})

test('The lines of a JSON list are those that its rows start on', () => {
  const row = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.integer())), { maxKeys: 3 })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), rows => {
      const source = `[\n${rows.map(item => JSON.stringify(item)).join(',\n')}\n]`
      const outcome = readEvalSet('a.json', source)
      assert.ok(outcome.ok)
      const lines = outcome.value.cases.map(({ line }) => line)
      assert.deepEqual(
        lines,
        rows.map((_, index) => index + 2),
      )
    }),
  )
})

for (const extension of evalSetExtensions)
  test(`Ten thousand brackets in .${extension} are a problem, not a crash`, () => {
    for (const source of [
      '['.repeat(10_000),
      '{"a":'.repeat(10_000),
      '- '.repeat(10_000),
      `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    ])
      assertSound(readEvalSet(`a.${extension}`, source))
  })
