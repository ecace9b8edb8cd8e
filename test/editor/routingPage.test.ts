import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { makeRoutings } from '../../scripts/webviewPreview/routings.ts'
import { previewPage } from './previewPage.ts'

const { page: current, open, assertAccessible } = previewPage()
const heading = 'Which skill is loaded'

let page: Page

test.beforeEach(() => {
  page = current()
})

for (const view of ['routing-first', 'routing-changed', 'routing-failed', 'routing-waiting', 'routing-hostile'])
  test(`${view} has no serious accessibility finding in any theme`, async () => {
    await open(`view=${view}`, heading)
    await openQueries(1)
    await assertAccessible('main')
  })

for (const width of [320, 560, 1200])
  test(`nothing is wider than the page at ${width} pixels`, async () => {
    await page.setViewportSize({ width, height: 700 })
    for (const view of ['routing-changed', 'routing-hostile']) {
      await open(`view=${view}`, heading)
      await openQueries(1)
      assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= width, view)
    }
  })

test('what names, queries and descriptions say is text, and what is invisible shows as a mark', async () => {
  const title = await open('view=routing-hostile', heading)
  await openQueries(2)
  const made: unknown = await page.evaluate(`({
    title: document.title,
    markup: document.querySelectorAll('main :is(script, style, img, iframe, object, a, form, link)').length,
  })`)
  assert.deepEqual(made, { title, markup: 0 })
  assert.ok((await page.locator('main').innerText()).includes('[U+202E]'))
})

test('a theft is told in words, crossed out, and beside the outline of the right skill', async () => {
  await open('view=routing', heading)
  const row = page.locator('.heat-map tr', { has: page.locator('.standing.stolen') }).first()
  assert.match(await row.locator('.standing').innerText(), /stolen by [\w-]+, \d of 3/)
  assert.ok((await row.locator('.cross').count()) > 0)
  assert.equal(await row.locator('.owner').count(), 1)
})

test('a query opens by keyboard, with its answers and both descriptions, and asks for what its buttons say', async () => {
  await open('view=routing', heading)
  const row = page.locator('.heat-map tr', { has: page.locator('.standing.stolen') }).first()
  await row.locator('.toggle').focus()
  await page.keyboard.press('Enter')
  const detail = page.locator('.detail:visible')
  assert.match(await detail.innerText(), /Answers: /)
  assert.ok((await detail.locator('[aria-label^="Description of"]').count()) >= 2)
  await detail.getByText('Open the query').click()
  await detail
    .getByText(/^Optimize /)
    .first()
    .click()
  const posted: unknown = await page.evaluate('window.posted.slice(1)')
  const { at, queries = [], skills = [] } = makeRoutings().routing ?? {}
  const said = Array.isArray(posted) ? posted : []
  assert.deepEqual(
    said.map(({ type, at }) => [type, at]),
    [
      ['openQuery', at],
      ['optimizeSkill', at],
    ],
  )
  assert.ok(queries[said[0].index] && skills[said[1].index])
})

test('new descriptions that wait are told with what each does, and accepted one by one or together', async () => {
  await open('view=routing-waiting', heading)
  const section = page.locator('section', { has: page.getByText('New descriptions that wait', { exact: true }) })
  const text = await section.innerText()
  assert.match(text, /over 36 queries that no search used/)
  assert.match(text, /It adds −2\.8 points .*worse for incident 1, beside the others/)
  for (const name of ['Measure again', 'Accept deploy', 'Accept all 2', 'Review release in its file'])
    await section.getByText(name, { exact: true }).click()
  const [release, deploy] = makeRoutings()['routing-waiting']?.waiting.changes.map(({ run }) => run) ?? []
  assert.deepEqual(await page.evaluate('window.posted.slice(1)'), [
    { type: 'weigh' },
    { type: 'acceptWaiting', runs: [deploy] },
    { type: 'acceptWaiting', runs: [release, deploy] },
    { type: 'reviewWaiting', run: release },
  ])
})

test('earlier answers are drawn instead of the present ones, and what changed is said', async () => {
  await open('view=routing-changed', heading)
  assert.match(await page.locator('.state').innerText(), /Now \+12\.0 points; \d+ queries better, \d+ worse/)
  const counts = () => page.locator('.heat-map .count').allInnerTexts()
  const heads = () => page.locator('.heat-map .group').allInnerTexts()
  const [now, headsNow] = [await counts(), await heads()]
  await page.getByText('Before', { exact: true }).click()
  assert.notDeepEqual(await counts(), now)
  assert.notDeepEqual(await heads(), headsNow)
  await page.getByText('Now', { exact: true }).click()
  assert.deepEqual(await counts(), now)
})

test('a hundred skills with three hundred queries are drawn at once, the rest on request', async () => {
  const started = Date.now()
  await open('view=routing-large', heading)
  assert.ok(Date.now() - started < 10_000)
  assert.equal(await page.locator('.heat-map .toggle').count(), 120)
  await page.getByText('Show all 300 queries').click()
  assert.equal(await page.locator('.heat-map .toggle').count(), 300)
})

async function openQueries(most: number): Promise<void> {
  for (const toggle of (await page.locator('.heat-map .toggle').all()).slice(0, most)) await toggle.click()
}
