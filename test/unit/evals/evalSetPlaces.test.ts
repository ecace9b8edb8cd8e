import assert from 'node:assert/strict'
import { matchesGlob } from 'node:path'
import test from 'node:test'
import { evalSetGlobs, isAmongEvals, isEvalSetPath, promptStem } from '../../../src/evals/evalSetPlaces.ts'
import { pair } from '../../../src/evals/pairing/pairing.ts'
import { scaffold } from '../../../src/evals/writing/newSet.ts'
import { promptsOf } from '../../../src/host/prompts/promptsOf.ts'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { filesOf } from './files.ts'

const label = '/w/p/label.prompt.md'
const rows = '[{"q": 1, "expected": 2}]'

/** A prompt and an eval set that is paired with it: every kind of place that the documentation names. */
const places: readonly (readonly [prompt: string, evalSet: string])[] = [
  ...['eval', 'evals', 'tests', 'test', 'cases', 'dataset', 'golden'].flatMap(suffix =>
    ['yaml', 'yml', 'json', 'jsonl', 'csv'].map((extension): [string, string] => [
      label,
      `/w/p/label.${suffix}.${extension}`,
    ]),
  ),
  ...['evals', 'eval', 'tests', 'datasets', '__evals__'].flatMap((folder): [string, string][] => [
    [label, `/w/p/${folder}/label.yaml`],
    [label, `/w/${folder}/label.csv`],
    [label, `/w/${folder}/label/cases.jsonl`],
    [label, `/w/${folder}/label/test.jsonl`],
  ]),
  ...['evals', 'tests', 'cases', 'dataset', 'golden'].map((name): [string, string] => [label, `/w/p/${name}.jsonl`]),
  [label, '/w/p/label.eval/dev.jsonl'],
  ['/w/prompts/label.handlebars', '/w/prompts/label.eval.yaml'],
  ['/w/prompts/label.txt', '/w/prompts/label.golden.csv'],
  ['/w/skills/csv/SKILL.md', '/w/skills/csv/evals/evals.json'],
  ['/w/skills/csv/SKILL.md', '/w/skills/csv/evals/eval_queries.json'],
  ['/w/skills/csv/SKILL.md', '/w/evals/csv/eval.yaml'],
  ['/w/skills/csv/SKILL.md', '/w/skills/csv/wazaEval.yaml'],
]

for (const [path, evalSet] of places)
  test(`what pairs is watched, diagnosed and found backwards: ${evalSet} of ${path}`, async () => {
    const isSkill = path.endsWith('SKILL.md')
    const source = isSkill ? '---\nname: csv\ndescription: Cleans.\n---\nClean it.\n' : 'Add {{q}}'
    const cases = /(?:waza|csv\/)[Ee]val\.yaml$/.test(evalSet) ? 'skill: csv\ntasks: [a.yaml]\n' : rows
    const files = filesOf({ [path]: source, [evalSet]: cases })
    const read = readPromptFile(path, source)
    assert.ok(read.ok)
    const pairing = await pair(read.value, files, '/w')
    assert.ok(pairing.ok && pairing.value.path !== undefined && evalSet.startsWith(pairing.value.path), evalSet)
    assert.ok(isEvalSetPath(evalSet), 'diagnosed')
    assert.ok(
      evalSetGlobs.some(glob => matchesGlob(evalSet.slice(1), glob)),
      'watched',
    )
    assert.deepEqual(await promptsOf(evalSet, { files, root: '/w', chosen: () => undefined }), [path])
  })

test('what the scaffold writes is an eval set by its name, or the prompt file itself', () => {
  for (const [path, source] of [
    ['/w/p/a.prompt.md', 'Add {{q}}'],
    ['/w/skills/csv/SKILL.md', '---\nname: csv\ndescription: Cleans.\n---\nClean it.\n'],
    ['/w/promptfooconfig.yaml', 'prompts: ["Add {{q}}"]\nproviders: [p]\n'],
  ] as const) {
    const read = readPromptFile(path, source)
    assert.ok(read.ok, path)
    const made = scaffold(read.value).path
    assert.ok(isEvalSetPath(made) || made === path, path)
  }
})

test('a stem is the name without what makes the file a prompt', () => {
  const stems = ['a.prompt.md', 'a.handlebars', 'a.hbs', 'b/a.agent.md', 'a.prompty', 'a.b.txt'].map(promptStem)
  assert.deepEqual(stems, ['a', 'a', 'a', 'a', 'a', 'a.b'])
})

test('an eval set is no prompt, and a prompt is no eval set', () => {
  for (const path of ['p/a.eval.json', 'p/a.golden.yaml', 'evals/a.json', 'p/a.eval/x'])
    assert.ok(isAmongEvals(path), path)
  for (const path of ['prompts/a.txt', 'a.prompt.yml', 'evaluation/a.prompt.md', 'attests/a.yaml'])
    assert.ok(!isEvalSetPath(path), path)
})
