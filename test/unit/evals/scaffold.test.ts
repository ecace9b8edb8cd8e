import assert from 'node:assert/strict'
import test from 'node:test'
import { pair } from '../../../src/evals/pairing/pairing.ts'
import { loadEvalSet } from '../../../src/evals/reading/loadEvalSet.ts'
import { scaffold } from '../../../src/evals/writing/newSet.ts'
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
  ['/w/a.prompt.yml', 'messages:\n- {role: user, content: "{{q}} {{style}}"}\n', '/w/a.prompt.yml', ['q', 'style']],
  ['/w/none.prompt.md', 'Sort the words.', '/w/none.eval.yaml', ['input']],
  ['/w/s/csv/SKILL.md', '---\nname: csv\ndescription: d\n---\nClean.\n', '/w/s/csv/evals/evals.json', []],
  ['/w/promptfooconfig.yaml', 'prompts: ["Say {{q}}"]\nproviders: [p]\n', '/w/promptfooconfig.yaml', ['q']],
  ['/w/promptfooconfig.json', '{"prompts": ["Say {{q}}"], "tests": []}\n', '/w/promptfooconfig.json', ['q']],
]

for (const [path, source, made, vars] of table)
  test(`${path} begins with ${made}, which is found, read, and wrong in nothing`, async () => {
    const { path: at, text } = scaffold(promptAt(path, source))
    assert.equal(at, made)
    const files = filesOf({ [path]: source, [at]: text })
    const prompt = promptAt(path, at === path ? text : source)
    const pairing = await pair(prompt, files, '/w')
    assert.ok(pairing.ok)
    assert.equal(pairing.value.path, at)
    const set = await loadEvalSet(pairing.value, prompt, files)
    assert.ok(set.ok, JSON.stringify(set))
    // Drafts wait to be filled in: nothing is scored, and nothing is an error.
    assert.deepEqual(set.value.cases, [])
    assert.deepEqual(
      set.value.problems.map(({ code }) => code),
      ['case-draft', 'case-draft'],
    )
    const count = (name: string, within: string) => within.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0
    for (const name of vars) assert.equal(count(name, text), 2 + (at === path ? count(name, source) : 0), name)
  })
