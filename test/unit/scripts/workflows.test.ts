import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { parse } from 'yaml'
import manifest from '../../../package.json' with { type: 'json' }
import { editorVersion } from '../../editor/desktop.ts'

const root = join(import.meta.dirname, '../../..')
const folder = join(root, '.github/workflows')

interface Job {
  readonly 'runs-on': string
  readonly strategy?: { readonly matrix?: Readonly<Record<string, readonly string[]>> }
  readonly steps: readonly { readonly run?: string }[]
}

const workflows = readdirSync(folder).map(name => {
  const jobs: Readonly<Record<string, Job>> = parse(readFileSync(join(folder, name), 'utf8')).jobs
  return { name, jobs: Object.values(jobs) }
})

for (const { name, jobs } of workflows)
  test(`${name} runs the commands that everybody runs, and no others`, () => {
    const commands = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))
    assert.ok(commands.length > 0)
    for (const command of commands) {
      const [, script] = /^(?:xvfb-run -a )?npm run (\S+)$/.exec(command) ?? []
      assert.ok(script === undefined ? ['npm ci', '.ci/run'].includes(command) : script in manifest.scripts, command)
    }
    assert.ok(existsSync(join(root, '.ci/run')))
  })

test('the desktop editor is tried on every system, the oldest supported one and the newest', () => {
  const jobs = workflows.flatMap(workflow => workflow.jobs)
  const editor = jobs.find(({ strategy }) => strategy?.matrix?.editor !== undefined)
  assert.deepEqual(editor?.strategy?.matrix, {
    os: ['ubuntu-latest', 'macos-latest', 'windows-latest'],
    editor: ['oldest', 'stable'],
  })
})

test('the oldest editor is the one that package.json asks for', () => {
  assert.equal(`^${editorVersion('oldest')}`, manifest.engines.vscode)
  assert.equal(editorVersion(undefined), 'stable')
  assert.equal(editorVersion('1.110.0'), '1.110.0')
})
