import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { remember } from '../../../src/evals/pairing/memory.ts'
import { pair, placesFor } from '../../../src/evals/pairing/pairing.ts'
import { sentenceAtTerminal } from '../../../src/problem/sentences.ts'
import type { PromptFile } from '../../../src/prompts/promptFile.ts'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { filesOf } from './files.ts'

const skill = '---\nname: cleaner\ndescription: Cleans.\n---\nClean it.\n'
const rows = '- {q: 1, expected: 2}\n'
const yml = 'messages:\n- {role: user, content: "Add {{q}}"}\ntestData:\n- {q: 1, expected: 2}\n'

function promptAt(path: string): PromptFile {
  const source = path.endsWith('SKILL.md') ? skill : path.endsWith('.prompt.yml') ? yml : 'Add {{q}}'
  const read = readPromptFile(path, source)
  assert.ok(read.ok, JSON.stringify(read))
  return read.value
}

async function pairedWith(path: string, contents: Record<string, string>, chosen?: string): Promise<string> {
  const pairing = await pair(promptAt(path), filesOf({ [path]: '', ...contents }), '/w', chosen)
  if (!pairing.ok)
    return `${pairing.problem.code} ${'found' in pairing.problem ? pairing.problem.found.join(' ') : ''}`.trim()
  const { pairedBy, path: found, problems } = pairing.value
  return [pairedBy, found, ...(problems ?? []).map(({ code }) => code)].filter(part => part !== undefined).join(' ')
}

const config = (prompt: string): string => `prompts: [${prompt}]\nproviders: [p]\ntests: [{vars: {q: 1}}]\n`
const vally = (skillPath: string): string => `environment: {skills: [${skillPath}]}\nstimuli: [{prompt: a}]\n`
const waza = (name: string): string => `skill: ${name}\ntasks: [tasks/*.yaml]\n`

const skillUp = 'schema_version: v1alpha1\ncases: {files: [a.yaml]}\n'

const a = '/w/x/p/a.prompt.md'
const s = '/w/.github/skills/csv/SKILL.md'

/** The prompt file, what else there is, and how it is paired: one row for each rank and what it wins over. */
/** Waza's order: folders named after the skill, then `tests/`, `evals/` and the folder, the skill's own before the root's. */
const wazaPlaces = [
  '/w/tests/csv',
  '/w/evals/csv',
  ...['/tests', '/evals', ''].map(place => `/w/.github/skills/csv${place}`),
]
const wazaPaths = [...wazaPlaces, '/w/tests', '/w/evals'].map(place => `${place}/eval.yaml`)

const table: readonly (readonly [path: string, contents: Record<string, string>, expected: string])[] = [
  [a, {}, 'none'],
  // In the file itself.
  ['/w/x/a.prompt.yml', { '/w/x/a.eval.yaml': rows }, 'in-file /w/x/a.prompt.yml'],
  // A config that names it, the nearest first.
  [a, { '/w/x/promptfooconfig.yaml': config('file://p/a.prompt.md') }, 'config /w/x/promptfooconfig.yaml'],
  [
    a,
    { '/w/x/promptfooconfig.yaml': config('p/*.md'), '/w/x/p/a.eval.yaml': rows },
    'config /w/x/promptfooconfig.yaml',
  ],
  [
    a,
    { '/w/promptfooconfig.json': '{"prompts":["file://x/**/*.prompt.md"],"tests":"file://t.csv"}' },
    'config /w/promptfooconfig.json',
  ],
  [
    a,
    { '/w/promptfooconfig.yaml': config('x/p/a.prompt.md'), '/w/x/p/promptfooconfig.yaml': config('./a.prompt.md') },
    'config /w/x/p/promptfooconfig.yaml',
  ],
  [
    a,
    { '/w/x/p/promptfooconfig.yaml': config('b.prompt.md'), '/w/promptfooconfig.yaml': config('x/p/a.prompt.md') },
    'config /w/promptfooconfig.yaml',
  ],
  [a, { '/w/x/p/b.promptfoo.yaml': config('a.prompt.md') }, 'config /w/x/p/b.promptfoo.yaml'],
  [
    a,
    { '/w/x/p/b.promptfoo.yaml': config('a.prompt.md'), '/w/x/p/promptfooconfig.yaml': config('a.prompt.md') },
    'config /w/x/p/promptfooconfig.yaml',
  ],
  [
    a,
    { '/w/x/p/b.promptfoo.yaml': config('a.prompt.md'), '/w/x/p/c.promptfoo.yaml': config('a.prompt.md') },
    'ambiguous-eval-set /w/x/p/b.promptfoo.yaml /w/x/p/c.promptfoo.yaml',
  ],
  [a, { '/w/x/p/promptfooconfig.yaml': 'prompts: [a.prompt.md]\nproviders: [p]\n' }, 'none'],
  [a, { '/w/x/p/promptfooconfig.yaml': 'prompts: [a.prompt.md]\nproviders: [p]\ntests: []\n' }, 'none'],
  [a, { '/w/x/p/promptfooconfig.yaml': 'prompts: [' }, 'none'],
  [a, { '/w/x/p/promptfooconfig.yaml': 'prompts:\n- |\n  Add a.prompt.md\ntests: [{vars: {q: 1}}]\n' }, 'none'],
  [a, { '/w/x/promptfooconfig.ts': 'export default {}' }, 'none config-not-run'],
  ['/v/a.prompt.md', { '/promptfooconfig.yaml': config('v/a.prompt.md') }, 'none'],
  // A spec that names the skill.
  [s, { '/w/evals/csv/eval.yaml': vally('../../.github/skills/csv') }, 'config /w/evals/csv/eval.yaml'],
  [s, { '/w/.github/skills/csv/eval.yaml': vally('./SKILL.md') }, 'config /w/.github/skills/csv/eval.yaml'],
  [s, { '/w/evals/eval.yaml': waza('csv') }, 'config /w/evals/eval.yaml'],
  [s, { '/w/evals/cleaner/wazaEval.yaml': waza('cleaner') }, 'config /w/evals/cleaner/wazaEval.yaml'],
  // The layout of a skill.
  [s, { '/w/.github/skills/csv/evals/evals.json': '{}' }, 'skill /w/.github/skills/csv/evals/evals.json'],
  [s, { '/w/.github/skills/csv/evals/eval_queries.json': '[]' }, 'skill /w/.github/skills/csv/evals/eval_queries.json'],
  [
    s,
    { '/w/.github/skills/csv/evals/evals.json': '{}', '/w/.github/skills/csv/SKILL.eval.yaml': rows },
    'skill /w/.github/skills/csv/evals/evals.json',
  ],
  [s, { '/w/evals/csv/eval.yaml': 'stimuli: [{prompt: a}]\n' }, 'skill /w/evals/csv/eval.yaml'],
  [s, { '/w/.github/skills/csv/eval.yaml': 'stimuli: [{prompt: a}]\n' }, 'skill /w/.github/skills/csv/eval.yaml'],
  [s, { '/w/evals/eval.yaml': waza('other') }, 'none'],
  [s, { '/w/.github/skills/csv/evals/eval.yaml': skillUp }, 'skill /w/.github/skills/csv/evals/eval.yaml'],
  [s, { '/w/.github/skills/csv/evals/eval.yaml': skillUp, '/w/evals/csv.csv': '' }, 'folder /w/evals/csv.csv'],
  [s, { '/w/evals/eval.yaml': vally('./other') }, 'none'],
  // A sibling.
  [a, { '/w/x/p/a.eval.yaml': rows }, 'sibling /w/x/p/a.eval.yaml'],
  [a, { '/w/x/p/a.golden.csv': 'q,expected\n1,2\n' }, 'sibling /w/x/p/a.golden.csv'],
  [
    a,
    { '/w/x/p/a.eval.yaml': rows, '/w/x/p/a.tests.json': '[]' },
    'ambiguous-eval-set /w/x/p/a.eval.yaml /w/x/p/a.tests.json',
  ],
  [a, { '/w/x/p/a.eval.yaml': rows, '/w/x/p/evals/a.yaml': rows }, 'sibling /w/x/p/a.eval.yaml'],
  [s, { '/w/.github/skills/csv/SKILL.cases.jsonl': '' }, 'sibling /w/.github/skills/csv/SKILL.cases.jsonl'],
  ['/w/x/b.instructions.md', { '/w/x/b.eval.yaml': rows }, 'sibling /w/x/b.eval.yaml'],
  ['/w/x/b.prompty', { '/w/x/b.dataset.jsonl': rows }, 'sibling /w/x/b.dataset.jsonl'],
  // A folder of eval sets, the nearest first.
  [a, { '/w/x/p/a.eval/dev.jsonl': '' }, 'folder /w/x/p/a.eval/'],
  [a, { '/w/x/p/evals/a.yaml': rows }, 'folder /w/x/p/evals/a.yaml'],
  [a, { '/w/x/p/__evals__/a/cases.jsonl': '' }, 'folder /w/x/p/__evals__/a/cases.jsonl'],
  [a, { '/w/x/p/evals/a/validation.jsonl': '' }, 'folder /w/x/p/evals/a/'],
  [a, { '/w/datasets/a.csv': '' }, 'folder /w/datasets/a.csv'],
  [a, { '/w/x/tests/a.yaml': rows, '/w/evals/a.yaml': rows }, 'folder /w/x/tests/a.yaml'],
  [
    a,
    { '/w/x/tests/a.yaml': rows, '/w/x/evals/a.json': '[]' },
    'ambiguous-eval-set /w/x/evals/a.json /w/x/tests/a.yaml',
  ],
  [a, { '/evals/a.yaml': rows }, 'none'],
  [s, { '/w/evals/csv.jsonl': '' }, 'folder /w/evals/csv.jsonl'],
  [s, { '/w/evals/SKILL.jsonl': '' }, 'none'],
  // The only eval set beside the only prompt.
  [a, { '/w/x/p/cases.yaml': rows }, 'lone /w/x/p/cases.yaml'],
  [a, { '/w/x/p/cases.yaml': rows, '/w/x/p/b.prompt.md': 'b' }, 'none'],
  [a, { '/w/x/p/cases.yaml': rows, '/w/x/p/golden.csv': rows }, 'none'],
  [a, { '/w/x/p/cases.yaml': rows, '/w/x/p/story.yaml': 'template: x\ntemplate_format: handlebars\n' }, 'none'],
  [a, { '/w/x/p/cases.yaml': rows, '/w/x/p/names.yaml': 'names: [x]\n' }, 'lone /w/x/p/cases.yaml'],
  [a, { '/w/x/p/cases.yaml': rows, '/w/evals/a.yaml': rows }, 'folder /w/evals/a.yaml'],
]

for (const [path, contents, expected] of table)
  test(`${path} with ${Object.keys(contents).join(' and ') || 'nothing else'} gives ${expected}`, async () =>
    assert.equal(await pairedWith(path, contents), expected))

test('What the user chose comes before all else, and has to be there', async () => {
  const contents = { '/w/x/p/a.eval.yaml': rows, '/w/sets/a.jsonl': '', '/w/splits/dev.jsonl': '' }
  assert.equal(await pairedWith(a, contents, 'sets/a.jsonl'), 'chosen /w/sets/a.jsonl')
  assert.equal(await pairedWith(a, contents, '/w/splits/'), 'chosen /w/splits/')
  assert.equal(await pairedWith(a, contents, '../gone.yaml'), 'file-not-found')
})

test('What else stands beside a lone eval set is a prompt by its place in the workspace, wherever that is', async () => {
  const path = '/prompts/w/x/a.prompt.md'
  const files = filesOf({ [path]: '', '/prompts/w/x/cases.yaml': rows, '/prompts/w/x/notes.md': 'Not a prompt.' })
  const pairing = await pair(promptAt(path), files, '/prompts/w')
  assert.ok(pairing.ok)
  assert.equal(pairing.value.pairedBy, 'lone')
})

test('An ambiguity is told with the rule that gave it', async () => {
  const files = filesOf({ [a]: '', '/w/x/p/a.eval.yaml': '', '/w/x/p/a.eval.csv': '' })
  const pairing = await pair(promptAt(a), files, '/w')
  assert.ok(!pairing.ok)
  assert.match(
    sentenceAtTerminal(pairing.problem),
    /belong to this prompt by the sibling name: .*a\.eval\.yaml, .*a\.eval\.csv\./,
  )
})

test('Pairing never depends on the order of a listing', async () => {
  for (const [path, contents, expected] of table) {
    const entries = Object.entries({ [path]: '', ...contents })
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(entries, { minLength: entries.length }), async shuffled => {
        const pairing = await pair(promptAt(path), filesOf(Object.fromEntries(shuffled)), '/w')
        const found = pairing.ok
          ? [pairing.value.pairedBy, pairing.value.path, ...(pairing.value.problems ?? []).map(({ code }) => code)]
          : [pairing.problem.code, ...('found' in pairing.problem ? pairing.problem.found : [])]
        assert.equal(found.filter(part => part !== undefined).join(' '), expected)
      }),
      { numRuns: 10 },
    )
  }
})

test('Prompt files that share a memory list no folder twice and read no config twice', async () => {
  const contents: Record<string, string> = { '/w/promptfooconfig.yaml': config('p0/a0.prompt.md') }
  for (let index = 0; index < 2000; index++) contents[`/w/p${index % 20}/a${index}.prompt.md`] = 'Add {{q}}'
  const files = filesOf(contents)
  const memory = remember(files)
  const counts: Record<string, number> = {}
  for (const path of Object.keys(contents).filter(path => path.endsWith('.prompt.md'))) {
    const pairing = await pair(promptAt(path), files, '/w', undefined, memory)
    assert.ok(pairing.ok)
    counts[pairing.value.pairedBy] = (counts[pairing.value.pairedBy] ?? 0) + 1
  }
  assert.deepEqual(counts, { config: 1, none: 1999 })
  assert.deepEqual(files.asked, { lists: 21, reads: 1 })
})

test('Places for an eval set are named after the prompt file', () => {
  assert.equal(placesFor('/w/p/sum.prompt.yaml')[0], 'sum.eval.yaml')
  assert.equal(placesFor('/w/p/SKILL.md')[0], 'evals/evals.json')
})

for (const [by, spec] of [
  ['config', waza('csv')],
  ['skill', 'stimuli: [{prompt: a}]\n'],
] as const)
  test(`of the specs of a skill the first in Waza's order is taken, found by ${by}`, async () => {
    for (const [at, first] of wazaPaths.entries()) {
      const left = Object.fromEntries(wazaPaths.slice(at).map(path => [path, spec]))
      assert.equal(await pairedWith(s, left), `${by} ${first}`)
    }
  })
