import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { promisify } from 'node:util'
import { type DemoServer, startDemoServer } from '../../src/models/demo/serving/server.ts'
import { type ExamplesWindow, openExamples } from './examplesWindow.ts'
import { picturesAddress, projectFolder } from './places.ts'
import { steps, themes, until } from './steps.ts'
import { ways } from './ways.ts'
import type { EditorWindow } from './window/window.ts'

let opened: ExamplesWindow | undefined
let models: DemoServer
let folder: string
let window: EditorWindow
const way = ways(
  () => window,
  () => folder,
)
const step = steps(() => window)

const stock = ['You keep the books.', 'You keep the books. Count each item one by one.']
const questions = Array.from({ length: 40 }, (_, at) => `I have ${at + 2} pears and ${at + 3} plums. How many fruits?`)

/** An eval set by which an answer is right where it holds, or is, what is expected. */
const evalSet = (grader: 'includes' | 'equals', expected: string): string =>
  JSON.stringify({ grader, cases: questions.map(question => ({ question, expected })) })

const files = {
  'greeting.prompt.md': 'Greet {{customer}} in one friendly sentence.\n',
  'lenient.prompt.md': 'Answer.\n\n{{question}}\n',
  'lenient.eval.yaml': evalSet('includes', 'e'),
  'strict.prompt.md': 'Say how many.\n\n{{question}}\n',
  'strict.eval.yaml': evalSet('equals', 'As many as you like, dear farmer.'),
  'stock.eval.yaml': evalSet('includes', '5'),
}

before(async () => {
  models = await startDemoServer({ port: 0, seed: 0, latencyMs: 1, failRate: 0 })
  opened = await openExamples('firstMinutes', { 'workbench.colorTheme': themes.dark.name }, async folder => {
    await mkdir(join(folder, 'desk'))
    const write = (name: string, text: string) => writeFile(join(folder, 'desk', name), text)
    for (const [name, text] of Object.entries(files)) await write(name, text)
    await git(folder, 'init', '--quiet')
    for (const text of stock) {
      await write('stock.prompt.md', `${text}\n\n{{question}}\n`)
      await git(folder, 'add', '.')
      await git(folder, 'commit', '--quiet', '--message', text)
    }
  })
  ;({ folder, window } = opened)
  await opened.server.settings({ 'gpo.endpoints': { farm: { baseUrl: models.url } }, 'gpo.taskModel': 'farm:demo' })
})

after(async () => {
  await opened?.close()
  await models?.close()
  await way.tell('first-minutes.json')
})

const git = (folder: string, ...args: readonly string[]) =>
  promisify(execFile)('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@localhost', ...args], { cwd: folder })

step('without an eval set nothing is asked, and Create Eval Set makes one that is valid', async () => {
  way.begin('no eval set')
  await way.rightClick('desk/greeting.prompt.md')
  const told = await way.toast('No eval set belongs to this prompt')
  await window.screenshot('first-no-eval-set')
  await told.getByText('Create Eval Set').click()
  way.press()
  await way.choose('Empty Cases to Fill In')
  await window.page.locator('.tab.active', { hasText: 'greeting.eval.yaml' }).waitFor()
  await window.page.locator('.view-line', { hasText: 'draft: true' }).first().waitFor()
  assert.match(await readFile(join(folder, 'desk/greeting.eval.yaml'), 'utf8'), /customer/)
  await window.screenshot('first-created')
  // Asked again it says what is missing. By then the new set has been read, and marked where something is wrong.
  await window.notifications.clear()
  await way.rightClick('desk/greeting.prompt.md')
  const missing = await way.toast('The case "case-1" is a draft')
  await window.screenshot('first-only-drafts')

  assert.doesNotMatch(await window.explorer.marks('desk/greeting.eval.yaml'), /problem/, 'nothing is red')
  assert.equal(models.counts().received.chat, 0)
  await missing.getByText('Show Line').click()
  way.press()
  await window.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 4, Col 1' }).waitFor()
  await window.palette.command('View: Close All Editors')
  way.end()
})

const doubtful = {
  lenient: {
    title: 'Every one of the first 5 answers to lenient.prompt.md is right',
    expected: 'e',
    why: ': right by includes',
  },
  strict: {
    title: 'None of the first 5 answers to strict.prompt.md is right',
    expected: 'As many as you like',
    why: ': equals: expected',
  },
} as const

for (const [name, { title, expected, why }] of Object.entries(doubtful))
  step(`${title}: three stand beside what was expected, and nothing more is asked`, async () => {
    way.begin(title)
    const before = models.counts().received.chat
    await way.rightClick(`desk/${name}.prompt.md`)
    await way.sheet()
    await way.choose('Run')
    const rows = await way.sheet('Go On')
    assert.equal(await window.page.locator('.quick-input-title').innerText(), title)
    const answers = rows.filter(row => /^answered “.+”, expected “/.test(row) && row.includes(expected))
    assert.equal(answers.length, 3, rows.join('\n'))
    for (const answer of answers) assert.ok(answer.includes('I have ') && answer.includes(why), answer)
    for (const button of ['Go On', 'Check the Grader', 'Show Cases'])
      assert.ok(
        rows.some(row => row.startsWith(button)),
        button,
      )
    await window.screenshot(`first-${name}`)
    await way.choose('Check the Grader')
    await window.page.locator('.tab.active', { hasText: `${name}.eval.yaml` }).waitFor()
    assert.equal(models.counts().received.chat - before, 5)
    await window.palette.command('View: Close All Editors')
    way.end()
  })

step('the scores of a prompt over its versions in git, asked for and then kept', async () => {
  way.begin('history')
  await window.explorer.open('desk/stock.prompt.md')
  await window.palette.command('GPO: Score History')
  way.press()
  const before = models.counts().received.chat
  const rows = await way.sheet('Score 2 versions without a score')
  assert.equal(rows.filter(row => row.startsWith('not scored')).length, 2, rows.join('\n'))
  assert.equal(models.counts().received.chat, before)
  await way.choose('Score 2 versions without a score')
  const scored = window.page.locator('.quick-input-widget .monaco-list-row', { hasText: /% \[.+\] of 40 cases/ })
  await until(async () => (await scored.count()) === 2, 'both versions have a score')
  await way.sheet(' of 40 cases')
  assert.equal(models.counts().received.chat - before, 80)
  await window.screenshot('first-history')
  await scored.last().click()
  way.press()
  await window.page.locator('.tab.active', { hasText: 'stock.prompt.md: ' }).waitFor()
  await window.screenshot('first-history-version')
  await window.palette.command('View: Close All Editors')
  way.end()
})

step('the page of the extension shows the pictures of the README, from where the project’s files are', async () => {
  await window.page
    .context()
    .route(`${picturesAddress}/**`, route =>
      route.fulfill({ path: join(projectFolder, new URL(route.request().url()).pathname) }),
    )
  await window.palette.command('Extensions: Show Installed Extensions')
  await window.page.locator('.extensions-list .monaco-list-row', { hasText: 'GPO' }).first().click()
  const pictures = window.webview().locator('img')
  const widths = () =>
    pictures.evaluateAll(all => all.map(image => ('naturalWidth' in image ? Number(image.naturalWidth) : 0)))
  await until(async () => (await widths()).filter(width => width > 300).length === 3, 'three pictures are shown')
  await window.screenshot('first-extension')
  await pictures.nth(1).scrollIntoViewIfNeeded()
  await window.screenshot('first-extension-review')
})
