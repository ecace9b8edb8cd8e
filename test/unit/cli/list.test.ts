import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { passingOver } from '../../../src/cli/asked/refusals.ts'
import { diskFiles } from '../../../src/disk/diskFiles.ts'
import { failure } from '../../../src/problem/outcome.ts'
import type { Problem } from '../../../src/problem/problem.ts'
import { gpo } from './gpo.ts'

let folder = ''

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gpo-list-'))
  for (const name of ['.git', 'empty', 'real']) await mkdir(join(folder, name))
  await writeFile(join(folder, 'one.prompt.md'), '---\ntools: {{x}}\n---\nSum up {{text}}.\n')
  await writeFile(join(folder, 'real/two.prompt.md'), 'Sum up {{text}}.\n')
  await writeFile(join(folder, 'utf16.prompt.md'), Buffer.from('\uFEFFSum up.', 'utf16le'))
})

after(() => rm(folder, { recursive: true }))

for (const [what, operand, status, says] of [
  ['no such folder', 'nowhere', 2, /nowhere: There is no such file\. Check the path\.$/],
  ['something below a file', 'one.prompt.md/x', 2, /There is no such file\. Check the path\.$/],
  ['a file', 'one.prompt.md', 2, /one\.prompt\.md: This is a file, and list takes a folder\. See gpo --help\.$/],
  ['an empty folder', 'empty', 0, /^no prompt files$/],
] as const)
  test(`${what}: one sentence and exit status ${status}`, async () => {
    const { status: found, out, err } = await gpo(folder, ['list', operand])
    assert.equal(found, status)
    assert.match((out + err).trim(), says)
  })

test('what cannot be read is told in its row, and all else is listed, with nothing on standard error', async () => {
  const { status, out, err } = await gpo(folder, ['list', '--json'])
  assert.deepEqual([status, err], [0, ''])
  const rows: readonly { path: string; problems: readonly string[] }[] = JSON.parse(out)
  assert.deepEqual(
    rows.map(({ path, problems }) => [path, problems.length]),
    [
      ['one.prompt.md', 0],
      ['real/two.prompt.md', 0],
      ['utf16.prompt.md', 1],
    ],
  )
})

test('a link counts where it leads to a file; pipes, devices, circles and folders behind links are not looked into', {
  skip: process.platform === 'win32' && 'a link needs rights there',
}, async t => {
  const linked = await mkdtemp(join(tmpdir(), 'gpo-links-'))
  t.after(() => rm(linked, { recursive: true }))
  await writeFile(join(linked, 'AGENTS.md'), 'Be brief.\n')
  for (const [name, target] of [
    ['CLAUDE.md', 'AGENTS.md'],
    ['device.prompt.md', '/dev/zero'],
    ['circle.prompt.md', 'circle.prompt.md'],
    ['gone.prompt.md', 'nowhere'],
    ['folder.prompt.md', '.'],
    ['up', '..'],
  ] as const)
    await symlink(target, join(linked, name))
  assert.deepEqual([...(await diskFiles.list(linked))].sort(), ['AGENTS.md', 'CLAUDE.md'])
  const { out } = await gpo(linked, ['list', '--json'])
  const rows: readonly { path: string }[] = JSON.parse(out)
  assert.deepEqual(
    rows.map(({ path }) => path),
    ['AGENTS.md', 'CLAUDE.md'],
  )
})

test('a file is read unless it is longer than asked for', async () => {
  const path = join(folder, 'real/two.prompt.md')
  const [whole, short] = [await diskFiles.read(path, 17), await diskFiles.read(path, 16)]
  assert.equal(whole.ok && whole.value.length, 17)
  assert.deepEqual(!short.ok && short.problem, { code: 'too-large', bytes: 17, most: 16, place: { path } })
})

test('what the system refuses is noted, and a folder of it counts as empty; any other trouble is thrown', async () => {
  const refused = new Map<string, Problem>()
  const locked = (path: string) => Promise.reject(Object.assign(new Error('EACCES: no'), { syscall: 'open', path }))
  const read = async (path: string) => failure({ code: 'system-refused', detail: 'EACCES: no', place: { path } })
  const files = passingOver({ read, list: locked }, refused)
  assert.equal((await files.read('/w/a.prompt.md')).ok, false)
  assert.deepEqual(await files.list('/w/locked'), [])
  assert.deepEqual(
    [...refused.values()],
    ['/w/a.prompt.md', '/w/locked'].map(path => ({ code: 'system-refused', detail: 'EACCES: no', place: { path } })),
  )
  const broken = passingOver({ ...files, read: () => Promise.reject(new TypeError('a bug')) }, refused)
  await assert.rejects(broken.read('/w/a.prompt.md'), TypeError)
})
