import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { askGit } from '../../../src/disk/askGit.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'gpo-git-')))
after(() => rmSync(root, { recursive: true }))

const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })

/** A program that leaves a trace where it is run. */
function trap(name: string): { readonly program: string; readonly ran: () => boolean } {
  const [program, trace] = [join(root, `${name}.sh`), join(root, `${name}.ran`)]
  writeFileSync(program, `#!/bin/sh\ntouch ${trace}\nexit 1\n`)
  chmodSync(program, 0o755)
  return { program, ran: () => existsSync(trace) }
}

function repository(name: string, ...more: readonly string[]): string {
  const folder = join(root, name)
  mkdirSync(folder)
  git(folder, 'init', '--quiet', ...more)
  return folder
}

test('git gets neither a key nor the name of another repository, in its arguments or its environment', async () => {
  const bin = join(root, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'git'), '#!/bin/sh\nprintf "%s\\n" "$@"\nenv\n')
  chmodSync(join(bin, 'git'), 0o755)
  const before = { ...process.env }
  Object.assign(process.env, {
    PATH: `${bin}:${process.env.PATH}`,
    OPENAI_API_KEY: 'CANARY',
    MY_TOKEN: 'CANARY',
    GIT_DIR: '/elsewhere',
    GIT_EXTERNAL_DIFF: '/bin/evil',
  })
  try {
    const said = (await askGit(root, ['log'])) ?? ''
    assert.match(said, /^--no-pager\n-C\n/)
    assert.match(said, /^PATH=/m)
    assert.doesNotMatch(said, /CANARY|GIT_DIR|GIT_EXTERNAL_DIFF/)
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
})

test('a repository that lacks an object starts no program to fetch it', async () => {
  const folder = repository('partial')
  writeFileSync(join(folder, 'a.md'), 'Whole.\n')
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '-m', 'Begin')
  const blob = git(folder, 'rev-parse', 'HEAD:a.md').trim()
  const { program, ran } = trap('fetch')
  for (const [name, value] of [
    ['extensions.partialClone', 'origin'],
    ['core.repositoryFormatVersion', '1'],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.url', `ext::${program}`],
    ['protocol.ext.allow', 'always'],
  ] as const)
    git(folder, 'config', name, value)
  rmSync(join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2)))
  assert.equal(await askGit(folder, ['cat-file', 'blob', 'HEAD:a.md']), undefined)
  assert.ok(!ran())
})

test('a folder that only looks like the inside of a repository is none, so that its configuration is not read', async () => {
  const outer = repository('outer')
  writeFileSync(join(outer, 'a.md'), 'Outer.\n')
  git(outer, 'add', '--all')
  git(outer, 'commit', '--quiet', '-m', 'Begin')
  const bare = join(outer, 'prompts')
  execFileSync('git', ['clone', '--quiet', '--bare', outer, bare], { stdio: 'ignore' })
  assert.equal(git(bare, 'rev-parse', '--is-bare-repository').trim(), 'true')
  assert.equal(await askGit(bare, ['rev-parse', '--is-bare-repository']), undefined)
})

test('monitors and hooks that a repository configures are not run', async () => {
  const folder = repository('hooked')
  const monitor = trap('monitor')
  const hook = trap('hook')
  writeFileSync(join(folder, 'a.md'), 'One.\n')
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '-m', 'Begin')
  mkdirSync(join(root, 'hooks'))
  for (const name of ['post-index-change', 'fsmonitor-watchman']) {
    copyFileSync(hook.program, join(root, 'hooks', name))
    chmodSync(join(root, 'hooks', name), 0o755)
  }
  git(folder, 'config', 'core.fsmonitor', monitor.program)
  git(folder, 'config', 'core.hooksPath', join(root, 'hooks'))
  assert.equal(await askGit(folder, ['status', '--porcelain']), '')
  assert.deepEqual([monitor.ran(), hook.ran()], [false, false])
})
