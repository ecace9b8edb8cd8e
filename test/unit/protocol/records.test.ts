import assert from 'node:assert/strict'
import test from 'node:test'
import { belongsTo } from '../../../src/protocol/records.ts'

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
