import assert from 'node:assert/strict'
import test from 'node:test'
import { inspect } from '../../../src/evals/preparing/inspect.ts'
import { preparedFrom } from '../../../src/evals/preparing/prepare.ts'
import { unusedVariables } from '../../../src/evals/preparing/unusedVariables.ts'
import { unmatched } from '../../../src/host/problems/unmatched.ts'
import { filesOf } from './files.ts'

const namesIn = (problems: ReturnType<typeof unusedVariables>): readonly string[] =>
  problems.flatMap(problem => (problem.code === 'unused-variable' ? [problem.name] : []))

const vars = { x: '1', tone: 'dry' }
const foo = (prompt: string, assert?: unknown): Readonly<Record<string, string>> => ({
  'promptfooconfig.json': JSON.stringify({ prompts: ['file://p.txt'], tests: [{ vars, assert }] }),
  'p.txt': prompt,
})

for (const [what, files, editor, terminal] of [
  ['a placeholder asks for one of two', foo('Say {{x}}.', [{ type: 'equals', value: '1' }]), ['tone'], []],
  ['nothing is asked for', foo('Say it.', [{ type: 'equals', value: '1' }]), ['x', 'tone'], ['x', 'tone']],
  ['a check holds the letter x in a word', foo('Say it.', [{ type: 'equals', value: 'text {{tone}}' }]), ['x'], ['x']],
  [
    'a condition of the template asks for it',
    foo('{% if tone %}Dry. {% endif %}{{x}}', [{ type: 'equals', value: '1' }]),
    [],
    [],
  ],
  [
    'the whole case follows the prompt',
    { 'p.prompt.md': 'Say it.\n', 'p.eval.json': JSON.stringify([{ vars, expected: '1' }]) },
    [],
    [],
  ],
  [
    'the grader of the set asks for it',
    {
      'p.prompt.md': 'Say {{x}}.\n',
      'p.eval.json': JSON.stringify({
        grader: { name: 'includes', value: '{{tone}}' },
        cases: [{ vars, expected: '1' }],
      }),
    },
    [],
    [],
  ],
] as const)
  test(`unused variables where ${what}`, async () => {
    const paths = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/w/${name}`, text]))
    const path = Object.hasOwn(files, 'p.txt') ? '/w/p.txt' : '/w/p.prompt.md'
    const inspection = await inspect(path, { files: filesOf(paths), root: '/w' })
    const { prompt, evalSet } = inspection
    assert.ok(prompt && evalSet, JSON.stringify(inspection.problem))
    assert.deepEqual(namesIn(unmatched(prompt, evalSet)), editor)
    const prepared = preparedFrom(inspection)
    // Logic in the text that is meant is refused before anything is told of the cases.
    assert.deepEqual(prepared.ok ? namesIn(prepared.value.evalSet.problems) : [], terminal)
  })

for (const vars of [{ query: 'Say 1!' }, { x: '1', query: 'Say 1!' }])
  test(`where the body of a skill asks for x, the description is followed by all of ${Object.keys(vars)}`, async () => {
    const files = filesOf({
      '/w/p/SKILL.md': '---\nname: p\ndescription: Says it.\n---\nSay {{x}}.\n',
      '/w/p/evals/evals.json': JSON.stringify([{ vars, expected: 'yes' }]),
    })
    const inspection = await inspect('/w/p/SKILL.md', { files, root: '/w' })
    const { prompt, evalSet } = inspection
    assert.ok(prompt && evalSet, JSON.stringify(inspection.problem))
    assert.deepEqual(namesIn(unmatched(prompt, evalSet)), [])
    const prepared = preparedFrom(inspection, 'description')
    assert.deepEqual(prepared.ok && prepared.value.evalSet.problems, [])
  })

test('of a table with many other columns the first five are told', async () => {
  const row = { q: '1', ...Object.fromEntries(Array.from('abcdefg', name => [name, name])) }
  const files = filesOf({ '/w/p.prompt.md': '{{q}}', '/w/p.eval.json': JSON.stringify([{ vars: row, expected: '1' }]) })
  const { prompt, evalSet } = await inspect('/w/p.prompt.md', { files, root: '/w' })
  assert.ok(prompt && evalSet)
  assert.deepEqual(namesIn(unusedVariables(prompt, evalSet)).join(''), 'abcde')
})
