import assert from 'node:assert/strict'
import test from 'node:test'
import { movedBy } from '../../../src/host/editor/moved.ts'

const moved = movedBy([
  { from: '/w/a.prompt.md', to: '/w/b.prompt.md' },
  { from: '/w/prompts', to: '/w/kept/prompts' },
])

for (const [name, path, to] of [
  ['a renamed file', '/w/a.prompt.md', '/w/b.prompt.md'],
  ['a file in a renamed folder', '/w/prompts/deep/c.prompt.md', '/w/kept/prompts/deep/c.prompt.md'],
  ['a file whose name only begins alike', '/w/prompts.prompt.md', undefined],
  ['another file', '/w/d.prompt.md', undefined],
] as const)
  test(`${name} stands at ${to ?? 'its old place'}`, () => assert.equal(moved(path), to))
