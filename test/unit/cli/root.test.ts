import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { findRoot } from '../../../src/cli/root.ts'

for (const [what, made, from, root] of [
  ['nothing is there yet', ['repo/.git', 'repo/a'], 'repo/a', 'repo/a'],
  ['the repository has runs', ['repo/.git', 'repo/.gpo', 'repo/a/b'], 'repo/a/b', 'repo'],
  ['a nearer folder has runs', ['repo/.git', 'repo/.gpo', 'repo/a/.gpo', 'repo/a/b'], 'repo/a/b', 'repo/a'],
  ['only a folder above the repository has runs', ['.gpo', 'repo/.git', 'repo/a'], 'repo/a', 'repo/a'],
  ['there is no repository', ['.gpo', 'a'], 'a', 'a'],
] as const)
  test(`runs are kept in ${root} where ${what}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'gpo-root-'))
    for (const path of made) mkdirSync(join(folder, path), { recursive: true })
    assert.equal(findRoot(join(folder, from)), join(folder, root))
    rmSync(folder, { recursive: true })
  })
