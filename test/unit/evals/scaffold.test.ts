import assert from 'node:assert/strict'
import test from 'node:test'
import { scaffold } from '../../../src/evals/formats/scaffold.ts'
import { pair } from '../../../src/evals/pairing/pairing.ts'
import { loadEvalSet } from '../../../src/evals/reading/loadEvalSet.ts'
import type { PromptFile } from '../../../src/prompts/promptFile.ts'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { filesOf } from './files.ts'

function promptAt(path: string, source: string): PromptFile {
  const read = readPromptFile(path, source)
  assert.ok(read.ok, JSON.stringify(read))
  return read.value
}

/** The prompt file, where its eval set begins, and the variables of its cases. */
const table: readonly (readonly [path: string, source: string, made: string, vars: readonly string[]])[] = [
  ['/w/triage.prompt.md', 'Sort {{ticket}} by {{key: odd}}.', '/w/triage.eval.yaml', ['ticket']],
  ['/w/a.prompt.yml', 'messages: [{role: user, content: "{{q}} {{style}}"}]\n', '/w/a.eval.yaml', ['q', 'style']],
  ['/w/none.prompt.md', 'Sort the words.', '/w/none.eval.yaml', ['input']],
  ['/w/s/csv/SKILL.md', '---\nname: csv\ndescription: d\n---\nClean.\n', '/w/s/csv/evals/evals.json', []],
  ['/w/promptfooconfig.yaml', 'prompts: ["Say {{q}}"]\nproviders: [p]\n', '/w/promptfooconfig.tests.yaml', ['q']],
]

for (const [path, source, made, vars] of table)
  test(`${path} begins with ${made}, which is found and read`, async () => {
    const prompt = promptAt(path, source)
    const { path: at, text } = scaffold(prompt)
    assert.equal(at, made)
    const files = filesOf({ [path]: source, [at]: text })
    const pairing = await pair(prompt, files, '/w')
    assert.ok(pairing.ok)
    assert.equal(pairing.value.path, at)
    const set = await loadEvalSet(pairing.value, prompt, files)
    assert.ok(set.ok, JSON.stringify(set))
    const { cases, problems } = set.value
    if (vars.length > 0) for (const evalCase of cases) assert.deepEqual(Object.keys(evalCase.vars), vars)
    const told = problems.map(problem => (problem.code === 'cases-left-out' ? problem.cause.code : problem.code))
    assert.ok(told.every(code => code === 'missing-expected' || code === 'broken-row' || code === 'no-assertion'))
    // What waits to be filled in is a case with trouble, or left out until then.
    assert.equal(prompt.format === 'promptfoo' || vars.length === 0 ? 0 : 2, cases.length)
    assert.ok(problems.length > 0)
  })
