import assert from 'node:assert/strict'
import test from 'node:test'
import { findPromptFiles } from '../../../src/prompts/discover.ts'
import type { Files } from '../../../src/prompts/promptFile.ts'

const folders: Readonly<Record<string, readonly string[]>> = {
  '/w': ['src/', 'b.prompt.md', '.git/', 'node_modules/', '.gpo/', '.github/', 'a.prompt.yml', 'prompt.md'],
  '/w/src': ['c.prompt.yaml', 'd.prompt.txt', 'empty.prompt.md/'],
  '/w/src/empty.prompt.md': [],
  '/w/.github': ['prompts/'],
  '/w/.github/prompts': ['e.prompt.md'],
}

/** Fails on a folder that nobody should look into. */
const files: Files = {
  read: path => assert.fail(`${path} is read`),
  list: folder => Promise.resolve(folders[folder] ?? assert.fail(`${folder} is listed`)),
}

for (const root of ['/w', '/w/'])
  test(`the prompt files below ${root} are found in a fixed order`, async () => {
    const found: string[] = []
    for await (const path of findPromptFiles(root, files)) found.push(path)
    assert.deepEqual(found, [
      '/w/a.prompt.yml',
      '/w/b.prompt.md',
      '/w/.github/prompts/e.prompt.md',
      '/w/src/c.prompt.yaml',
    ])
  })
