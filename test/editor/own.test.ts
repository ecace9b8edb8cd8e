import assert from 'node:assert/strict'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { prepareEnvironment } from '../../scripts/editor/environment.ts'
import { type Server, startServer } from '../../scripts/editor/server.ts'
import { type DemoServer, startDemoServer } from '../../src/models/demo/serving/server.ts'
import { writeOwnWorkspace } from './ownWorkspace.ts'
import { outputFolder, vsixPath } from './places.ts'
import { steps, until } from './steps.ts'
import { type EditorWindow, openWindow } from './window/window.ts'

/** What a user met on one way: how often they pressed, how long it took, and all that was said to them. */
interface Way {
  readonly name: string
  presses: number
  readonly began: number
  readonly said: string[]
}

let folder: string
let models: DemoServer
let server: Server
let window: EditorWindow
let way: Way
const ways: (Way & { readonly seconds: number })[] = []

after(async () => {
  await window?.close()
  await server?.stop()
  await models?.close()
  if (folder) await rm(dirname(folder), { recursive: true, force: true, maxRetries: 5 })
  await mkdir(outputFolder, { recursive: true })
  await writeFile(join(outputFolder, 'own-ways.json'), JSON.stringify(ways, null, 2))
  for (const { name, presses, seconds } of ways) console.log(`${name}: ${presses} presses, ${seconds} s`)
})

const step = steps(() => window)
const text = (path: string) => readFile(join(folder, path), 'utf8')

function set(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { 'gpo.endpoints': { local: { baseUrl: models.url } }, 'gpo.steps': 6, 'gpo.seed': 1, ...values }
}

function begin(name: string): void {
  way = { name, presses: 0, began: Date.now(), said: [] }
}

function end(): void {
  ways.push({ ...way, seconds: Math.round((Date.now() - way.began) / 1000) })
  for (const said of way.said) assertPlain(said)
}

/** What no sentence in the editor may hold: an option of the terminal, a path of this machine, a value that was not told. */
function assertPlain(said: string): void {
  assert.doesNotMatch(said, / --[a-z]/, said)
  assert.ok(!said.includes(folder), said)
  assert.doesNotMatch(said, /undefined|NaN|\[object|null|\.\.(?!\.)|\s\./, said)
}

async function rightClick(path: string): Promise<void> {
  await window.explorer.show()
  await window.explorer.openMenu(path, 'Optimize Prompt')
  await window.explorer.chooseFromMenu('Optimize Prompt')
  way.presses += 2
}

async function choose(label: string): Promise<void> {
  await window.palette.choose(label)
  way.presses++
}

/** Chooses a model that was found on this machine. A busy machine may find it only when it is asked again. */
async function chooseFound(model: string, again: () => Promise<void>): Promise<void> {
  const row = window.page.locator('.quick-input-widget .monaco-list-row', { hasText: model }).first()
  await window.palette.asked('demo (simulated)')
  for (let left = 3; left > 0 && (await row.count()) === 0; left--) {
    await window.page.keyboard.press('Escape')
    await again()
    await window.palette.asked('demo (simulated)')
  }
  way.said.push((await row.innerText()).trim())
  await row.click()
  way.presses++
}

/** The rows of the sheet, once it asks. */
async function sheet(): Promise<readonly string[]> {
  await window.palette.asked('Run')
  const rows = await window.page.locator('.quick-input-widget .monaco-list-row').allInnerTexts()
  const told = rows.map(row => row.replaceAll('\u00a0', ' ').trim())
  way.said.push(...told)
  return told
}

/** Runs what the sheet asks about, gives whether it found a better prompt, and compares what was said of its requests with what the server counted. */
async function runIt(name: string, agree = () => choose('Run')): Promise<boolean> {
  const told = await sheet()
  const [, most = ''] = /At most ([\d,]+) requests?/.exec(told.join('\n')) ?? []
  const before = models.counts().received.chat
  await agree()
  const found = window.notifications.toast(new RegExp(`${name}: (Better|Probably|Not|No better|Worse)`))
  await found.waitFor({ timeout: 180_000 })
  way.said.push((await found.locator('.notification-list-item-message').innerText()).trim())
  const page = window.webview()
  await page.locator('.state .sentence').first().waitFor()
  way.said.push(await page.locator('.state').innerText())
  const tile = page.locator('.tiles > div', { has: page.getByText('Requests', { exact: true }) }).locator('.value')
  // With the first cases, which were asked before the run to see whether something else than the prompt is wrong.
  const sent = models.counts().received.chat - before
  await until(async () => Number((await tile.innerText()).replaceAll(',', '')) === sent, `${sent} requests`)
  assert.ok(sent <= Number(most.replaceAll(',', '')), `${sent} of at most ${most}`)
  await window.screenshot(`own-page-${name}`)
  return way.said.some(said => said.includes(`${name}: Better than your prompt`))
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
    await window.screenshot(`own-${way.name.replaceAll(' ', '-')}`)
    await accept.click()
    way.presses++
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
  begin('a folder that gets trusted')
  await window.explorer.open('answers/count.prompt.md')
  await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor()
  assert.equal(models.counts().received.chat, 0)
  await window.screenshot('own-untrusted')
  await window.palette.command('Workspaces: Manage Workspace Trust')
  await window.page.locator('.workspace-trust-editor').getByText('Trust', { exact: true }).first().click()
  way.presses += 2
  await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'hidden' })
  await window.palette.command('View: Close All Editors')
  end()
})

step(
  'a prompt with a CSV file beside it: the model is found, the sheet is agreed to, the change accepted',
  async () => {
    begin('CSV beside a prompt')
    await rightClick('answers/count.prompt.md')
    await chooseFound('local:demo', () => rightClick('answers/count.prompt.md'))
    assert.ok((await sheet()).some(row => row.startsWith('60 cases: 12 train, 24 validation, 24 test')))
    await window.screenshot('own-sheet')
    const isBetter = await runIt('count.prompt.md')
    assert.ok(isBetter, 'the simulated model learns to count in six steps')
    await decide('answers/count.prompt.md', isBetter)
    assert.match(
      await text('answers/count.prompt.md'),
      /^---\ndescription: Counts the things of one kind\n---\n[\s\S]*\n\n\{\{question\}\}\n$/,
    )
    end()
  },
)

step('a skill with evals: the judge is named before it is asked', async () => {
  begin('SKILL.md with evals')
  await server.settings(set({ 'gpo.steps': 2, 'gpo.taskModel': 'local:demo' }))
  await rightClick('skills/stock-keeper/SKILL.md')
  assert.ok((await sheet()).some(row => row.includes('judge model local:demo')))
  await decide('skills/stock-keeper/SKILL.md', await runIt('SKILL.md'))
  assert.match(await text('skills/stock-keeper/SKILL.md'), /^---\nname: stock-keeper\n/)
  end()
})

step('a promptfoo config that names its texts leads to them', async () => {
  begin('promptfoo with file texts')
  const config = await text('bot/promptfooconfig.yaml')
  await rightClick('bot/promptfooconfig.yaml')
  await choose('polite.txt')
  await decide('bot/prompts/polite.txt', await runIt('polite.txt'))
  assert.equal(await text('bot/promptfooconfig.yaml'), config)
  end()
})

step('cases in the YAML file of a prompt stay as they are, by the keyboard alone', async () => {
  begin('testData in YAML, by keyboard')
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
  const isBetter = await runIt('warehouse.prompt.yml', () => window.page.keyboard.press('Enter'))
  await window.notifications.clear()
  if (isBetter) {
    await window.palette.byKeyboard('View: Focus First Editor Group')
    await window.palette.byKeyboard('GPO: Accept Refined Prompt')
    await until(async () => (await text(path)) !== before, 'the accepted text is written')
  }
  const cases = (source: string) => source.slice(source.indexOf('testData:'))
  assert.equal(cases(await text(path)), cases(before), 'its cases are as they were')
  await window.palette.command('View: Close All Editors')
  end()
})

step('one broken row of 49 is left out and told with its line, and does not stop the run', async () => {
  begin('a broken row')
  await rightClick('answers/till.prompt.md')
  const told = await sheet()
  assert.ok(told.some(row => row.startsWith('48 cases')))
  assert.ok(told.some(row => /^1 broken row is left out\s+Line 21: /.test(row)))
  await window.screenshot('own-broken-row')
  const isBetter = await runIt('till.prompt.md')
  await decide('answers/till.prompt.md', isBetter)
  end()
})
