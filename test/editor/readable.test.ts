import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before } from 'node:test'
import { promisify } from 'node:util'
import type { Server } from '../../scripts/editor/server.ts'
import { type ExamplesWindow, openExamples } from './examplesWindow.ts'
import { projectFolder } from './places.ts'
import { endWith } from './refined.ts'
import { rewritten } from './rewritten.ts'
import { steps, themes, until } from './steps.ts'
import type { EditorWindow } from './window/window.ts'

let opened: ExamplesWindow | undefined
let folder: string
let server: Server
let window: EditorWindow

before(async () => {
  opened = await openExamples(
    'readable',
    { 'workbench.colorTheme': themes.dark.name, 'gpo.taskModel': 'demo' },
    async folder => {
      const cases = await readFile(join(folder, 'prompts/count-objects.eval.jsonl'))
      for (const { path, file, initial, refined } of Object.values(rewritten)) {
        await mkdir(dirname(join(folder, path)), { recursive: true })
        await writeFile(join(folder, path), file(initial))
        const evalSet = path.replace(/(\.prompt)?\.[a-z]+$/, '.eval.jsonl')
        await writeFile(join(folder, evalSet), cases)
        const cli = [join(projectFolder, 'dist/cli.cjs'), 'optimize', path, '--eval-set', evalSet]
        cli.push('--task-model', 'demo', '--steps', '1', '--max-calls', '400')
        await promisify(execFile)(process.execPath, cli, { cwd: folder })
        await endWith(folder, refined)
      }
    },
  )
  ;({ folder, server, window } = opened)
})

after(() => opened?.close())

const step = steps(() => window)

for (const [name, { path, file, initial, refined }] of Object.entries(rewritten))
  step(`${name}: all that would be written can be read at 500, 800 and 1,400 pixels, in every theme`, async () => {
    await window.page.setViewportSize({ width: 1400, height: 900 })
    await window.explorer.show()
    await window.explorer.open(path)
    await window.palette.command('GPO: Show Trajectory')
    await window.webview().getByText('Review', { exact: true }).first().click({ timeout: 60_000 })
    await window.changes.one(/^(The change|Change 1 of)/).waitFor()
    await window.palette.command('View: Close Editors in Other Groups')
    await window.palette.command('View: Close Primary Side Bar')
    for (const [theme, { name: colours, shownBy }] of Object.entries(themes)) {
      await server.settings({ 'workbench.colorTheme': colours, 'gpo.taskModel': 'demo' })
      await window.page.locator(shownBy).waitFor()
      for (const width of [500, 800, 1400]) {
        await window.page.setViewportSize({ width, height: 900 })
        await until(async () => (await window.changes.cut()).length === 0, `nothing is cut off at ${width} in ${theme}`)
        await window.screenshot(`readable-${name}-${width}-${theme}`)
      }
    }
    assert.equal(await readFile(join(folder, path), 'utf8'), file(initial), 'reading changes nothing')
    await window.palette.command('GPO: Accept Refined Prompt')
    const written = () => readFile(join(folder, path), 'utf8')
    // The editor empties a file before it writes it.
    await until(async () => (await written()) === file(refined), 'it is accepted')
    await window.palette.command('View: Close All Editors')
  })
