import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'
import { prepareEnvironment } from '../../scripts/editor/environment.ts'
import { type Server, startServer } from '../../scripts/editor/server.ts'
import { copyExamples, outputFolder, removeCopy, vsixPath } from './places.ts'
import { steps, themes, until } from './steps.ts'
import { type EditorWindow, openWindow } from './window/window.ts'

const prompt = 'prompts/count-objects.prompt.md'

let folder: string
let server: Server
let window: EditorWindow
let original: string

after(async () => {
  await window?.close()
  await server?.stop()
  if (folder) await removeCopy(folder)
})

const step = steps(() => window)

step('the packaged extension opens in the editor', async () => {
  const environment = await prepareEnvironment()
  if (typeof environment === 'string') throw new Error(environment)
  folder = await copyExamples()
  original = await promptFile()
  const settings = { 'workbench.colorTheme': themes.dark.name, 'editor.codeLens': true }
  server = await startServer(environment.codeServer, {
    vsix: vsixPath,
    settings,
    log: join(outputFolder, 'story-server.log'),
  })
  window = await openWindow(environment.browser, server.url, folder)
})

step('a prompt file offers Optimize Prompt in the explorer', async () => {
  await window.explorer.openMenu(prompt, 'Optimize Prompt')
  await window.screenshot('1-menu')
})

step('the first run asks for a model, and the demo model is one', async () => {
  await window.explorer.chooseFromMenu('Optimize Prompt')
  await window.palette.asked('demo (simulated)')
  await window.screenshot('2-models')
})

step('before it runs, one sheet says what it is about and what it may take', async () => {
  await window.palette.choose('demo (simulated)')
  await window.palette.asked('100 cases: 20 train, 40 validation, 40 test')
  await window.palette.asked('Task model demo, optimizer model demo')
  await window.screenshot('2-sheet')
})

step('progress shows while it runs', async () => {
  await window.palette.choose('Run')
  await window.notifications.toast('GPO: count-objects.prompt.md').waitFor()
  await window.screenshot('3-progress')
})

step('the trajectory page fills', async () => {
  const page = window.webview()
  await page.getByText('count-objects').first().waitFor({ timeout: 30_000 })
  await window.screenshot('4-page')
})

step('the run ends and says what it found', async () => {
  await window.notifications.toast('count-objects.prompt.md: Better than your prompt').waitFor({ timeout: 180_000 })
  assert.equal(await promptFile(), original, 'the file is changed before anybody accepted')
  await window.screenshot('5-done')
})

step('the page follows the theme', async () => {
  const body = window.webview().locator('body')
  for (const [name, theme] of Object.entries(themes)) {
    const before = await backgroundOf(body)
    await server.settings({ 'workbench.colorTheme': theme.name })
    await until(async () => (await backgroundOf(body)) !== before, `the page changes to ${theme.name}`)
    await window.screenshot(`6-page-${name}`)
  }
})

step('lenses above the prompt say that a refined one waits', async () => {
  await window.explorer.open(prompt)
  await window.editor.lens(/Refined prompt [\d.]+ % → [\d.]+ %/).waitFor()
  for (const [name, theme] of Object.entries(themes)) {
    await server.settings({ 'workbench.colorTheme': theme.name })
    await window.page.locator(theme.shownBy).waitFor()
    await window.screenshot(`7-waiting-${name}`)
  }
})

step('side by side, the difference shows', async () => {
  await window.editor.lens('More…').click()
  await window.palette.choose('Side by Side')
  await window.page.locator('.monaco-diff-editor .line-insert').first().waitFor()
  await window.screenshot('8-difference')
  await window.palette.command('View: Close Editor')
})

step('accepting by the light bulb changes the prompt and nothing else', async () => {
  await window.editor.goToLine(parts(original).head.split('\n').length)
  await window.editor.lightbulb('Accept the refined prompt')
  await until(async () => (await promptFile()) !== original, 'the file changes')
  const { head, text } = parts(await promptFile())
  assert.equal(head, parts(original).head)
  assert.notEqual(text, parts(original).text)
  assert.ok(text.endsWith('\n\n{{question}}\n'))
  await window.editor.lens('Optimize Prompt').waitFor()
  await window.screenshot('9-accepted')
})

step('one undo takes it back, byte for byte', async () => {
  await window.editor.undo()
  await window.editor.save()
  await until(async () => (await promptFile()) === original, 'the file is as it was')
  await window.screenshot('10-undone')
})

/** The file as it is on disk, one character for each byte. */
const promptFile = () => readFile(join(folder, prompt), 'latin1')

/** The front matter with its fences, and the text below it. */
function parts(source: string): { readonly head: string; readonly text: string } {
  const end = source.indexOf('\n---', 3) + 5
  return { head: source.slice(0, end), text: source.slice(end) }
}

function backgroundOf(body: ReturnType<ReturnType<EditorWindow['webview']>['locator']>): Promise<string> {
  return body.evaluate(element =>
    element.ownerDocument.documentElement.style.getPropertyValue('--vscode-editor-background'),
  )
}
