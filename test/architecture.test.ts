import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import test from 'node:test'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** What a room may import: rooms, single files, and after `type` rooms of which it may take types alone. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  text: [],
  problem: ['text'],
  disk: ['problem', 'type prompts'],
  models: ['problem', 'text'],
  prompts: ['problem', 'text', 'evals/evalSetPlaces'],
  evals: ['problem', 'text', 'prompts', 'type models'],
  skills: ['problem', 'text', 'prompts', 'evals', 'type models'],
  optimizer: ['problem', 'text', 'type evals', 'type models'],
  settings: ['problem', 'text', 'skills', 'models/address', 'type protocol'],
  journal: ['problem', 'text', 'disk', 'models/roles', 'type evals', 'type models', 'type optimizer'],
  run: ['problem', 'text', 'models', 'prompts', 'evals', 'skills', 'optimizer', 'journal', 'settings'],
  report: [
    'problem',
    'text',
    'disk',
    'journal',
    'settings',
    'evals',
    'skills',
    'models/roles',
    'review',
    'type run',
    'type protocol',
  ],
  review: ['problem', 'text', 'prompts', 'type report', 'type protocol'],
  protocol: [
    'problem',
    'text',
    'type models',
    'type prompts',
    'type evals',
    'type skills',
    'type optimizer',
    'type journal',
    'type run',
  ],
  worker: ['problem', 'evals/reading/loadEvalSet', 'run', 'models', 'protocol'],
  cli: ['problem', 'text', 'disk', 'run', 'report', 'settings', 'journal', 'prompts', 'evals', 'skills', 'models'],
  host: [
    ...['problem', 'text', 'disk', 'protocol', 'report', 'review', 'settings', 'journal', 'prompts', 'evals', 'skills'],
    ...[
      'models/roles',
      'models/address',
      'models/editorModel',
      'models/layers/limiter',
      'models/offeredTool',
      'models/command/readRunner',
      'optimizer/stepRequests',
      'optimizer/strategies',
    ],
  ],
  webview: ['problem', 'text', 'protocol', 'report', 'review', 'models/roles'],
}

/** What a room needs from outside: packages, and the modules of Node. */
const packages: Readonly<Record<string, string>> = {
  problem: '',
  text: 'diff node:crypto',
  disk: 'node:child_process node:fs node:path node:timers/promises',
  settings: '',
  skills: '',
  report: '',
  review: '',
  models: 'node:child_process node:crypto node:fs node:http node:os node:path node:timers/promises openai',
  prompts: 'ignore yaml',
  evals: 'ajv ajv-formats csv-parse csv-parse/sync fastest-levenshtein js-rouge node:crypto node:util node:vm yaml',
  optimizer: '',
  journal: 'node:crypto node:fs node:fs/promises node:os node:path',
  run: 'node:child_process node:path node:timers/promises node:vm',
  protocol: '',
  worker: 'node:worker_threads',
  cli: 'node:events node:fs node:fs/promises node:os node:path node:util',
  host: 'fastest-levenshtein node:crypto node:fs/promises node:os node:path node:worker_threads vscode',
  webview: '@vscode/webview-ui-toolkit uplot uplot/dist/uPlot.min.css',
}

interface Import {
  /** The path of a file of ours, else the name of a package. */
  readonly target: string
  readonly isOurs: boolean
  readonly typesOnly: boolean
}

const files = [...sourcesUnder('src'), ...sourcesUnder('webview')]
const imports = await importsOfAll()

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
        !allowed.some(one => target === `src/${one}.ts`) &&
        !(typesOnly && allowed.includes(`type ${to}`))
      )
    })
    assert.deepEqual(broken.map(said), [])
  })

  test(`${room} needs ${packages[room] || 'nothing from outside'}`, () => {
    const used = new Set(files.filter(file => roomOf(file) === room).flatMap(packagesOf))
    assert.equal([...used].sort().join(' '), packages[room])
  })
}

test('imports stay inside src and webview, but for the manifest, schemas and styles', () => {
  const outside = ours(() => true).filter(
    ({ target }) => !files.includes(target) && !/^package\.json$|^schemas\/|\.css$/.test(target),
  )
  assert.deepEqual(outside.map(said), [])
})

/** Ways past an import: modules by a name that is made up at run time, and programs that are started. */
const detour =
  /\b(?:require|createRequire|getBuiltinModule|importScripts)\b|\beval\(|\bnew (?:Function|Worker)\(|\bfork\(|\bimport\((?!')/g

test('code is loaded by imports that can be read here, but for the worker and the code of eval sets', () => {
  const found = files.flatMap(file =>
    Array.from(withoutComments(sourceOf(file)).matchAll(detour), ([way]) => `${file}: ${way}`),
  )
  assert.deepEqual(found, [
    'src/host/models/inWorker.ts: new Worker(',
    'src/host/prompts/loadLarge.ts: new Worker(',
    'src/host/records/askRecorded.ts: new Worker(',
    'src/host/runs/workerRun.ts: new Worker(',
    'src/host/skills/routingRun.ts: new Worker(',
    'src/run/binding/codeRunner.ts: fork(',
  ])
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
  const impure =
    /\bDate\b|\bMath\.random\b|\bcrypto\b|\bperformance\b|\bfetch\b|\bset(?:Timeout|Interval|Immediate)\b|\bprocess\b|\bglobalThis\b/
  const found = files
    .filter(file => roomOf(file) === 'optimizer')
    .flatMap(file => {
      const match = impure.exec(withoutComments(sourceOf(file)))
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
  const lines = (file: string) => sourceOf(file).split('\n').length - 1
  assert.deepEqual(
    files.filter(file => lines(file) > 400),
    [],
  )
})

test('at most 14 files stand side by side', () => {
  const beside = grouped(files, dirname)
  assert.deepEqual(
    [...beside].filter(([, held]) => held.length > 14).map(([folder, held]) => `${folder}: ${held.length}`),
    [],
  )
})

/** The programs' entries, each called so in its room. */
const entries = ['main.ts']

test('no two files bear one name', () => {
  const named = grouped(files, file => basename(file))
  assert.deepEqual(
    [...named].filter(([name, bearers]) => bearers.length > 1 && !entries.includes(name)).map(([, bearers]) => bearers),
    [],
  )
})

test('no two files export one name', () => {
  const exported = files.flatMap(file => exportsOf(sourceOf(file)).map(name => ({ name, file })))
  const homes = grouped(exported, ({ name }) => name)
  assert.deepEqual(
    [...homes].filter(([, uses]) => uses.length > 1).map(([name, uses]) => `${name}: ${uses.map(({ file }) => file)}`),
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
import {
  g,
} from './d.ts'
import './e.css'
const glob = '**/*.md'
export { h } from "./f.ts"
export type { I } from './g.ts'
export * from './h.ts'
const j = await import('./i.ts')
const k = "import l from './no.ts'"
// import m from './no.ts'
/* import m from './no.ts' */
type N = import('./j.ts').N
`
  assert.deepEqual(
    namedIn(source),
    ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.css', 'f.ts', 'g.ts', 'h.ts', 'i.ts', 'j.ts'].map(name => `./${name}`),
  )
})

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

function sourceOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function roomOf(file: string): string {
  return /^src\/([^/]+)\//.exec(file)?.[1] ?? file.split('/')[0] ?? file
}

/** What is loaded when the program runs, as the bundler sees it; and, read from the source, what is named as a type alone. */
async function importsOfAll(): Promise<ReadonlyMap<string, readonly Import[]>> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: files,
    bundle: true,
    splitting: true,
    format: 'esm',
    packages: 'external',
    outdir: 'dist',
    write: false,
    metafile: true,
    logLevel: 'error',
  })
  return new Map(
    files.map(file => {
      const loaded = (metafile.inputs[file]?.imports ?? []).map(({ path, external = false }) => ({
        target: path,
        isOurs: !external,
        typesOnly: false,
      }))
      const types = namedIn(sourceOf(file)).map(from => ({
        target: from.startsWith('.')
          ? relative(root, join(root, dirname(file), from))
              .split(sep)
              .join('/')
          : from,
        isOurs: from.startsWith('.'),
        typesOnly: true,
      }))
      return [file, [...loaded, ...types.filter(({ target }) => !loaded.some(other => other.target === target))]]
    }),
  )
}

/** The imports of our own files, from the files that `wanted` chooses. */
function ours(wanted: (file: string) => boolean) {
  return files
    .filter(wanted)
    .flatMap(file => (imports.get(file) ?? []).filter(({ isOurs }) => isOurs).map(found => ({ file, ...found })))
}

function packagesOf(file: string): readonly string[] {
  return (imports.get(file) ?? []).flatMap(({ target, isOurs }) => (isOurs ? [] : [target]))
}

function said({ file, target }: { readonly file: string; readonly target: string }): string {
  return `${file} imports ${target}`
}

/** The modules that a source names, in statements at the start of a line and in `import(...)`. */
function namedIn(source: string): readonly string[] {
  const text = withoutComments(source)
  const statements = /^(?:import|export)\s+(?:[^'"`;=]*?\s*from\s+)?['"]([^'"]+)['"]|\bimport\(\s*'([^']+)'\s*\)/gm
  return Array.from(text.matchAll(statements), match => match[1] ?? match[2] ?? '')
}

function grouped<T>(things: readonly T[], by: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) groups.set(by(thing), [...(groups.get(by(thing)) ?? []), thing])
  return groups
}

/** The names that a source declares and exports, each once however often it is overloaded. */
function exportsOf(source: string): readonly string[] {
  const declared = /^export (?:async )?(?:const|function\*?|class|interface|type|enum) (\w+)/gm
  return [...new Set(Array.from(source.matchAll(declared), ([, name = '']) => name))]
}

/** Strings are left alone: a glob such as `**\/*.md` looks like the beginning of a comment. */
function withoutComments(source: string): string {
  return source.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/.*/g, found =>
    found.startsWith('/') ? '' : found,
  )
}
