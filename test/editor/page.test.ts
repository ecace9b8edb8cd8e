import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { findBrowser, startBrowser } from '../../scripts/editor/browser.ts'
import { browserArguments, isExpected } from '../../scripts/webviewPreview/complaints.ts'
import { type Preview, startPreview } from '../../scripts/webviewPreview/server.ts'
import { themes } from '../../scripts/webviewPreview/themes.ts'
import { makeViews } from '../../scripts/webviewPreview/views.ts'
import { until } from './steps.ts'

let preview: Preview
let browser: Browser
let page: Page
let complaints: string[]

before(async () => {
  preview = await startPreview()
  browser = await startBrowser(await findBrowser(), browserArguments)
})

after(async () => {
  await browser?.close()
  preview?.close()
})

test.beforeEach(async () => {
  complaints = []
  page = await browser.newPage({ viewport: { width: 1000, height: 900 } })
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type()) && !isExpected(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  page.on('dialog', dialog => {
    complaints.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
})

test.afterEach(async () => {
  await page.close()
  assert.deepEqual(complaints, [])
})

const panels = ['candidates', 'meta-prompt', 'cases', 'compare'] as const

/** These differ from `done` in their numbers alone, so one theme will do. */
const alike: readonly string[] = ['worse', 'single', 'long', 'many']

for (const view of Object.keys(makeViews()))
  for (const theme of alike.includes(view) ? ['dark'] : Object.keys(themes))
    test(`${view} in ${theme} has no serious accessibility finding`, async () => {
      await open(view, theme)
      await page.evaluate(axe.source)
      assert.deepEqual(await findings('main'), [])
      if (!(await page.locator('#tab-candidates').isVisible())) return
      for (const panel of panels) {
        await show(panel)
        await openAll(panel, 1)
        assert.deepEqual(await findings(`#panel-${panel}`), [], panel)
      }
    })

for (const theme of Object.keys(themes))
  test(`two runs beside each other in ${theme} have no serious accessibility finding, and fit at 500 pixels`, async () => {
    await page.setViewportSize({ width: 500, height: 900 })
    await page.goto(`${preview.url}/?view=done&other=undecided&theme=${theme}`)
    const runs = page.locator('.two-runs')
    await runs.getByText('Compared with the run of 2026-11-26 09:05 UTC').waitFor()
    await page.evaluate(axe.source)
    assert.deepEqual(await findings('.two-runs'), [])
    const wide: unknown = await page.evaluate('document.documentElement.scrollWidth')
    assert.ok(typeof wide === 'number' && wide <= 500, `${wide}`)
    assert.match(await runs.innerText(), /Better than your prompt[\s\S]*Not distinguishable from your prompt/)
    await press('.two-runs vscode-button', 'Enter')
    await runs.waitFor({ state: 'hidden' })
  })

for (const theme of Object.keys(themes))
  for (const width of [320, 560, 1200])
    test(`nothing is wider than the page at ${width} pixels in ${theme}`, async () => {
      await page.setViewportSize({ width, height: 700 })
      for (const view of ['done', 'hostile']) {
        await open(view, theme)
        for (const panel of panels) {
          await show(panel)
          await openAll(panel, 2)
          const wide: unknown = await page.evaluate('document.documentElement.scrollWidth')
          assert.ok(typeof wide === 'number' && wide <= width, `${view}, ${panel}: ${wide}`)
        }
      }
    })

test('hostile text is text, wherever the page shows it', async () => {
  const started = Date.now()
  const title = await open('hostile')
  for (const panel of panels) {
    await show(panel)
    await openAll(panel, 9)
  }
  assert.ok(Date.now() - started < 20_000, 'a megabyte in one line is shown without a long wait')
  // The page's own two scripts stand outside of what it draws.
  const made: unknown = await page.evaluate(`({
    title: document.title,
    markup: document.querySelectorAll('main :is(script, style, img, iframe, object, a, form, link)').length,
    handlers: [...document.querySelectorAll('main *')].filter(element =>
      element.getAttributeNames().some(name => name.startsWith('on')),
    ).length,
  })`)
  assert.deepEqual(made, { title, markup: 0, handlers: 0 })
  const said = await page.locator('main').innerText()
  assert.ok(said.includes('<script>document.title = "owned"</script>'))
  const invisible = said.match(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu)?.filter(character => !'\n\t'.includes(character))
  assert.deepEqual(invisible ?? [], [], 'what is invisible shows as a mark')
  assert.ok(said.includes('[U+202E]'))
})

test('the page can be used by keyboard alone', async () => {
  await open('done')
  await page.locator('[role=slider]').focus()
  await page.keyboard.press('Home')
  assert.equal(await heading(), 'Step 1 of 18')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('PageUp')
  assert.equal(await heading(), 'Step 12 of 18')
  await press('#tab-candidates', 'ArrowRight')
  await page.keyboard.press('ArrowRight')
  assert.ok(await page.locator('#panel-cases').isVisible())
  await press('#panel-cases .toggle', 'Enter')
  await page.locator('#panel-cases .case').first().waitFor()
  assert.match(await page.locator('#panel-cases .case').first().innerText(), /With your prompt/)
  await press('#tab-cases', 'End')
  await page.locator('#panel-compare select').nth(1).selectOption('12.0')
  assert.match(await page.locator('#panel-compare').innerText(), /to candidate 1 of step 12/)
})

test('what the user looked at is there again after a reload', async () => {
  await page.setViewportSize({ width: 1000, height: 500 })
  await open('done')
  await page.getByText('By spend').click()
  await page.locator('[role=slider]').focus()
  await page.keyboard.press('Home')
  await show('compare')
  await page.locator('#panel-compare select').nth(1).selectOption('1.0')
  await page.evaluate('window.scrollTo(0, 200)')
  const scrolled = () => page.evaluate('JSON.parse(sessionStorage.getItem(location.href)).look.scroll === 200')
  await until(async () => (await scrolled()) === true, 'the page keeps how far down it is')
  const kept: unknown = await page.evaluate('sessionStorage.getItem(location.href).length')
  assert.ok(typeof kept === 'number' && kept < 500, `what is kept does not grow with the run: ${kept}`)
  await page.reload()
  await page.locator('#panel-compare').waitFor()
  assert.equal(await heading(), 'Step 1 of 18')
  assert.match(await page.locator('#chart-title').innerText(), /by US dollars spent/)
  assert.equal(await page.locator('#panel-compare select').nth(1).inputValue(), '1.0')
  assert.equal(await page.evaluate('window.scrollY'), 200)
})

for (const [name, number, index] of [
  ['scored', 1, 0],
  ['dropped', 9, 2],
  ['rejected', 18, 7],
] as const)
  test(`the point of a ${name} candidate tells of it, and a click opens it beneath`, async () => {
    await open('done')
    const made = makeViews().done?.steps[number - 1]
    assert.ok(made)
    const { score = 0, status } = made.candidates[index] ?? {}
    const box = await page.locator('.u-over').first().boundingBox()
    assert.ok(box)
    const across = (number + ((index + 0.5) / 8 - 0.5) * 0.6) / 18.5
    const up = ((status === 'rejected' ? -0.05 : score) + 0.1) / 1.1
    const [x, y] = [box.x + across * box.width, box.y + (1 - up) * box.height]
    await page.mouse.move(x, y)
    assert.ok(await page.locator('.spot').isVisible())
    assert.match(await page.locator('.readout').innerText(), new RegExp(`^Candidate ${index + 1} of step ${number}: `))
    await show('compare')
    await page.mouse.click(x, y)
    assert.equal(await heading(), `Step ${number} of 18`)
    const detail = page.locator(`#text-${number}-${index}`)
    await detail.waitFor()
    assert.equal(await page.locator('#panel-candidates .detail:visible').count(), 1)
    assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-controls")'), `text-${number}-${index}`)
  })

test('fast steps are told to a screen reader one at a time, and the end at once', async () => {
  await open('running')
  const said = page.locator('.state [role=status]')
  const first = await said.innerText()
  await page.evaluate(`
    for (let step = 6; step < 16; step++)
      window.postMessage({ type: 'progress', runId: 'run-1', progress: { ...${JSON.stringify(makeViews().running?.progress)}, step } }, '*')`)
  await page.locator('.sentence').getByText('Step 15 of 18').waitFor()
  assert.equal(await said.innerText(), first)
  await said.getByText('Step 15 of 18.').waitFor({ timeout: 10_000 })
  const done = { ...makeViews().done, runId: 'run-1' }
  await page.evaluate(`window.postMessage(${JSON.stringify({ type: 'view', view: done })}, '*')`)
  await said.getByText('Better').waitFor({ timeout: 2000 })
})

test('what is no message of the host, or comes before its time, changes nothing', async () => {
  await open('running')
  const before = await page.locator('main').innerText()
  const step = makeViews().done?.steps[2]
  const messages = [
    null,
    7,
    'view',
    [],
    {},
    { type: 'view' },
    { type: 'view', view: {} },
    { type: 'future', runId: 'run-1' },
    { type: 'step', runId: 'run-1', step: {} },
    { type: 'step', runId: 'run-1', step },
    { type: 'step', runId: 'run-2', step },
    { type: 'progress', runId: 'run-1', progress: { phase: 'step' } },
    { type: 'answers', runId: 'run-1', answers: {} },
  ]
  await page.evaluate(`for (const message of ${JSON.stringify(messages)}) window.postMessage(message, '*')`)
  await page.evaluate('new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))')
  assert.equal(await page.locator('main').innerText(), before)
})

test('few changes in a prompt of thousands of words stand together', async () => {
  await open('long')
  await show('compare')
  const text = await page.locator('#panel-compare .prompt').innerText()
  assert.match(text, /characters unchanged/)
  assert.ok(text.length < 5000, `${text.length} characters are shown`)
})

test('a step that arrives leaves alone what the user looks into', async () => {
  await open('running')
  await show('candidates')
  await page.locator('#panel-candidates .toggle').first().click()
  const start = { text: 'Answer.', score: 0.5 }
  const candidates = [{ text: 'Count.', status: 'evaluated', score: 0.9, cases: 48, wordsChanged: 2 }]
  const step = { step: 5, epoch: 1, stepSize: 40, current: start, shown: [], metaPrompt: '', winner: 0, candidates }
  await page.evaluate(`window.postMessage(${JSON.stringify({ type: 'step', runId: 'run-1', step })}, '*')`)
  await page.getByText('Newest step').waitFor()
  assert.equal(await heading(), 'Step 4 of 18')
  assert.equal(await page.locator('#panel-candidates .detail:visible').count(), 1)
  await page.getByText('Newest step').click()
  assert.equal(await heading(), 'Step 5 of 18')
})

/** Opens a view and gives the title of its document. */
async function open(view: string, theme = 'dark'): Promise<string> {
  await page.goto(`${preview.url}/?view=${view}&theme=${theme}`)
  await page.locator('main header h1').getByText('→').waitFor()
  await page.evaluate('new Promise(requestAnimationFrame)')
  return page.title()
}

async function show(panel: (typeof panels)[number]): Promise<void> {
  await page.locator(`#tab-${panel}`).click()
  await page.locator(`#panel-${panel}`).waitFor()
}

/** Opens the first texts of a panel that are folded. */
async function openAll(panel: string, most: number): Promise<void> {
  for (const toggle of (await page.locator(`#panel-${panel} .toggle`).all()).slice(0, most)) {
    if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click()
  }
}

async function press(selector: string, key: string): Promise<void> {
  await page.locator(selector).first().focus()
  await page.keyboard.press(key)
}

const heading = (): Promise<string> => page.locator('#step-title').innerText()

/** Serious and critical findings, each with the first elements that it is about. */
async function findings(within: string): Promise<readonly string[]> {
  const found: unknown = await page.evaluate(`axe.run(${JSON.stringify(within)}).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node => id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary))
  )`)
  return Array.isArray(found) ? found : ['axe told nothing']
}
