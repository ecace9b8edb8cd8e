import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { promisify } from 'node:util'
import type { Server } from '../../scripts/editor/server.ts'
import { type ExamplesWindow, openExamples } from './examplesWindow.ts'
import { projectFolder } from './places.ts'
import { endWith, guessing, writeGuessing } from './refined.ts'
import { steps, themes, until } from './steps.ts'
import type { EditorWindow } from './window/window.ts'

let opened: ExamplesWindow | undefined
let folder: string
let server: Server
let window: EditorWindow

before(async () => {
  opened = await openExamples(
    'review',
    { 'workbench.colorTheme': themes.dark.name, 'editor.codeLens': true, 'gpo.taskModel': 'demo' },
    async folder => {
      await writeGuessing(folder)
      const cli = [join(projectFolder, 'dist/cli.cjs'), 'optimize', guessing.path]
      await promisify(execFile)(process.execPath, [...cli, '--task-model', 'demo', '--steps', '1'], { cwd: folder })
      await endWith(folder, guessing.refined)
    },
    // Colours and comparisons are the editor's own: all of it works where Git is switched off.
    ['git', 'git-base', 'github'],
  )
  ;({ folder, server, window } = opened)
})

after(() => opened?.close())

const step = steps(() => window)

step('the page of a finished run leads to the review in the file', async () => {
  await window.explorer.open(guessing.path)
  await window.palette.command('GPO: Show Trajectory')
  await window.webview().getByText('Review', { exact: true }).first().click({ timeout: 30_000 })
  await window.changes.one('Change 1 of 4').waitFor()
  await window.palette.command('View: Close Editors in Other Groups')
  assert.equal(await text(), guessing.initial)
})

step('the colours of the editor’s Git are not there', async () => {
  const colour = await window.page
    .locator('.monaco-workbench')
    .first()
    .evaluate(element =>
      element.ownerDocument.defaultView
        ?.getComputedStyle(element)
        .getPropertyValue('--vscode-gitDecoration-addedResourceForeground'),
    )
  assert.equal(colour, '')
})

step('what goes is struck through and what comes stands beside it, in every theme', async () => {
  await until(async () => (await window.editor.struck()).includes('guess quickly'), 'words are struck through')
  assert.deepEqual(await window.editor.struck(), [
    'guess quickly',
    'You may skip things that look alike.',
    'a few friendly words about the result',
  ])
  assert.deepEqual(await window.changes.texts(), [
    'You are given a question about a list of things. Write down every item together with its number.',
    'Look at the list and guess quicklycount one by one how many things of that kind are in it. You may skip things that look alike.',
    'Look at the list and guess quickly how many things of that kind are in it. You may skip things that look alike.',
    'Reply with a few friendly words about the resultthe sum alone: "The answer is …".',
  ])
  for (const [name, theme] of Object.entries(themes)) {
    await server.settings({ 'workbench.colorTheme': theme.name, 'gpo.taskModel': 'demo' })
    await window.page.locator(theme.shownBy).waitFor()
    await window.screenshot(`review-1-changes-${name}`)
  }
})

step('every word that would be written can be read at 500 pixels, at 800 and at 1,400, in every theme', async () => {
  for (const width of [500, 800, 1400]) {
    await window.page.setViewportSize({ width, height: 900 })
    for (const [name, theme] of Object.entries(themes)) {
      await server.settings({ 'workbench.colorTheme': theme.name, 'gpo.taskModel': 'demo' })
      await window.page.locator(theme.shownBy).waitFor()
      await until(async () => (await window.changes.cut()).length === 0, `nothing is cut off at ${width} in ${name}`)
      await window.screenshot(`review-1-width-${width}-${name}`)
    }
  }
  await window.page.setViewportSize({ width: 1400, height: 900 })
})

step('hovering shows the whole change', async () => {
  await window.page.locator('.view-line', { hasText: 'guess quickly' }).getByText('quickly').first().hover()
  await window.page.locator('.monaco-hover', { hasText: 'Change 2 of the refined prompt' }).first().waitFor()
  await window.screenshot('review-2-hover')
  await window.page.keyboard.press('Escape')
})

step('side by side stands what accepting would write, coloured as in any comparison', async () => {
  await window.palette.command('GPO: Show Refined Prompt Side by Side')
  const sides = window.page.locator('.monaco-diff-editor')
  await sides.locator('.editor.modified .view-line', { hasText: 'count' }).first().waitFor()
  for (const changed of ['.original .char-delete', '.modified .char-insert']) {
    const mark = sides.locator(`.editor${changed}`).first()
    // The difference is drawn more than once, and a mark that is gone by then has no colour.
    const colour = () =>
      mark.evaluate(element => element.ownerDocument.defaultView?.getComputedStyle(element).backgroundColor ?? '')
    await until(async () => /^rgba?\((?!0, 0, 0, 0\))/.test(await colour()), `${changed} has a colour`)
  }
  await window.screenshot('review-2-side-by-side')
  await window.palette.command('View: Close Editor')
  await window.changes.one('Change 1 of 4').waitFor()
})

step('the mouse accepts one of the changes', async () => {
  await window.changes.decide('Change 2 of 4', 'Accept Change')
  await until(async () => (await text()).includes('count one by one'), 'the words are accepted')
  assert.equal(await text(), guessing.initial.replace('guess quickly', 'count one by one'))
  await window.screenshot('review-3-accepted')
})

step('an undo makes it wait again', async () => {
  await window.editor.undo()
  await until(
    async () => (await window.editor.struck()).includes('guess quickly'),
    'the words are struck through again',
  )
  await window.changes.one('Change 2 of 4').waitFor()
  await window.editor.save()
  await until(async () => (await text()) === guessing.initial, 'the file is as it was')
})

step('the keyboard leads to it, and its light bulb accepts it', async () => {
  await window.editor.goToLine(1)
  await window.editor.press('Alt+F6', 'Ln 4, Col 49')
  await window.editor.press('Alt+F6', 'Ln 6, Col 35 (13 selected)')
  await window.editor.lightbulb('Accept: “guess quickly” → “count one by one”')
  await until(async () => (await text()).includes('count one by one'), 'the words are accepted')
})

step('lines written above move the changes along, and words inside one are in conflict', async () => {
  await window.editor.goToLine(4)
  await window.editor.press('Home', 'Ln 4, Col 1')
  await window.page.keyboard.type('Be kind.')
  await window.editor.press('Enter', 'Ln 5, Col 1')
  await window.editor.press('Alt+F6', 'Ln 5, Col 49')
  await window.editor.press('Shift+Alt+F6', 'Ln 11, Col 49 (37 selected)')
  await window.editor.press('ArrowLeft', 'Ln 11, Col 12')
  await window.editor.press('Control+ArrowRight', 'Ln 11, Col 13')
  await window.page.keyboard.type(' very')
  await window.changes.one('Change 4 of 4 meets your own edit').waitFor()
  await window.changes.one('Change 1 of 4').waitFor()
  await window.screenshot('review-4-conflict')
  for (let count = 0; count < 5; count++) await window.page.keyboard.press('Backspace')
  await window.changes.one(/^Change 4 of 4$/).waitFor()
  await window.editor.save()
})

step('one is rejected, one is left', async () => {
  await window.changes.decide('Change 3 of 4', 'Reject Change')
  await until(
    async () => !(await window.editor.struck()).includes('You may skip things that look alike.'),
    'it is gone',
  )
  assert.ok((await text()).includes('You may skip things that look alike.'))
  assert.deepEqual(await window.editor.struck(), ['a few friendly words about the result'])
})

step('the text as it stands has a score beside both others', async () => {
  await window.editor.lens('More…').click()
  await window.palette.choose('Evaluate This Text')
  await window.editor.lens(/This text [\d.]+ % \[[\d.]+, [\d.]+\]/).waitFor()
  await window.notifications.toast(/this text scores [\d.]+ % .*the original .*the refined prompt/).waitFor()
  await window.screenshot('review-5-evaluated')
})

step('every change says what it does', async () => {
  await window.notifications.clear()
  await window.editor.lens('More…').click()
  await window.palette.choose('What Does Each Change Do?')
  await window.changes.one(/Change 4 of 4: .* points \[/).waitFor()
  for (const [name, theme] of Object.entries(themes)) {
    await server.settings({ 'workbench.colorTheme': theme.name, 'gpo.taskModel': 'demo' })
    await window.page.locator(theme.shownBy).waitFor()
    await window.screenshot(`review-6-effects-${name}`)
  }
})

step('a reload of the window brings the review back as it was', async () => {
  await window.reload()
  await window.changes.one(/Change 4 of 4: .* points \[/).waitFor({ timeout: 60_000 })
  // The editor draws what is struck through a moment after the comments.
  await until(async () => (await window.editor.struck()).length > 0, 'words are struck through again')
  assert.deepEqual(await window.editor.struck(), ['a few friendly words about the result'])
  await window.editor.lens(/^Reject/).click()
  await window.editor.lens('Optimize Prompt').waitFor()
  await window.screenshot('review-7-score')
})

/** The prompt's text as it is on disk. */
async function text(): Promise<string> {
  const source = await readFile(join(folder, guessing.path), 'utf8')
  assert.ok(source.startsWith(guessing.head) && source.endsWith('\n'))
  return source.slice(guessing.head.length, -1)
}
