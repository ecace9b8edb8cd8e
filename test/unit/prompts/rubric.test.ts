import assert from 'node:assert/strict'
import test from 'node:test'
import { formatOf, readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'

const read = (path: string, source: string) => {
  const file = readPromptFile(path, source)
  if (!file.ok) throw new Error(JSON.stringify(file.problem))
  return file.value
}

const source = `# kept
grader:
  - equals
  - { name: judge, value: "Is it \\u006bind?" }
  - name: judge # second
    rubric: |
      Is it short,
      and about {{ticket}}?
cases:
  - { ticket: a, expected: b }
`

test('the rubrics of an eval set can be written where they stand, and every other byte stays', () => {
  const file = read('/w/a.eval.yaml', source)
  assert.deepEqual(
    file.targets.map(({ id, text }) => [id, text]),
    [
      ['judge', 'Is it kind?'],
      ['judge[1]', 'Is it short,\nand about {{ticket}}?'],
    ],
  )
  const written = replaceTarget(file, 'judge[1]', 'One line about {{ticket}}?')
  assert.equal(
    written.ok && written.value,
    source.replace(/Is it short,\n {6}and/, 'One line').replace('One line about', 'One line about'),
  )
})

test('a rubric in JSON is escaped as its file is', () => {
  const file = read('/w/a.eval.json', '{"grader": {"name": "judge", "rubric": "Kind?"}, "cases": []}')
  const written = replaceTarget(file, 'judge', 'Is it "kind"?')
  assert.equal(written.ok && written.value, '{"grader": {"name": "judge", "rubric": "Is it \\"kind\\"?"}, "cases": []}')
})

test('an eval set is no prompt by its name, and without a rubric of its own it is none at all', () => {
  assert.equal(formatOf('/w/a.eval.yaml'), undefined)
  assert.equal(formatOf('/w/a.eval.yaml', 'grader: judge\ncases: []\n'), undefined)
  assert.equal(formatOf('/w/a.eval.yaml', 'cases: [{ a: b }]\n'), undefined)
})
