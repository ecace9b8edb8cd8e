import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import test from 'node:test'
import { promisify } from 'node:util'
import JSZip from 'jszip'
import { pack } from '../scripts/package.ts'
import { picturesAddress, vsixPath } from './editor/places.ts'

const zip = await JSZip.loadAsync(await readFile(vsixPath))
const packed = Object.values(zip.files).flatMap(({ name, dir }) => (dir ? [] : [name]))
const inside = packed.flatMap(name => (name.startsWith('extension/') ? [name.slice('extension/'.length)] : [])).sort()

/** What is in every package; the rest is what the manifest names. */
const always = [
  'LICENSE.txt',
  'changelog.md',
  'dist/cli.cjs',
  'dist/code.cjs',
  'dist/extension.cjs',
  'dist/webview.css',
  'dist/webview.js',
  'dist/worker.cjs',
  // What "Open an Example" puts into a folder.
  'examples/prompts/count-objects.eval.jsonl',
  'examples/prompts/count-objects.prompt.md',
  'package.json',
  'readme.md',
]

/** What the extension loads when it is first needed. */
const isPart = (path: string): boolean => /^dist\/parts\/[\w-]+\.cjs$/.test(path)
const modules = inside.filter(path => path === 'dist/extension.cjs' || isPart(path))
const sourceOf = async (path: string): Promise<string> => (await zip.file(`extension/${path}`)?.async('string')) ?? ''

test('the package holds what an installed extension needs and nothing else', async () => {
  const manifest: unknown = JSON.parse(await readFile(join(import.meta.dirname, '../package.json'), 'utf8'))
  const named = new Set(pathsIn(manifest))
  assert.ok(named.has('dist/extension.cjs'))
  assert.deepEqual(
    inside.filter(path => !isPart(path)),
    [...new Set([...always, ...named])].sort(),
  )
})

test('the package holds every part that the extension or another part of it loads', async () => {
  const loaded = new Set<string>()
  for (const path of modules)
    for (const [, named = ''] of (await sourceOf(path)).matchAll(/\brequire\("(\.[^"]+)"\)/g))
      loaded.add(posix.join(posix.dirname(path), named))
  assert.deepEqual([...loaded].sort(), modules.filter(isPart))
})

test('the extension and its parts run in strict mode', async () => {
  for (const path of modules) assert.match(await sourceOf(path), /^"use strict";/, path)
})

test('the package is under 3 MB', async () => {
  assert.ok((await stat(vsixPath)).size < 3_000_000)
})

test('the packed command line starts without the project around it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gpo-packed-'))
  try {
    const cli = zip.file('extension/dist/cli.cjs')
    assert.ok(cli)
    await writeFile(join(folder, 'cli.cjs'), await cli.async('nodebuffer'))
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'cli.cjs'), '--help'])
    assert.match(stdout, /gpo optimize/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

const picturesOf = (readme = '') => [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, source]) => source)

test('the pictures of the README are named where the project’s files are, as VS Code shows no others', async () => {
  const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8')
  const named = picturesOf(readme)
  assert.equal(named.length, 3)
  assert.deepEqual(
    picturesOf(await zip.file('extension/readme.md')?.async('string')),
    named.map(path => `${picturesAddress}/${path}`),
  )
})

test('without such an address they are left out, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gpo-packed-'))
  try {
    const file = join(folder, 'plain.vsix')
    assert.equal(await pack(file), 0)
    const plain =
      (await (await JSZip.loadAsync(await readFile(file))).file('extension/readme.md')?.async('string')) ?? ''
    const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8')
    const lines = readme.split('\n').filter(line => line !== '' && !line.startsWith('!['))
    assert.deepEqual(
      plain.split('\n').filter(line => line !== ''),
      lines,
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})

/** Strings that look like paths of the project: what starts with `./`, and the icon. */
function* pathsIn(value: unknown, key = ''): Generator<string> {
  if (typeof value === 'string') {
    if (value.startsWith('./')) yield value.slice(2)
    else if (key === 'icon' && /\.(png|svg)$/.test(value)) yield value
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* pathsIn(item, name)
  }
}
