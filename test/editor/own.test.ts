import assert from 'node:assert/strict'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { prepareEnvironment } from '../../scripts/editor/environment.ts'
import { type Server, startServer } from '../../scripts/editor/server.ts'
import { type DemoServer, startDemoServer } from '../../src/models/demo/serving/server.ts'
import { writeOwnWorkspace } from './ownWorkspace.ts'
import { outputFolder, vsixPath } from './places.ts'
import { steps, until } from './steps.ts'
import { ways } from './ways.ts'
import { type EditorWindow, openWindow } from './window/window.ts'

let folder: string
let models: DemoServer
let server: Server
let window: EditorWindow
const way = ways(
  () => window,
  () => folder,
)

after(async () => {
  await window?.close()
  await server?.stop()
  await models?.close()
  if (folder) await rm(dirname(folder), { recursive: true, force: true, maxRetries: 5 })
  await way.tell('own-ways.json')
})

const step = steps(() => window)
const text = (path: string) => readFile(join(folder, path), 'utf8')

function set(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { 'gpo.endpoints': { local: { baseUrl: models.url } }, 'gpo.steps': 6, 'gpo.seed': 1, ...values }
}

/** Runs what the sheet asks about, gives whether it found a better prompt, and compares what was said of its requests with what the server counted. */
async function runIt(name: string, agree = () => way.choose('Run')): Promise<boolean> {
  const [, most = ''] = /At most ([\d,]+) requests?/.exec((await way.sheet()).join('\n')) ?? []
  const before = models.counts().received.chat
  await agree()
  await way.toast(new RegExp(`${name}: (Better|Probably|Not|No better|Worse)`), 180_000)
  const page = window.webview()
  await page.locator('.state .sentence').first().waitFor()
  way.say(await page.locator('.state').innerText())
  const tile = page.locator('.tiles > div', { has: page.getByText('Requests', { exact: true }) }).locator('.value')
  // With the first cases, which were asked before the run to see whether something else than the prompt is wrong.
  const sent = models.counts().received.chat - before
  await until(async () => Number((await tile.innerText()).replaceAll(',', '')) === sent, `${sent} requests`)
  assert.ok(sent <= Number(most.replaceAll(',', '')), `${sent} of at most ${most}`)
  await window.notifications.clear()
  await window.screenshot(`own-page-${name}`)
  return way.wasSaid(`${name}: Better than your prompt`)
}

/** What is better is accepted; what is not proven to be is not offered. */
async function decide(path: string, isBetter: boolean): Promise<void> {
  const before = await text(path)
  await window.notifications.clear()
  await window.explorer.show()
  await window.explorer.open(path)
  const accept = window.editor.lens(/^Accept( all)?$/)
  if (isBetter) {
    await accept.waitFor()
    await window.screenshot(`own-${way.name().replaceAll(' ', '-')}`)
    await accept.click()
    way.press()
    await until(async () => (await text(path)) !== before, 'the accepted text stands in the file')
  }
  await window.editor.lens('Optimize Prompt').waitFor()
  await accept.waitFor({ state: 'hidden' })
  await window.palette.command('View: Close All Editors')
}

step('somebody’s own workspace opens', async () => {
  const environment = await prepareEnvironment()
  if (typeof environment === 'string') throw new Error(environment)
  folder = await writeOwnWorkspace()
  models = await startDemoServer({ port: 0, seed: 0, latencyMs: 1, failRate: 0 })
  server = await startServer(environment.codeServer, {
    vsix: vsixPath,
    settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    trust: 'asked',
    log: join(outputFolder, 'own-server.log'),
  })
  await server.settings(set({}))
  window = await openWindow(environment.browser, server.url, folder)
})

step('in a folder that is not trusted nothing is offered that would send something', async () => {
  way.begin('CSV beside a prompt, in a folder that gets trusted')
  await window.explorer.open('answers/count.prompt.md')
  await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor()
  assert.equal(models.counts().received.chat, 0)
  await window.screenshot('own-untrusted')
  await window.palette.command('Workspaces: Manage Workspace Trust')
  await window.page.locator('.workspace-trust-editor').getByText('Trust', { exact: true }).first().click()
  way.press(2)
  await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'hidden' })
  await window.palette.command('View: Close All Editors')
})

step(
  'a prompt with a CSV file beside it: the model is found, the sheet is agreed to, the change accepted',
  async () => {
    await way.rightClick('answers/count.prompt.md')
    await way.chooseFound('local:demo', () => way.rightClick('answers/count.prompt.md'))
    assert.ok((await way.sheet()).some(row => row.startsWith('60 cases: 12 train, 24 validation, 24 test')))
    await window.screenshot('own-sheet')
    const isBetter = await runIt('count.prompt.md')
    assert.ok(isBetter, 'the simulated model learns to count in six steps')
    await decide('answers/count.prompt.md', isBetter)
    assert.match(
      await text('answers/count.prompt.md'),
      /^---\ndescription: Counts the things of one kind\n---\n[\s\S]*\n\n\{\{question\}\}\n$/,
    )
    way.end()
  },
)

step('a skill with evals: the judge is named before it is asked', async () => {
  way.begin('SKILL.md with evals')
  await server.settings(set({ 'gpo.steps': 2, 'gpo.taskModel': 'local:demo' }))
  await way.rightClick('skills/stock-keeper/SKILL.md')
  assert.ok((await way.sheet()).some(row => row.includes('judge model local:demo')))
  await decide('skills/stock-keeper/SKILL.md', await runIt('SKILL.md'))
  assert.match(await text('skills/stock-keeper/SKILL.md'), /^---\nname: stock-keeper\n/)
  way.end()
})

step('a promptfoo config that names its texts leads to them', async () => {
  way.begin('promptfoo with file texts')
  const config = await text('bot/promptfooconfig.yaml')
  await way.rightClick('bot/promptfooconfig.yaml')
  await way.choose('polite.txt')
  await decide('bot/prompts/polite.txt', await runIt('polite.txt'))
  assert.equal(await text('bot/promptfooconfig.yaml'), config)
  way.end()
})

step('cases in the YAML file of a prompt stay as they are, by the keyboard alone', async () => {
  way.begin('testData in YAML, by keyboard')
  const path = 'answers/warehouse.prompt.yml'
  const before = await text(path)
  await window.page.keyboard.press('Control+p')
  await window.page.locator('.quick-input-widget input.input').fill('warehouse.prompt.yml')
  await window.page
    .locator('.quick-input-widget .monaco-list-row', { hasText: 'warehouse.prompt.yml' })
    .first()
    .waitFor()
  await window.page.keyboard.press('Enter')
  await window.page.locator('.tab.active', { hasText: 'warehouse.prompt.yml' }).waitFor()
  await window.palette.byKeyboard('GPO: Optimize Prompt')
  // Beside the words that are typed: two keys for the file, two for each command, one to agree.
  way.press(5)
  const isBetter = await runIt('warehouse.prompt.yml', () => window.page.keyboard.press('Enter'))
  await window.notifications.clear()
  if (isBetter) {
    await window.palette.byKeyboard('View: Focus First Editor Group')
    await window.palette.byKeyboard('GPO: Accept Refined Prompt')
    way.press(4)
    await until(async () => (await text(path)) !== before, 'the accepted text is written')
  }
  const cases = (source: string) => source.slice(source.indexOf('testData:'))
  assert.equal(cases(await text(path)), cases(before), 'its cases are as they were')
  await window.palette.command('View: Close All Editors')
  way.end()
})

step('one broken row of 49 is left out and told with its line, and does not stop the run', async () => {
  way.begin('a broken row')
  await way.rightClick('answers/till.prompt.md')
  const told = await way.sheet()
  assert.ok(told.some(row => row.startsWith('48 cases')))
  assert.ok(told.some(row => /^1 broken row is left out\s+Line 21: (?!.*\(line)/.test(row)))
  await window.screenshot('own-broken-row')
  await window.page.keyboard.type('broken')
  await window.page.keyboard.press('Enter')
  await window.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 21, Col 1' }).waitFor()
  way.press()
  await way.rightClick('answers/till.prompt.md')
  const isBetter = await runIt('till.prompt.md')
  await decide('answers/till.prompt.md', isBetter)
  way.end()
})

step('after a reload of the window a run is found again, and going on tells what is made', async () => {
  way.begin('going on after a reload')
  await window.reload()
  await window.explorer.open('answers/till.prompt.md')
  await window.palette.command('GPO: Show Trajectory')
  await window.webview().getByText('Go on for more steps…', { exact: true }).first().click()
  way.press(2)
  const rows = await way.sheet('Go On')
  assert.ok(
    rows.some(row => /2 steps and [\d,]+ requests are made/.test(row)),
    rows.join('\n'),
  )
  await window.screenshot('own-go-on')
  way.end()
})
