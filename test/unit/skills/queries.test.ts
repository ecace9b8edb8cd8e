import assert from 'node:assert/strict'
import test from 'node:test'
import { gatherQueries } from '../../../src/skills/queries/gather.ts'
import type { Query } from '../../../src/skills/queries/query.ts'
import { readQueries } from '../../../src/skills/queries/read.ts'
import { filesOf } from '../evals/files.ts'

const told = ({ text, expected, not, weight, line }: Query): string =>
  `${line} ${text}: ${expected.join('|') || '?'}${not.length > 0 ? ` not ${not.join('|')}` : ''}${weight === 1 ? '' : ` x${weight}`}`

const forms: readonly (readonly [form: string, path: string, source: string, queries: readonly string[]])[] = [
  [
    'rows of query and should_trigger',
    'eval_queries.json',
    '[\n{"query": "a", "should_trigger": true},\n{"query": "b", "should_trigger": false}\n]',
    ['2 a: own', '3 b: ? not own'],
  ],
  [
    'rows with the skill that is expected',
    'trigger_eval.json',
    '[{"query": "b", "should_trigger": false, "expected_skill": "deploy"}, {"query": "c", "should_trigger": false, "expected_skill": null},\n{"query": "d", "should_trigger": "false", "expected_skill": "none"}]',
    ['1 b: deploy not own', '1 c: ? not own', '2 d: none not own'],
  ],
  [
    'skill_name with evals',
    'evals.json',
    '{"skill_name": "other", "evals": [\n{"id": 1, "prompt": "a", "should_trigger": true}]}',
    ['2 a: other'],
  ],
  [
    'two lists, where half of a weight is for those of medium confidence',
    'triggers.yaml',
    'skill: own\nshould_trigger_prompts:\n  - prompt: a\n    confidence: high\n  - prompt: b\n    confidence: medium\nshould_not_trigger_prompts:\n  - c\n',
    ['3 a: own', '5 b: own x0.5', '8 c: ? not own'],
  ],
  [
    'trigger with owners',
    'triggers.json',
    '{"trigger": {"positive": [{"prompt": "a", "top_k": 1}], "negative": [{"prompt": "b", "owner": "deploy"}]}}',
    ['1 a: own', '1 b: deploy not own'],
  ],
  [
    'rows of user_prompt with acceptable skills',
    'evals.jsonl',
    '{"id": "1", "group": "g", "user_prompt": "a", "expected_skill": "deploy", "acceptable_skills": ["own"]}\n',
    ['1 a: deploy|own'],
  ],
  [
    'rows that say whose file they come from',
    'routes.json',
    '[{"skill": "pdf", "query": "a", "expected_skill": "none"}]',
    ['1 a: none'],
  ],
]

for (const [form, path, source, queries] of forms)
  test(`queries are read from ${form}`, () => {
    const read = readQueries(`/w/${path}`, source, 'own')
    assert.deepEqual(read?.problems, [])
    assert.deepEqual(read?.queries.map(told), queries)
  })

test("the cases of a skill's body are no queries", () =>
  assert.equal(
    readQueries('/w/evals.json', '{"skill_name":"own","evals":[{"id":1,"prompt":"a","expected_output":"b"}]}', 'own'),
    undefined,
  ))

const broken: readonly (readonly [row: string, detail: string])[] = [
  ['{"should_trigger": true}', 'it has no query'],
  ['{"query": "  ", "should_trigger": true}', 'it has no query'],
  ['{"query": "a"}', 'it does not say whether the skill should be loaded for it'],
  ['{"query": "a", "should_trigger": "maybe"}', 'its "should_trigger" is neither true nor false'],
  ['{"query": "a", "should_trigger": true, "expected_skill": "deploy"}', 'it should trigger own, and expects deploy'],
  ['{"query": "a", "should_trigger": false, "expected_skill": "own"}', 'it should not trigger own, and expects it'],
  ['"a"', 'it is not a map of names to values'],
]

for (const [row, detail] of broken)
  test(`a row that is no query is a problem on its line: ${row}`, () => {
    const read = readQueries('/w/eval_queries.json', `[\n{"query": "x", "should_trigger": true},\n${row}]`, 'own')
    assert.deepEqual(read?.problems, [{ code: 'broken-row', detail, place: { path: '/w/eval_queries.json', line: 3 } }])
    assert.equal(read?.queries.length, 1)
  })

/** In each form one usable entry, and one that is not, with its line. */
const brokenForms: readonly (readonly [form: string, path: string, source: string, line: number, detail: RegExp])[] = [
  ['lines', 'evals.jsonl', '{"query":"a","should_trigger":true}\n{"query":"b"}\n', 2, /does not say/],
  ['a table', 'eval_queries.csv', 'query,should_trigger\na,true\nb,perhaps\n', 3, /neither true nor false/],
  [
    'evals',
    'evals.json',
    '{"evals":[\n{"prompt":"a","should_trigger":true},\n{"prompt":"","should_trigger":true}]}',
    3,
    /no query/,
  ],
  [
    'two lists',
    'triggers.yaml',
    'should_trigger_prompts:\n  - a\nshould_not_trigger_prompts:\n  - [b]\n',
    4,
    /not a map/,
  ],
  ['two lists of maps', 'triggers.yaml', 'should_trigger_prompts:\n  - prompt: a\n  - reason: none\n', 3, /no query/],
  [
    'trigger',
    'triggers.json',
    '{"trigger":{"positive":[{"prompt":"a"}],\n"negative":[{"prompt":"b","owner":"own"}]}}',
    2,
    /and expects it/,
  ],
  [
    'expected skills',
    'evals.yaml',
    '- user_prompt: a\n  expected_skill: deploy\n- user_prompt: b\n',
    3,
    /does not say/,
  ],
  ['no JSON at all', 'eval_queries.json', '[\n{"query": "a", "should_trigger": tru}\n]', 2, /./],
]
for (const [form, path, source, line, detail] of brokenForms)
  test(`what is wrong in ${form} is told with its line`, () => {
    const read = readQueries(`/w/${path}`, source, 'own')
    const told = read?.problems.map(problem => [problem.place?.line, detail.test(JSON.stringify(problem))])
    assert.deepEqual(told, [[line, true]])
    assert.equal(read?.queries.length, form === 'no JSON at all' ? 0 : 1)
  })

const skills = ['a', 'b'].map(name => ({
  name,
  description: name,
  path: `/w/.claude/skills/${name}/SKILL.md`,
  line: 1,
}))

test('queries lie with their skill or under its name in a folder of eval sets, and what one skill wants is no other’s', async () => {
  const files = filesOf({
    '/w/.claude/skills/a/SKILL.md': '',
    '/w/.claude/skills/b/SKILL.md': '',
    '/w/.claude/skills/a/evals/trigger_evals.json':
      '[{"query":"one","should_trigger":true},{"query":"two","should_trigger":false},{"query":"far","should_trigger":false,"expected_skill":"gone"}]',
    '/w/evals/triggers/b.json': '[{"query":"two","should_trigger":true}]',
  })
  const { queries, problems } = await gatherQueries(skills, { files, root: '/w' })
  assert.deepEqual(problems, [])
  assert.deepEqual(queries.map(told), ['1 one: a', '1 two: b not a', '1 far: ? not a'])
})

test('a query with two labels counts for nobody, and is a problem on its line', async () => {
  const files = filesOf({
    '/w/.claude/skills/a/SKILL.md': '',
    '/w/.claude/skills/b/SKILL.md': '',
    '/w/.claude/skills/a/eval_queries.json':
      '[{"query":"one","should_trigger":true},\n{"query":"two","should_trigger":true},\n{"query":"two","should_trigger":false}]',
    '/w/.claude/skills/b/eval_queries.json': '[{"query":"one","should_trigger":true}]',
  })
  const { queries, problems } = await gatherQueries(skills, { files, root: '/w' })
  assert.deepEqual(queries, [])
  assert.deepEqual(
    problems.map(({ place }) => `${place?.path}:${place?.line}`),
    ['/w/.claude/skills/b/eval_queries.json:1', '/w/.claude/skills/a/eval_queries.json:3'],
  )
})

test('a query about skills that are not listed is a problem on its line', async () => {
  const files = filesOf({ '/w/routes.json': '[{"query":"one","expected_skill":"gone"}]' })
  const { queries, problems } = await gatherQueries(skills, { files, root: '/w', chosen: '/w/routes.json' })
  assert.deepEqual([queries, problems.map(({ code, place }) => [code, place?.line])], [[], [['broken-row', 1]]])
})
