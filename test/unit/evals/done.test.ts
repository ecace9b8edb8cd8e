import assert from 'node:assert/strict'
import test from 'node:test'
import type { Check } from '../../../src/evals/evalSet.ts'
import { grade } from '../../../src/evals/grading/grade.ts'

const deeds = {
  tools: [{ name: 'bash', arguments: '{"command":"git tag v2"}' }],
  skills: ['release'],
  files: { 'out/notes.md': 'Version 2\nFixed: the total', 'log.txt': '' },
  transcript: '',
}
const evalCase = { id: 'a', vars: { file: 'out/notes.md' }, expected: ['the total'] }

for (const [what, check, passed] of [
  ['a file that is there', { grader: 'file-exists', value: 'out/notes.md' }, true],
  ['a file named by a variable', { grader: 'file-exists', value: '{{file}}' }, true],
  ['a file by another spelling', { grader: 'file-exists', value: './out\\notes.md' }, true],
  ['a file that is not there', { grader: 'file-exists', value: 'notes.md' }, false],
  ['no file of that name', { grader: 'file-exists', value: 'notes.md', negate: true }, true],
  ['a check that names nothing', { grader: 'file-exists' }, false],
  ['the same, negated', { grader: 'file-exists', negate: true }, false],
  ['a text in a file', { grader: 'file-contains', value: 'version 2', ignoreCase: true, file: 'out/notes.md' }, true],
  ['the expected answer in any file', { grader: 'file-contains' }, true],
  ['a text in another file', { grader: 'file-contains', value: 'Version 2', file: 'log.txt' }, false],
  ['a tool', { grader: 'tool-called', value: 'bash' }, true],
  ['a tool with arguments', { grader: 'tool-called', value: 'bash', arguments: 'git tag' }, true],
  ['a tool with other arguments', { grader: 'tool-called', value: 'bash', arguments: 'git push' }, false],
  ['a skill', { grader: 'skill-loaded', value: 'release' }, true],
  ['a skill that should not be', { grader: 'skill-loaded', value: 'release', negate: true }, false],
  ['any of two skills', { grader: 'skill-loaded', values: ['deploy', 'release'] }, true],
] satisfies readonly (readonly [string, Check, boolean])[])
  test(`${what}: ${passed ? 'passes' : 'fails'}`, async () => {
    const graded = await grade('done', evalCase, [check], { deeds })
    assert.ok(graded.ok)
    assert.equal(graded.value.passed, passed)
  })

test('without an agent there is nothing to judge, which is no wrong answer', async () => {
  const graded = await grade('done', evalCase, [{ grader: 'tool-called', value: 'bash' }])
  assert.equal(!graded.ok && graded.problem.code, 'no-runner')
})
