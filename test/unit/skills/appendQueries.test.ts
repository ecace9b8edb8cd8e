import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { appendQueries, emptyQueries, type NewQuery } from '../../../src/skills/queries/append.ts'
import { shouldFire } from '../../../src/skills/queries/query.ts'
import { readQueries } from '../../../src/skills/queries/read.ts'

const near: NewQuery = { text: 'roll back production', expected: 'deploy' }
const wanted: NewQuery = { text: 'tag it: 2.0', expected: 'release' }

const golden: readonly (readonly [form: string, path: string, before: string, after: string])[] = [
  [
    'rows on one line each',
    'eval_queries.json',
    '[\n  {"query": "a", "should_trigger": true}\n]\n',
    '[\n  {"query": "a", "should_trigger": true},\n  {"query": "roll back production", "should_trigger": false},\n  {"query": "tag it: 2.0", "should_trigger": true}\n]\n',
  ],
  [
    'rows with the skill that is expected',
    'trigger_eval.json',
    '[{"query":"a","should_trigger":false,"expected_skill":"none"}]',
    '[{"query":"a","should_trigger":false,"expected_skill":"none"}, {"query":"roll back production","should_trigger":false,"expected_skill":"deploy"}, {"query":"tag it: 2.0","should_trigger":true}]',
  ],
  [
    'skill_name with evals',
    'evals.json',
    '{"skill_name": "release", "evals": [\n  {"id": 1, "prompt": "a", "should_trigger": true}\n]}\n',
    '{"skill_name": "release", "evals": [\n  {"id": 1, "prompt": "a", "should_trigger": true},\n  {"id": 2, "prompt": "roll back production", "should_trigger": false},\n  {"id": 3, "prompt": "tag it: 2.0", "should_trigger": true}\n]}\n',
  ],
  [
    "Waza's two lists",
    'triggers.yaml',
    'skill: release # own\nshould_trigger_prompts:\n  - prompt: a\n    confidence: high\nshould_not_trigger_prompts:\n  - prompt: c\n# the end\n',
    'skill: release # own\nshould_trigger_prompts:\n  - prompt: a\n    confidence: high\n  - prompt: "tag it: 2.0"\nshould_not_trigger_prompts:\n  - prompt: c\n  - prompt: roll back production\n# the end\n',
  ],
  [
    'two lists of texts',
    'trigger_tests.json',
    '{"shouldTriggerPrompts": ["a"], "shouldNotTriggerPrompts": []}',
    '{"shouldTriggerPrompts": ["a", "tag it: 2.0"], "shouldNotTriggerPrompts": ["roll back production"]}',
  ],
  [
    'trigger with owners, of which there were none',
    'triggers.yaml',
    'trigger:\n  positive:\n    - prompt: a\n      top_k: 1\n',
    'trigger:\n  positive:\n    - prompt: a\n      top_k: 1\n    - prompt: "tag it: 2.0"\n  negative:\n    - prompt: roll back production\n      owner: deploy\n',
  ],
  [
    'lines of expected skills',
    'evals.jsonl',
    '{"id": "q-07", "user_prompt": "a", "expected_skill": "deploy"}\n',
    '{"id": "q-07", "user_prompt": "a", "expected_skill": "deploy"}\n{"id": "q-08", "user_prompt": "roll back production", "expected_skill": "deploy"}\n{"id": "q-09", "user_prompt": "tag it: 2.0", "expected_skill": "release"}\n',
  ],
  [
    'a table',
    'eval_queries.csv',
    'query,should_trigger,expected_skill\r\na,true,\r\n',
    'query,should_trigger,expected_skill\r\na,true,\r\nroll back production,false,deploy\r\ntag it: 2.0,true,\r\n',
  ],
  [
    'nothing yet',
    'eval_queries.json',
    emptyQueries,
    '[\n  {\n    "query": "roll back production",\n    "should_trigger": false,\n    "expected_skill": "deploy"\n  },\n  {\n    "query": "tag it: 2.0",\n    "should_trigger": true\n  }\n]\n',
  ],
]

for (const [form, path, before, after] of golden)
  test(`queries are added to ${form}, in its own form`, () =>
    assert.deepEqual(appendQueries(`/w/${path}`, before, 'release', [near, wanted]), { ok: true, value: after }))

for (const [path, source] of [
  ['evals.json', '{"skill_name":"release","evals":[{"id":1,"prompt":"a","expected_output":"b"}]}'],
  ['notes.yaml', 'release: 1\n'],
] as const)
  test(`${path} without queries gets none: ${source.trim()}`, () => {
    const outcome = appendQueries(`/w/${path}`, source, 'release', [near])
    assert.ok(!outcome.ok && outcome.problem.code === 'not-writable')
  })

const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.string({
      unit: fc.constantFrom('a', ' ', '\n', ':', '#', '-', "'", '"', '\\', ',', '[', '}', 'é', '|'),
      maxLength: 12,
    }),
    fc.constantFrom('null', 'true', '- a', '1.50', '{{x}}', 'a: b', '"'),
  )
  .map(one => `q${one.trim()}`.trim())
const query = fc.record({ text, expected: fc.constantFrom('release', 'deploy', 'none') })

/** A file in each form with queries in it, as plain data. */
const forms: Readonly<Record<string, (queries: readonly NewQuery[]) => unknown>> = {
  rows: queries => queries.map(one => ({ query: one.text, should_trigger: one.expected === 'release' })),
  expected: queries =>
    queries.map(one => ({ id: one.text.length, user_prompt: one.text, expected_skill: one.expected })),
  evals: queries => ({
    skill_name: 'release',
    evals: queries.map(one => ({ prompt: one.text, should_trigger: one.expected === 'release' })),
  }),
  lists: queries => ({
    skill: 'release',
    should_trigger_prompts: queries.filter(one => one.expected === 'release').map(one => ({ prompt: one.text })),
    should_not_trigger_prompts: queries.filter(one => one.expected !== 'release').map(one => one.text),
  }),
  trigger: queries => ({
    trigger: {
      positive: queries.filter(one => one.expected === 'release').map(one => ({ prompt: one.text, top_k: 1 })),
      negative: queries
        .filter(one => one.expected !== 'release')
        .map(one => ({ prompt: one.text, owner: one.expected })),
    },
  }),
}
function inTable(data: unknown): string {
  const rows: readonly Readonly<Record<string, unknown>>[] = Array.isArray(data) ? data : []
  const line = (cells: readonly unknown[]): string =>
    `${cells.map(cell => `"${String(cell).replaceAll('"', '""')}"`).join(',')}\n`
  return [line(Object.keys(rows[0] ?? {})), ...rows.map(row => line(Object.values(row)))].join('')
}

/** The name of the file and its text; a table and lines can hold rows alone. */
const spellings: Readonly<Record<string, readonly [ending: string, spell: (data: unknown) => string]>> = {
  'json on one line': ['json', data => JSON.stringify(data)],
  'json with indentation': ['json', data => `${JSON.stringify(data, null, 4)}\r\n`.replace(/(?<!\r)\n/g, '\r\n')],
  yaml: ['yaml', data => `# kept\n${stringify(data)}`],
  'yaml in brackets': ['yaml', data => `${JSON.stringify(data, null, 2)}\n`],
  lines: ['jsonl', data => (Array.isArray(data) ? data : []).map(row => `${JSON.stringify(row)}\n`).join('')],
  'a table': ['csv', inTable],
}

for (const [form, make] of Object.entries(forms))
  test(`whatever is added to ${form} is read as wanted, and what was there stays`, () => {
    const isOfRows = Array.isArray(make([]))
    const ways = Object.values(spellings).filter(([ending]) => isOfRows || /json$|yaml$/.test(ending))
    fc.assert(
      fc.property(
        fc.constantFrom(...ways),
        fc.array(query, { maxLength: 2 }),
        fc.array(query, { minLength: 1, maxLength: 2 }),
        ([ending, spell], there, added) => {
          const first = [{ text: 'first', expected: 'release' }, { text: 'second', expected: 'deploy' }, ...there]
          const before = spell(make(first))
          const path = `/w/triggers.${ending}`
          const written = appendQueries(path, before, 'release', added)
          assert.ok(written.ok, JSON.stringify([before, written]))
          const old = readQueries(path, before, 'release')?.queries ?? []
          const now = readQueries(path, written.value, 'release')?.queries ?? []
          assert.equal(now.length, old.length + added.length)
          for (const { text: wantedText, expected } of added)
            assert.ok(
              now.some(read => read.text === wantedText && shouldFire(read, 'release') === (expected === 'release')),
            )
          assert.ok(!before.startsWith('#') || written.value.startsWith('# kept'))
        },
      ),
      { numRuns: 300 },
    )
  })
