import assert from 'node:assert/strict'
import test from 'node:test'
import { belongsTo, readRequest } from '../../../src/report/records.ts'
import { request } from '../host/requests.ts'
import { settingsWith } from '../run/inProcess.ts'

const prompt = (path: string) => ({ path, target: 'body', source: '' })

for (const [said, folder, path, expected] of [
  ['in the folder itself', '/w', '/w/a.prompt.md', true],
  ['further down', '/w', '/w/prompts/a.prompt.md', true],
  ['elsewhere', '/w', '/home/me/CLAUDE.md', false],
  ['in a folder that only begins alike', '/w', '/w2/a.prompt.md', false],
  ['on a way up', '/w', '/w/../home/me/CLAUDE.md', false],
  ['in a folder that the journal names and does not lie in', '/home/me', '/home/me/CLAUDE.md', false],
] as const)
  test(`a run of a prompt ${said} ${expected ? 'belongs' : 'does not belong'} to the folder of its journal`, () =>
    assert.equal(belongsTo('/w', { folder, prompt: prompt(path) }), expected))

const recorded = (changes: object) => ({ ...request(10), settings: { ...settingsWith({}), ...changes } })

for (const [what, changes] of [
  ['as package.json has them', {}],
  ['without repeats and parts', { repeats: undefined, variant: undefined }],
  ['with every cap', { caps: { calls: 10, tokens: 1000, usd: 0.5, minutes: 1.5 } }],
  ['with parts', { variant: { scores: false, reflection: true, momentum: 'summary', memory: 3, walk: 'beam' } }],
  ['with texts of the user', { metaPrompt: { path: 'own.md', source: '# Update' } }],
] as const)
  test(`settings ${what} are read from a journal`, () => {
    const raw = JSON.parse(JSON.stringify(recorded(changes)))
    assert.deepEqual(readRequest(raw), raw)
  })

for (const changes of [
  ...['strategy', 'paper', 'evaluation', 'steps', 'epochs', 'batchSize', 'candidates', 'seed', 'concurrency']
    .concat('allowCode', 'repeats', 'caps', 'task', 'optimizer', 'variant', 'metaPrompt')
    .flatMap(field => ['a', null, [], -1].map(value => ({ [field]: value }))),
  { steps: 1.5 },
  { candidates: 1_000_000 },
  { concurrency: 0 },
  { strategy: 'toString' },
  { evaluation: undefined },
  { caps: { calls: 'many' } },
  { caps: { usd: null } },
  { task: { temperature: 0 } },
  { optimizer: { temperature: 9, maxTokens: 10 } },
  { variant: { momentum: 'strategy' } },
  { variant: { scores: 'on' } },
  { variant: { memory: 0 } },
  { variant: { unheardOf: true } },
  { metaPrompt: { path: 'own.md' } },
])
  test(`a journal with settings of ${JSON.stringify(changes)} is not taken for a run`, () =>
    assert.equal(readRequest(recorded(changes)), undefined))
