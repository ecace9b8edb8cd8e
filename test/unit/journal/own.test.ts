import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import test from 'node:test'
import { openAnswers } from '../../../src/journal/answers/paidAnswers.ts'
import { readRun, readScores } from '../../../src/journal/readRun.ts'
import { ownRecord, places } from '../../../src/journal/runPaths.ts'
import { noteRouting, noteScore, openJournal } from '../../../src/journal/writeRun.ts'
import { Refused } from '../../../src/problem/systemProblem.ts'

const score = {
  at: '',
  prompt: 'a',
  target: 'body',
  text: 'x',
  evalSet: 'y',
  model: 'demo',
  score: 1,
  interval: [0, 1] as const,
  cases: 3,
}

async function inFolder(act: (folder: string, outside: string) => void | Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'gpo-own-'))
  const [folder, outside] = [join(root, 'in'), join(root, 'out')]
  mkdirSync(folder)
  mkdirSync(outside)
  writeFileSync(join(outside, 'file'), 'mine\n')
  try {
    await act(folder, outside)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const writers = {
  answers: (folder: string) => openAnswers(folder, 'a-run').close(),
  score: (folder: string) => noteScore(folder, score),
  routing: (folder: string) => noteRouting(folder, '/w', '{}'),
  journal(folder: string) {
    const journal = openJournal(folder, 'a-run')
    if (!journal.ok) throw new Refused(journal.problem)
    journal.value.append({ type: 'run', version: 1, at: '', request: {} })
    journal.value.close()
  },
}

const folders = {
  '.gpo': 'the folder',
  '.gpo/runs': 'the journals',
  '.gpo/answers': 'the answers',
  '.gpo/routings': 'the routings',
}
const files = {
  '.gpo/scores.jsonl': 'the scores',
  '.gpo/answers/a-run.jsonl': 'an answers file',
  '.gpo/runs/a-run.jsonl': 'a journal',
  '.gpo/runs/a-run.lock': 'a lock',
}

for (const [at, what] of Object.entries(folders))
  test(`nothing outside is written where a symbolic link stands for ${what}`, () =>
    inFolder((folder, outside) => {
      linked(folder, at, outside, symlinkSync)
      untouched(folder, outside)
    }))

for (const [at, what] of Object.entries(files))
  for (const [how, link] of [
    ['a symbolic link', symlinkSync],
    ['a second name of a file', linkSync],
  ] as const)
    test(`nothing outside is written where ${how} stands for ${what}`, () =>
      inFolder((folder, outside) => {
        linked(folder, at, join(outside, 'file'), link)
        untouched(folder, outside)
      }))

function linked(folder: string, at: string, to: string, link: (to: string, path: string) => void): void {
  mkdirSync(dirname(join(folder, at)), { recursive: true })
  link(to, join(folder, at))
}

function untouched(folder: string, outside: string): void {
  const refused = Object.values(writers).filter(write => {
    try {
      write(folder)
      return false
    } catch (error) {
      assert.ok(error instanceof Refused && error.problem.code === 'not-own', String(error))
      return true
    }
  })
  assert.notEqual(refused.length, 0)
  assert.equal(readFileSync(join(outside, 'file'), 'utf8'), 'mine\n')
  assert.deepEqual(readdirSync(outside), ['file'])
}

test('a link in the place of the ignore file is not written through', () =>
  inFolder((folder, outside) => {
    mkdirSync(join(folder, '.gpo'))
    symlinkSync(join(outside, 'new'), join(folder, '.gpo', '.gitignore'))
    writers.answers(folder)
    assert.ok(!existsSync(join(outside, 'new')))
  }))

const git = (folder: string, ...args: readonly string[]): void => {
  const done = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
    cwd: folder,
    encoding: 'utf8',
  })
  assert.equal(done.status, 0, done.stderr)
}

/** Puts a path into the index that need not be on the disk. */
function track(folder: string, path: string): void {
  writeFileSync(join(folder, 'x'), '')
  git(folder, 'add', 'x')
  const { stdout } = spawnSync('git', ['ls-files', '-s', 'x'], { cwd: folder, encoding: 'utf8' })
  git(folder, 'update-index', '--add', '--cacheinfo', `100644,${stdout.split(' ')[1]},${path}`)
}

for (const version of ['2', '3', '4'])
  test(`what git tracks by an index of version ${version} is not believed, and what it does not track is`, () =>
    inFolder(async folder => {
      const sub = join(folder, 'sub')
      mkdirSync(sub)
      for (const name of ['a', '.gpn', '.gpo.txt', 'z'].flatMap(name => [name, `sub/${name}`]))
        writeFileSync(join(folder, name), '')
      for (const at of [folder, sub]) for (const write of Object.values(writers)) write(at)
      git(folder, 'init', '-q')
      git(folder, 'config', 'index.version', version)
      git(folder, 'add', '.')
      if (version === '3') git(folder, 'add', '-N', 'z')
      assert.ok(ownRecord(folder).ok && ownRecord(sub).ok)
      git(folder, 'add', '-f', 'sub/.gpo/answers/a-run.jsonl')
      git(folder, 'commit', '-qm', 'x')
      assert.ok(ownRecord(folder).ok)
      const found = ownRecord(sub)
      assert.ok(!found.ok && found.problem.code === 'not-own')
      assert.match(found.problem.detail, /sub\/\.gpo\/answers\/a-run\.jsonl/)
      assert.throws(() => openAnswers(sub, 'b-run'), Refused)
      assert.equal((await readRun(sub, 'a-run')).ok, false)
      assert.deepEqual(await readScores(sub), [])
      git(folder, 'rm', '-rq', '--cached', 'sub/.gpo')
      assert.ok(ownRecord(sub).ok)
    }))

for (const format of ['sha1', 'sha256'])
  test(`what a worktree tracks by hashes of ${format} is not believed either`, () =>
    inFolder((folder, outside) => {
      const tree = join(outside, 'tree')
      for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), '')
      writers.score(folder)
      git(folder, 'init', '-q', `--object-format=${format}`)
      git(folder, 'add', '-f', '.')
      git(folder, 'commit', '-qm', 'x')
      git(folder, 'worktree', 'add', '-q', tree)
      const found = ownRecord(tree)
      assert.ok(!found.ok && found.problem.code === 'not-own')
    }))

test('what the repository tracked is not believed after a folder of it became a repository of its own', () =>
  inFolder(folder => {
    const sub = join(folder, 'sub')
    mkdirSync(sub)
    writers.score(sub)
    git(folder, 'init', '-q')
    git(folder, 'add', '-f', 'sub/.gpo')
    git(sub, 'init', '-q')
    const found = ownRecord(sub)
    assert.ok(!found.ok && found.problem.code === 'not-own')
  }))

for (const [what, asCommitted, asOpened] of [
  ['composed otherwise', 'pre\u0301s', 'pr\u00e9s'],
  ['written in other letters', 'PRE', 'pre'],
  ['with a mark that is not seen', 'p\u200cre', 'pre'],
] as const)
  test(`what git tracks in a folder whose name is ${what} is not believed, since some disks take it for the same`, () =>
    inFolder(folder => {
      git(folder, 'init', '-q')
      git(folder, 'config', 'core.precomposeUnicode', 'false')
      track(folder, `${asCommitted}/.gpo/scores.jsonl`)
      const opened = join(folder, asOpened)
      mkdirSync(opened)
      writers.answers(opened)
      assert.equal(ownRecord(opened).ok, false)
    }))

for (const [what, lay] of [
  ['a file that names a folder that is not there', (at: string) => writeFileSync(at, 'gitdir: /not/there\n')],
  ['a file that names itself', (at: string) => writeFileSync(at, 'gitdir: .git\n')],
  ['a file of nonsense', (at: string) => writeFileSync(at, Buffer.alloc(4096, 255))],
  ['an empty folder', (at: string) => mkdirSync(at)],
  ['a link in a circle', (at: string) => symlinkSync('.git', at)],
] as const)
  test(`a record is looked at, and the repositories further up too, where git's folder is ${what}`, () =>
    inFolder(folder => {
      const sub = join(folder, 'sub')
      mkdirSync(sub)
      writers.score(sub)
      lay(join(sub, '.git'))
      assert.ok(ownRecord(sub).ok)
      git(folder, 'init', '-q')
      track(folder, 'sub/.gpo/scores.jsonl')
      assert.equal(ownRecord(sub).ok, false)
    }))

test('a repository within the record is not believed', () =>
  inFolder(folder => {
    writers.score(folder)
    mkdirSync(join(places(folder).root, '.git'))
    assert.equal(ownRecord(folder).ok, false)
  }))
