import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { diskFiles } from '../../../../src/disk/diskFiles.ts'
import { readFolder } from '../../../../src/evals/importing/folder.ts'
import type { Files } from '../../../../src/prompts/promptFile.ts'
import { filesOf } from '../files.ts'

const most = 64 * 2 ** 20

function folderWith(t: TestContext, contents: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-folder-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content)
  return folder
}

test('a folder of inputs leaves out what is hidden, no text, or more than an input can be', async t => {
  const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(10_000)])
  const cut = Buffer.from('ä'.repeat(5000))
  const folder = folderWith(t, { 'b.txt': 'two', 'a.txt': 'one', '.key': 'k', 'c.jpg': picture, 'd.txt': cut })
  for (const [name, size] of [
    ['e.mp4', 2 ** 31],
    ['f.bin', 2_000_000],
  ] as const) {
    writeFileSync(join(folder, name), '')
    truncateSync(join(folder, name), size)
  }
  const read = await readFolder(folder, diskFiles, most)
  assert.ok(read.ok)
  assert.deepEqual(read.value.unread, ['c.jpg', 'e.mp4', 'f.bin'])
  assert.deepEqual(
    read.value.rows.map(({ cells }) => [cells.id, cells.input]),
    [
      ['a.txt', 'one'],
      ['b.txt', 'two'],
      ['d.txt', cut.toString()],
    ],
  )
})

test('a folder of more files than are imported at once is refused before any is opened', async () => {
  const files = filesOf({})
  const many: Files = { read: files.read, list: async () => Array.from({ length: 10_001 }, (_, at) => `${at}.txt`) }
  const read = await readFolder('/inputs', many, most)
  assert.ok(!read.ok && read.problem.code === 'too-much-to-import' && read.problem.of === 'file')
  assert.equal(files.asked.reads, 0)
})

test('of a large file that is no text only the first block is read', async t => {
  const folder = folderWith(t, { 'a.txt': 'one' })
  const film = join(folder, 'film.mp4')
  writeFileSync(film, Buffer.from([0x47, 0x40, 0x11, 0x10, 0xff]))
  truncateSync(film, 60 * 2 ** 20)
  const before = process.memoryUsage().arrayBuffers
  for (let at = 0; at < 50; at++) {
    const read = await diskFiles.read(film, undefined, 'text')
    assert.ok(!read.ok && read.problem.code === 'not-utf8')
  }
  assert.ok(process.memoryUsage().arrayBuffers - before < 2 ** 20)
  const bytes = await diskFiles.read(film)
  assert.ok(bytes.ok && bytes.value.length === 60 * 2 ** 20)
})
