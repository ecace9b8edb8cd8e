import assert from 'node:assert/strict'
import test from 'node:test'
import { prepare } from '../../../src/evals/preparing/prepare.ts'
import { meansDescription } from '../../../src/skills/optimizing/prepareRouting.ts'
import { filesOf } from '../evals/files.ts'

const path = '/w/skills/tag/SKILL.md'
const source = '---\nname: tag\ndescription: Tags.\n---\nDo it.\n'
const rows = '[{"query": "tag it", "should_trigger": true}, {"query": "hi", "should_trigger": false}]'
const list = '{"skill_name": "tag", "evals": [{"prompt": "tag it", "should_trigger": true}]}'
const outcomes = '{"skill_name": "tag", "evals": [{"prompt": "tag it", "expected_output": "It is tagged."}]}'

/** What is beside the skill, the text that is named, what is prepared, and whether the description is optimized. */
for (const [beside, named, prepared, isMeant] of [
  [{ 'evals/eval_queries.json': rows }, undefined, 'description, 2 cases', true],
  [{ 'evals/eval_queries.json': rows }, 'description', 'description, 2 cases', true],
  [{ 'evals/eval_queries.json': rows }, 'body', 'queries-alone', false],
  [{ 'evals/evals.json': list }, undefined, 'description, 1 cases', true],
  [{ 'evals/evals.json': list }, 'body', 'queries-alone', false],
  [{ 'evals/evals.json': outcomes, 'evals/eval_queries.json': rows }, undefined, 'body, 1 cases', false],
  [{ 'evals/evals.json': outcomes, 'evals/eval_queries.json': rows }, 'description', 'description, 1 cases', true],
  [{ 'evals/triggers.json': rows }, undefined, 'no-eval-set', true],
  [{ 'evals/triggers.json': rows }, 'body', 'no-eval-set', false],
] as const)
  test(`${named ?? 'no name'} with ${Object.entries(beside).flat().join(' ')} is ${prepared}`, async () => {
    const contents = Object.entries(beside).map(([name, text]) => [`/w/skills/tag/${name}`, text] as const)
    const files = filesOf({ [path]: source, ...Object.fromEntries(contents) })
    const found = await prepare(path, { files, root: '/w', ...(named && { target: named }) })
    const said = found.ok ? `${found.value.target.id}, ${found.value.evalSet.cases.length} cases` : found.problem.code
    assert.equal(said, prepared)
    assert.equal(meansDescription(named, found), isMeant)
  })
