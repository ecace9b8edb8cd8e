import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { pastScores } from '../../../../src/host/history/pastScores.ts'
import { versionsOf } from '../../../../src/host/history/versions.ts'
import { sha256 } from '../../../../src/text/hash.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'gpo-history-')))
after(() => rmSync(root, { recursive: true }))

const git = (...args: readonly string[]): void => {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false']
  execFileSync('git', ['-C', root, ...who, ...args], { stdio: 'ignore' })
}

const commit = (path: string, text: string, subject: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
  git('add', '--all')
  git('commit', '--quiet', '-m', subject)
}

const head = (description: string) => `---\ndescription: ${description}\n---\n`

test('the versions of a file are read over its renames, newest first', async () => {
  git('init', '--quiet')
  commit('old/ä name.prompt.md', `${head('a')}First.\n`, 'Begin')
  commit('old/ä name.prompt.md', `${head('b')}First.\n`, 'Describe')
  mkdirSync(join(root, 'prompts'))
  git('mv', 'old/ä name.prompt.md', 'prompts/new.prompt.md')
  git('commit', '--quiet', '-m', 'Move')
  commit('prompts/new.prompt.md', `${head('b')}Second.\n`, 'Change')
  const { found: versions, isLate } = await versionsOf(join(root, 'prompts/new.prompt.md'))
  assert.equal(isLate, false)
  assert.deepEqual(
    versions.map(({ subject, path }) => [subject, path]),
    [
      ['Change', 'prompts/new.prompt.md'],
      ['Move', 'prompts/new.prompt.md'],
      ['Describe', 'old/ä name.prompt.md'],
      ['Begin', 'old/ä name.prompt.md'],
    ],
  )

  const score = (text: string, cases: number, evalSet: string, value: number) => ({
    at: '2026-11-27T10:00:00Z',
    prompt: 'elsewhere.md',
    target: 'body',
    text: sha256(text),
    evalSet,
    model: 'demo',
    score: value,
    interval: [0, 1] as const,
    cases,
  })
  const kept = [score('First.', 40, 'now', 0.4), score('First.', 9, 'now', 0.9), score('Second.', 40, 'before', 0.7)]
  assert.deepEqual(
    pastScores(versions, 'body', kept, 'now').map(past => [
      past.version.subject,
      past.score?.score,
      past.score?.cases,
      past.isOnTheseCases,
    ]),
    // A commit that did not touch the text is no version of it; a score on other cases is told as one.
    [
      ['Change', 0.7, 40, false],
      ['Begin', 0.4, 40, true],
    ],
  )
  assert.deepEqual(pastScores(versions, 'none', kept, 'now'), [])
})

test('nothing that the repository configures is run to read them', async () => {
  const ran = join(root, 'ran')
  const program = join(root, 'program.sh')
  writeFileSync(program, `#!/bin/sh\ntouch ${ran}\n`)
  chmodSync(program, 0o755)
  for (const name of [
    'core.fsmonitor',
    'gpg.program',
    'diff.external',
    'core.pager',
    'diff.x.textconv',
    'core.sshCommand',
  ])
    git('config', name, program)
  git('config', 'log.showSignature', 'true')
  writeFileSync(join(root, '.gitattributes'), '*.md diff=x\n')
  assert.equal((await versionsOf(join(root, 'prompts/new.prompt.md'))).found.length, 4)
  assert.ok(!existsSync(ran))
})

const stopped = process.platform === 'win32' ? 'the program that stands for git is a script of a shell' : false

test('of a history that git does not come to the end of, what it found is told, and that there may be more', {
  skip: stopped,
}, async () => {
  const bin = join(root, 'bin')
  mkdirSync(bin)
  const one = '\\036abc\\0372026-11-27T10:00:00Z\\037Begin\\037\\000\\na.prompt.md'
  const says = (log: string) =>
    `#!/bin/sh\ncase "$*" in\n*rev-parse*) echo /w ;;\n*cat-file*) echo First. ;;\n*log*) printf '${log}'; exec sleep 30 ;;\nesac\n`
  const path = process.env.PATH
  process.env.PATH = `${bin}:${path}`
  try {
    for (const [log, subjects] of [
      [`${one}\\000\\036def\\0372026-`, ['Begin']],
      ['', []],
    ] as const) {
      writeFileSync(join(bin, 'git'), says(log), { mode: 0o755 })
      const { found, isLate } = await versionsOf('/w/a.prompt.md', 300)
      assert.ok(isLate)
      assert.deepEqual(
        found.map(({ subject }) => subject),
        subjects,
      )
    }
  } finally {
    process.env.PATH = path
  }
})

test('a file outside of a repository has no versions', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'gpo-history-none-'))
  assert.deepEqual(await versionsOf(join(elsewhere, 'a.prompt.md')), { found: [], isLate: false })
  rmSync(elsewhere, { recursive: true })
})
