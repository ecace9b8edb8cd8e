import assert from 'node:assert/strict'
import test from 'node:test'
import { failure, type Outcome, success } from '../../../src/problem/outcome.ts'
import { declared } from '../../../src/settings/declared.ts'
import { withMetaPrompt } from '../../../src/settings/ownTexts.ts'
import { readSettings } from '../../../src/settings/readSettings.ts'

const files: Readonly<Record<string, Uint8Array>> = {
  '/w/own.txt': new TextEncoder().encode('[task]\nBe kind.\n'),
  '/w/latin1.txt': Uint8Array.from([0x66, 0xfc, 0x72]),
}

async function readFile(path: string): Promise<Outcome<Uint8Array>> {
  const bytes = files[path]
  return bytes === undefined ? failure({ code: 'file-not-found', place: { path } }) : success(bytes)
}

async function read(named: string) {
  const settings = readSettings(name => (name === 'metaPrompt' ? named : declared(name).default))
  assert.ok(settings.ok)
  return withMetaPrompt(settings.value, { resolve: name => `/w/${name}`, read: readFile })
}

test('a file of texts goes with the settings of the run', async () => {
  const run = await read('own.txt')
  assert.ok(run.ok)
  assert.deepEqual(run.value.metaPrompt, { path: '/w/own.txt', source: '[task]\nBe kind.\n' })
})

test('without such a file the settings stay as they are', async () => {
  const run = await read('')
  assert.ok(run.ok)
  assert.equal(run.value.metaPrompt, undefined)
})

for (const [what, named, code] of [
  ['is not there', 'none.txt', 'file-not-found'],
  ['is not UTF-8', 'latin1.txt', 'not-utf8'],
] as const)
  test(`a file of texts that ${what} is told as such`, async () => {
    const run = await read(named)
    assert.deepEqual(run, { ok: false, problem: { code, place: { path: `/w/${named}` } } })
  })
