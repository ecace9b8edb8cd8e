import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import test from 'node:test'

const root = join(import.meta.dirname, '..')

/** Which rooms a room may import from. A name with `type` before it may be imported as types alone. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  text: [],
  models: ['text'],
  prompts: ['text'],
  evals: ['text', 'prompts', 'type models'],
  optimizer: ['text', 'type evals', 'type models'],
  journal: ['text', 'type evals', 'type models', 'type optimizer'],
  run: ['text', 'models', 'prompts', 'evals', 'optimizer', 'journal'],
  protocol: ['text', 'type models', 'type prompts', 'type evals', 'type optimizer', 'type journal', 'type run'],
  worker: ['text', 'run', 'models', 'protocol'],
  cli: ['text', 'run', 'journal', 'prompts', 'evals', 'models', 'protocol'],
  host: ['text', 'protocol', 'journal', 'prompts', 'evals'],
  webview: ['text', 'protocol'],
}

interface Import {
  readonly from: string
  readonly typesOnly: boolean
}

const files = [...sourcesUnder('src'), ...sourcesUnder('webview')]
const imports = new Map(files.map(file => [file, importsOf(readFileSync(join(root, file), 'utf8'))]))

test('there is something to check', () => assert.ok(files.length > 15))

test('every room is in the table', () =>
  assert.deepEqual(
    [...new Set(files.map(roomOf))].filter(room => !(room in mayImport)),
    [],
  ))

for (const [room, allowed] of Object.entries(mayImport)) {
  test(`${room} imports only ${allowed.join(', ') || 'nothing of ours'}`, () => {
    const broken = ours(file => roomOf(file) === room).filter(({ target, typesOnly }) => {
      const to = roomOf(target)
      return (
        to !== room &&
        target !== 'package.json' &&
        !target.startsWith('schemas/') &&
        !allowed.includes(to) &&
        !(typesOnly && allowed.includes(`type ${to}`))
      )
    })
    assert.deepEqual(broken.map(said), [])
  })
}

test('imports stay inside src and webview, but for the manifest, schemas and styles', () => {
  const outside = ours(() => true).filter(
    ({ target }) => !files.includes(target) && !/^package\.json$|^schemas\/|\.css$/.test(target),
  )
  assert.deepEqual(outside.map(said), [])
})

test('only host imports vscode', () => {
  const others = files.filter(file => roomOf(file) !== 'host' && packagesOf(file).includes('vscode'))
  assert.deepEqual(others, [])
})

test('nothing that a browser lacks reaches the webview', () => {
  const reached = new Set<string>()
  const visit = (file: string): void => {
    if (reached.has(file) || !files.includes(file)) return
    reached.add(file)
    for (const { target, typesOnly } of ours(from => from === file)) if (!typesOnly) visit(target)
  }
  for (const file of files) if (roomOf(file) === 'webview') visit(file)
  assert.deepEqual(
    [...reached].filter(file => packagesOf(file).some(name => name.startsWith('node:'))),
    [],
  )
})

test('the optimizer has no clock, no chance, no files and no network', () => {
  const impure = /\bDate\b|\bMath\.random\b|\bperformance\b|\bfetch\(|\bsetTimeout\b|\bprocess\.|from 'node:/
  const found = files
    .filter(file => roomOf(file) === 'optimizer')
    .flatMap(file => {
      const match = impure.exec(withoutComments(readFileSync(join(root, file), 'utf8')))
      return match ? [`${file}: ${match[0]}`] : []
    })
  assert.deepEqual(found, [])
})

test('no file imports itself, however far round', () => {
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    if (done.has(file) || path.includes(file)) return
    for (const { target } of ours(from => from === file)) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  assert.deepEqual(cycles, [])
})

test('no file is longer than 400 lines', () => {
  const lines = (file: string) => readFileSync(join(root, file), 'utf8').split('\n').length - 1
  assert.deepEqual(
    files.filter(file => lines(file) > 400),
    [],
  )
})

test('no file is called after nothing', () => {
  assert.deepEqual(
    files.filter(file => /(^|\/)(utils?|common|helpers?|misc)(\.|\/)/i.test(file)),
    [],
  )
})

test('no index file passes on what others export', () => {
  assert.deepEqual(
    files.filter(file => /(^|\/)index\.ts$/.test(file)),
    [],
  )
})

test('the reader of imports sees each way of importing', () => {
  const source = `import a from './a.ts'
import type { B } from './b.ts'
import { type C, type D } from './c.ts'
import { type E, f } from './d.ts'
import {
  g,
} from './e.ts'
import './f.css'
export { h } from './g.ts'
export type { I } from './h.ts'
const j = await import('./i.ts')
const k = "import l from './no.ts'"
// import m from './no.ts'
type N = import('./j.ts').N
`
  assert.deepEqual(
    importsOf(source).map(({ from, typesOnly }) => (typesOnly ? `type ${from}` : from)),
    [
      './a.ts',
      'type ./b.ts',
      'type ./c.ts',
      './d.ts',
      './e.ts',
      './f.css',
      './g.ts',
      'type ./h.ts',
      './i.ts',
      './j.ts',
    ],
  )
})

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

function roomOf(file: string): string {
  return /^src\/([^/]+)\//.exec(file)?.[1] ?? file.split('/')[0] ?? file
}

/** The imports of our own files, with where they lead, from the files that `wanted` chooses. */
function ours(wanted: (file: string) => boolean) {
  return files.filter(wanted).flatMap(file =>
    (imports.get(file) ?? [])
      .filter(({ from }) => from.startsWith('.'))
      .map(({ from, typesOnly }) => ({
        file,
        target: relative(root, join(root, dirname(file), from))
          .split(sep)
          .join('/'),
        typesOnly,
      })),
  )
}

function packagesOf(file: string): readonly string[] {
  return (imports.get(file) ?? []).map(({ from }) => from).filter(from => !from.startsWith('.'))
}

function said({ file, target }: { readonly file: string; readonly target: string }): string {
  return `${file} imports ${target}`
}

/** Reads statements at the start of a line, and `import(...)` anywhere outside of strings, as the formatter writes them. */
function importsOf(source: string): readonly Import[] {
  const text = withoutComments(source)
  const statements = /^(?:import|export)\s+(type\s+)?(?:([^'"`;=]*?)\s*from\s+)?'([^']+)'/gm
  const calls = /\bimport\(\s*'([^']+)'\s*\)/g
  return [
    ...Array.from(text.matchAll(statements), match => ({
      from: match[3] ?? '',
      typesOnly: match[1] !== undefined || namesTypesAlone(match[2] ?? ''),
    })),
    ...Array.from(text.matchAll(calls), match => ({ from: match[1] ?? '', typesOnly: false })),
  ]
}

/** Whether each name in the braces has `type` before it. Such a statement still loads the module, unless types are all it names. */
function namesTypesAlone(clause: string): boolean {
  const names = /^\{([^}]*)\}$/
    .exec(clause.trim())?.[1]
    ?.split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
  return names !== undefined && names.length > 0 && names.every(name => name.startsWith('type '))
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}
