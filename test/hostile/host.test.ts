import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { loadSet } from '../../src/evals/reading/loadEvalSet.ts'
import { type Attack, groundAt, writeHarmless } from './attack.ts'
import { attacks } from './attacks.ts'
import { openFolders } from './editorStub.ts'
import { canary, print, writeHome } from './home.ts'

registerHooks({
  resolve: (name, context, next) =>
    name === 'vscode'
      ? { url: new URL('editorStub.ts', import.meta.url).href, format: 'module-typescript', shortCircuit: true }
      : next(name, context),
})
const { Uri } = await import('vscode')
const { ChosenEvalSets, inspectPrompt } = await import('../../src/host/prompts/preparePrompt.ts')
const { findingsOf } = await import('../../src/host/problems/findings.ts')
const { editorFiles, isInWorkspaceOf } = await import('../../src/host/editor/files.ts')
const { lastScoreOf } = await import('../../src/host/records/lastScore.ts')
const { RunIndex } = await import('../../src/host/records/runIndex.ts')

/** Seconds that the host may take for a prompt, on a machine that is busy with others. */
const mostSeconds = 30

/** An endpoint that nobody listens at: what is read here asks nobody. */
const nobody = 'http://127.0.0.1:9/v1'

for (const [by, group] of Object.entries(attacks))
  for (const attack of group)
    test(`what the editor reads by itself, trusted or not, holds against ${by}: ${attack.name}`, async () => {
      assert.deepEqual(await staged(attack), [])
    })

/** Two folders beside each other, of which the first is a stranger's, as one workspace. */
async function besideOwn(act: (stranger: string, own: string) => Promise<void>): Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'gpo-roots-')))
  const [stranger, own] = [join(root, 'stranger'), join(root, 'own')]
  try {
    mkdirSync(stranger)
    writeHome(own)
    await act(stranger, own)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

for (const [how, named] of [
  ['by a way up', 'file://../own/secret.txt'],
  ['by its whole path', (own: string) => `file://${own}/secret.txt`],
  ['by a link', 'file://linked.txt'],
] as const)
  test(`a prompt of one open folder names a file of another ${how}, and it is not read`, () =>
    besideOwn(async (stranger, own) => {
      const ground = groundAt({ folder: stranger, home: own, endpoint: nobody, stranger: nobody })
      ground.link('linked.txt', join(own, 'secret.txt'))
      ground.write('b.prompt.md', 'Say {{input}}')
      const input = typeof named === 'string' ? named : named(own)
      const tests = [{ vars: { input }, assert: [{ type: 'equals', value: 'x' }] }]
      ground.write('promptfooconfig.yaml', JSON.stringify({ prompts: ['b.prompt.md'], tests }))
      openFolders(stranger, own)
      assert.deepEqual(await reading(stranger, Uri.file(join(stranger, 'b.prompt.md'))), [])
      openFolders(join(stranger, '..'), stranger)
      // Where a folder that holds both is open too, they are one.
      const { evalSet } = await inspectPrompt(Uri.file(join(stranger, 'b.prompt.md')), noneChosen())
      assert.match(JSON.stringify(evalSet?.cases), new RegExp(canary))
    }))

test('the record of one open folder is not that of another: a run of the own folder is none of the stranger’s', () =>
  besideOwn(async (stranger, own) => {
    const ground = groundAt({ folder: stranger, home: own, endpoint: nobody, stranger: nobody })
    writeHarmless(ground)
    ground.link('.gpo', join(own, '.gpo'))
    mkdirSync(join(own, '.gpo/runs'), { recursive: true })
    writeFileSync(join(own, '.gpo/scores.jsonl'), '')
    openFolders(stranger, own)
    assert.deepEqual(await new RunIndex().in(stranger), [])
    assert.deepEqual(await reading(stranger, Uri.file(join(stranger, 'a.prompt.md'))), [])
  }))

for (const [what, path, isInside] of [
  ['a file beside the prompt', 'stranger/b.eval.yaml', true],
  ['a file that is yet to be made', 'stranger/new/b.eval.yaml', true],
  ['a file of another open folder', 'own/secret.txt', false],
  ['a file of no open folder', 'elsewhere/b.eval.yaml', false],
  ['a way up', 'stranger/../own/secret.txt', false],
  ['a link that leads out', 'stranger/linked.txt', false],
  ['a file of git', 'stranger/.git/config', false],
  ['a record of this program', 'stranger/.gpo/scores.jsonl', false],
] as const)
  test(`${what} is ${isInside ? '' : 'not '}in the workspace of a prompt`, () =>
    besideOwn(async (stranger, own) => {
      const ground = groundAt({ folder: stranger, home: own, endpoint: nobody, stranger: nobody })
      ground.link('linked.txt', join(own, 'secret.txt'))
      const [prompt, file] = [join(stranger, 'b.prompt.md'), `${stranger.slice(0, -'stranger'.length)}${path}`]
      for (const folders of [[stranger, own], [stranger], [own], []]) {
        openFolders(...folders)
        assert.equal(isInWorkspaceOf(Uri.file(prompt), Uri.file(file)), isInside, `with ${folders.length} folders open`)
      }
    }))

const noneChosen = () =>
  new ChosenEvalSets({ keys: () => [], get: () => undefined, update: async () => undefined }, loadSet)

/** Lays an attack out and reads what the lenses, the Problems view and the sidebar read without being asked. */
async function staged(attack: Attack): Promise<readonly string[]> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'gpo-hostile-')))
  const [folder, home] = [join(root, 'repository'), join(root, 'home')]
  try {
    mkdirSync(folder)
    writeHome(home)
    const ground = groundAt({ folder, home, endpoint: nobody, stranger: nobody })
    writeHarmless(ground)
    attack.make(ground)
    const [before, harmless] = [print(home), readFileSync(join(folder, 'a.prompt.md'), 'utf8')]
    const [command, file = 'a.prompt.md'] = attack.typed ?? []
    const uri = Uri.file(join(folder, command === 'eval' ? file : 'a.prompt.md'))
    openFolders(folder)
    const started = performance.now()
    const read = await reading(folder, uri)
    const seconds = (performance.now() - started) / 1000
    return [
      ...read,
      ...(seconds > mostSeconds ? [`it took ${Math.round(seconds)} seconds`] : []),
      ...(print(home) === before ? [] : ['a file outside was written']),
      ...(readFileSync(join(folder, 'a.prompt.md'), 'utf8') === harmless ? [] : ['the prompt was written']),
    ]
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function reading(folder: string, uri: ReturnType<typeof Uri.file>): Promise<readonly string[]> {
  const inspection = await inspectPrompt(uri, noneChosen())
  const { prompt, evalSet } = inspection
  const findings = await findingsOf(inspection, editorFiles(uri))
  const [target] = prompt?.targets ?? []
  const score = target && evalSet ? await lastScoreOf(uri, target, evalSet) : undefined
  const runs = await new RunIndex().in(folder)
  const isSecret = [prompt?.source ?? '', JSON.stringify(evalSet?.cases ?? []), JSON.stringify(findings)].some(text =>
    text.includes(canary),
  )
  return [
    ...(isSecret ? ['a secret was read'] : []),
    ...(score === undefined ? [] : ['a score was believed that nobody measured']),
    ...runs.filter(run => !run.prompt.startsWith(`${folder}/`)).map(run => `a run of ${run.prompt} was believed`),
  ]
}
