import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { makeViews } from '../../scripts/webviewPreview/views.ts'
import { panels, previewPage } from './previewPage.ts'
import { until } from './steps.ts'

const { page: current, open, show, openAll } = previewPage()

let page: Page

test.beforeEach(() => {
  page = current()
})

test('hostile text is text, wherever the page shows it', async () => {
  const started = Date.now()
  const title = await open('view=hostile')
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
  await open('view=done')
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
  await open('view=done')
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
    await open('view=done')
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
  await page.clock.install({ time: 0 })
  await open('view=running')
  await page.clock.pauseAt(600_000)
  const said = page.locator('.state [role=status]')
  const reach = async (from: number, to: number) => {
    await page.evaluate(`
      for (let step = ${from}; step <= ${to}; step++)
        window.postMessage({ type: 'progress', runId: 'run-1', progress: { ...${JSON.stringify(makeViews().running?.progress)}, step } }, '*')`)
    await page.clock.runFor(1_000)
    assert.equal(await page.locator('.sentence', { hasText: `Step ${to} of 18` }).count(), 1)
  }
  await reach(6, 6)
  assert.equal(await said.innerText(), 'Step 6 of 18.')
  await reach(7, 15)
  assert.equal(await said.innerText(), 'Step 6 of 18.')
  await page.clock.runFor(10_000)
  assert.equal(await said.innerText(), 'Step 15 of 18.')
  const done = { ...makeViews().done, runId: 'run-1' }
  await page.evaluate(`window.postMessage(${JSON.stringify({ type: 'view', view: done })}, '*')`)
  await page.clock.runFor(1_000)
  assert.match(await said.innerText(), /Better/)
})

test('what is no message of the host, or comes before its time, changes nothing', async () => {
  await open('view=running')
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
  await open('view=long')
  await show('compare')
  const text = await page.locator('#panel-compare .prompt').innerText()
  assert.match(text, /characters unchanged/)
  assert.ok(text.length < 5000, `${text.length} characters are shown`)
})

test('a step that arrives leaves alone what the user looks into', async () => {
  await open('view=running')
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

async function press(selector: string, key: string): Promise<void> {
  await page.locator(selector).first().focus()
  await page.keyboard.press(key)
}

const heading = (): Promise<string> => page.locator('#step-title').innerText()
