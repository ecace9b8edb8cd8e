import assert from 'node:assert/strict'
import test from 'node:test'
import { failure, success } from '../../../src/problem/outcome.ts'
import { findPromptFiles, promptGlob, textsNamedBy } from '../../../src/prompts/finding/discover.ts'
import { gitIgnoreAt } from '../../../src/prompts/finding/gitIgnore.ts'
import { promptGlobs, promptNames, withoutBraces } from '../../../src/prompts/finding/globs.ts'
import type { Files } from '../../../src/prompts/promptFile.ts'
import { formatOf, formats } from '../../../src/prompts/readPromptFile.ts'
import { encodeUtf8 } from '../../../src/text/utf8.ts'
import { found } from './corpusExpected.ts'

/** A disk of these files, which fails on a folder nobody should look into and a file nobody should read. */
function disk(folders: Readonly<Record<string, readonly string[]>>, sources: Readonly<Record<string, string>>): Files {
  return {
    read: path => Promise.resolve(success(encodeUtf8(sources[path] ?? assert.fail(`${path} is read`)))),
    list: folder => Promise.resolve(folders[folder] ?? assert.fail(`${folder} is listed`)),
  }
}

async function pathsIn(root: string, files: Files): Promise<string[]> {
  const paths: string[] = []
  for await (const path of findPromptFiles(root, files)) paths.push(path)
  return paths
}

for (const root of ['/w', '/w/'])
  test(`the prompt files below ${root} are found in a fixed order, and of data files only those that no other program reads are looked into`, async () => {
    const files = disk(
      {
        '/w': [
          'src/',
          'b.prompt.md',
          '.git/',
          'node_modules/',
          '.gpo/',
          '.github/',
          'a.prompt.yml',
          'prompt.md',
          'x.yaml',
        ],
        '/w/src': ['c.prompt.yaml', 'd.prompt.txt', 'empty.prompt.md/', 'e.prompty', 'package.json', 'tsconfig.json'],
        '/w/src/empty.prompt.md': [],
        '/w/.github': ['prompts/', 'agents/'],
        '/w/.github/prompts': ['e.prompt.md'],
        '/w/.github/agents': ['README.md', 'planner.md'],
      },
      { '/w/x.yaml': 'a: 1\n' },
    )
    assert.deepEqual(await pathsIn(root, files), [
      '/w/a.prompt.yml',
      '/w/b.prompt.md',
      '/w/.github/agents/planner.md',
      '/w/.github/prompts/e.prompt.md',
      '/w/src/c.prompt.yaml',
      '/w/src/e.prompty',
    ])
  })

test('a data file in a folder of prompts is read, and is a prompt only by what it holds', async () => {
  const files = disk(
    { '/w': ['.git/', 'prompts/'], '/w/prompts': ['a.json', 'a.eval.json', 'b.yaml', 'c.schema.json'] },
    { '/w/prompts/a.json': '{"_type": "prompt", "template": "x {y}"}', '/w/prompts/b.yaml': 'a: 1\n' },
  )
  assert.deepEqual(await pathsIn('/w', files), ['/w/prompts/a.json'])
})

test('a folder called prompts counts where it is listed or stands below, and not above what is listed', async () => {
  const above = disk({ '/prompts/w': ['.git/', 'a.txt', 'a.eval.csv', 'b.json'] }, { '/prompts/w/b.json': '{}' })
  assert.deepEqual(await pathsIn('/prompts/w', above), [])
  const listed = disk({ '/w/prompts': ['.git/', 'a.txt', 'a.eval.csv'] }, {})
  assert.deepEqual(await pathsIn('/w/prompts', listed), ['/w/prompts/a.txt'])
})

test('a data file that is longer than any prompt is not read, but a config is: it may hold any number of cases', async () => {
  const asked: (readonly [string, number | undefined])[] = []
  const files = disk(
    { '/w': ['.git/', 'prompts.json', 'promptfooconfig.yaml'] },
    { '/w/promptfooconfig.yaml': 'prompts: [Say it.]\ntests: []\n' },
  )
  const bounded: Files = {
    ...files,
    read: (path, most) => {
      asked.push([path, most])
      return most === undefined
        ? files.read(path)
        : Promise.resolve(failure({ code: 'too-large', bytes: most + 1, most }))
    },
  }
  assert.deepEqual(await pathsIn('/w', bounded), ['/w/promptfooconfig.yaml'])
  assert.deepEqual(asked, [
    ['/w/promptfooconfig.yaml', undefined],
    ['/w/prompts.json', 1_000_000],
  ])
})

test('a text in a folder of prompts is found with an eval set beside it, unread', async () => {
  const files = disk(
    {
      '/w': ['.git/', 'prompts/'],
      '/w/prompts': [
        'README.md',
        'README.eval.csv',
        'a.txt',
        'a.evals.jsonl',
        'b.txt',
        'c.md',
        'd.j2',
        'd.eval/',
        'tests/',
      ],
      '/w/prompts/d.eval': ['train.jsonl'],
      '/w/prompts/tests': ['c.csv', 'b.md'],
    },
    {},
  )
  assert.deepEqual(await pathsIn('/w', files), ['/w/prompts/a.txt', '/w/prompts/c.md', '/w/prompts/d.j2'])
})

test('a config that holds no text itself leads to those that it names', async () => {
  const files = disk(
    { '/w': ['prompts/', 'promptfooconfig.yaml'], '/w/prompts': ['a.txt', 'b.txt', 'notes.md'] },
    {
      '/w/promptfooconfig.yaml': 'prompts: [file://prompts/*.txt, file://prompts/a.txt]\nproviders: [openai:x]\n',
      '/w/prompts/a.txt': 'Say {{x}}.',
      '/w/prompts/b.txt': 'Tell {{x}}.',
    },
  )
  assert.deepEqual(await textsNamedBy('/w/promptfooconfig.yaml', files), ['/w/prompts/a.txt', '/w/prompts/b.txt'])
})

test('what a promptfoo config names is found after all else, once, whatever it is called', async () => {
  const files = disk(
    {
      '/w': ['.git/', 'evals/', 'texts/'],
      '/w/evals': ['promptfooconfig.yaml'],
      '/w/evals/chats': ['b.json', 'a.json', 'c.csv'],
      '/w/texts': ['one.txt', 'two.txt'],
    },
    {
      '/w/evals/promptfooconfig.yaml':
        'prompts: [file://../texts/one.txt, ./chats/*.json, exec:run.sh, gone/*.txt, "Say {{x}}", file://../texts/one.txt]\ntests: []\n',
      '/w/texts/one.txt': 'Sum up {{x}}.',
      '/w/evals/chats/a.json': '[{"role": "user", "content": "Hi {{x}}"}]',
      '/w/evals/chats/b.json': '{}',
    },
  )
  const listing = {
    ...files,
    list: (folder: string) => (folder === '/w/evals/gone' ? Promise.resolve([]) : files.list(folder)),
  }
  assert.deepEqual(await pathsIn('/w', listing), [
    '/w/evals/promptfooconfig.yaml',
    '/w/texts/one.txt',
    '/w/evals/chats/a.json',
  ])
})

test('what .gitignore files name is passed over, the deepest file having the last word', async () => {
  const files = disk(
    {
      '/w': ['.git/', '.gitignore', 'out/', 'kept.prompt.md', 'draft.prompt.md', 'sub/'],
      '/w/sub': ['.gitignore', 'draft.prompt.md', 'local.prompt.md', 'deep/'],
      '/w/sub/deep': ['local.prompt.md', 'other.prompt.md'],
    },
    { '/w/.gitignore': '# ours\r\nout/\r\ndraft.*\r\n', '/w/sub/.gitignore': '!draft.prompt.md\n/local.prompt.md\n' },
  )
  assert.deepEqual(await pathsIn('/w', files), [
    '/w/kept.prompt.md',
    '/w/sub/draft.prompt.md',
    '/w/sub/deep/local.prompt.md',
    '/w/sub/deep/other.prompt.md',
  ])
})

test('nothing in a folder that is passed over is called back by a file within', async () => {
  const files = disk({}, { '/w/.gitignore': 'out/\n', '/w/out/.gitignore': '!a.prompt.md\n' })
  const root = await gitIgnoreAt('/w', ['.git/', '.gitignore', 'out/'], files)
  const out = await root.below('/w/out', ['.gitignore', 'a.prompt.md'], files)
  assert(out.ignores('/w/out/a.prompt.md'))
})

test('a folder within a repository keeps to the files around it', async () => {
  const files = disk(
    {
      '/w': ['.git/', '.gitignore', 'a/'],
      '/w/a': ['b/'],
      '/w/a/b': ['one.prompt.md', 'two.prompt.md'],
    },
    { '/w/.gitignore': '/a/b/one.prompt.md\n' },
  )
  assert.deepEqual(await pathsIn('/w/a/b', files), ['/w/a/b/two.prompt.md'])
})

test('outside of a repository nothing above the folder counts', async () => {
  const files = disk({ '/': ['.gitignore', 'w/'], '/w': ['one.prompt.md'] }, {})
  assert.deepEqual(await pathsIn('/w', files), ['/w/one.prompt.md'])
})

test('the globs have every format, and find what is found by its path', () => {
  assert.deepEqual(Object.keys(promptGlobs).toSorted(), Object.keys(formats).toSorted())
  const patterns = Object.values(promptGlobs).flat().map(asPattern)
  for (const [path] of found) {
    if (formatOf(path) === undefined) continue
    assert(
      patterns.some(pattern => pattern.test(`/${path}`)),
      path,
    )
  }
  assert.match(promptGlob, /^\{[^{}]+\}$/)
})

test('a glob with braces is written as those that it stands for', () => {
  for (const [glob, globs] of [
    ['**/out', ['**/out']],
    ['**/{out,dist}/**', ['**/out/**', '**/dist/**']],
    ['{a,b}/*.{c,d}', ['a/*.c', 'a/*.d', 'b/*.c', 'b/*.d']],
    ['{a,b{c,d}}', ['a', 'bc', 'a', 'bd']],
    ['a{,b}', ['a', 'ab']],
    ['an open {brace', ['an open {brace']],
  ] as const)
    assert.deepEqual(withoutBraces(glob), globs)
})

test('a name that the menus know is that of a prompt file', () => {
  const names = new RegExp(promptNames)
  for (const [path, format] of found) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const byFolder = /\/agents\/|^(?:langchain|text)$/.test(`/${path}`) || format === 'langchain' || format === 'text'
    if (names.test(name)) assert(formatOf(path) !== undefined, path)
    else assert(byFolder || format === 'promptfoo' || format === 'semantic-kernel' || format === 'agent-md', path)
  }
  for (const name of ['README.md', 'prompt.md', 'a.yaml', 'a.prompt.md.bak', 'x.txt']) assert.doesNotMatch(name, names)
})

/** As the editor reads a glob: `**` is any folders, `*` any part of a name. */
function asPattern(glob: string): RegExp {
  const source = glob
    .replace(/[.]/g, '\\.')
    .replace(/\*\*\//g, '\u0000')
    .replace(/\*/g, '[^/]*')
    .replaceAll('\u0000', '(?:.*/)?')
  return new RegExp(`^/?${source}$`)
}
