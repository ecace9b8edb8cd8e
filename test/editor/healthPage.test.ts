import assert from 'node:assert/strict'
import test from 'node:test'
import { makeHealths } from '../../scripts/webviewPreview/healths.ts'
import { previewPage, themeNames } from './previewPage.ts'

const { page, open, wear, assertAccessible } = previewPage()
const heading = 'Health of the eval set of'
const health = (view: string) => makeHealths()[view]

for (const view of ['health', 'health-judge', 'health-judging', 'health-unmarked', 'health-failed', 'health-hostile'])
  test(`${view} has no serious accessibility finding in any theme`, async () => {
    await open(`view=${view}`, heading)
    await assertAccessible('main')
  })

for (const width of [320, 500, 1400])
  test(`nothing is wider than the page at ${width} pixels in any theme`, async () => {
    await page().setViewportSize({ width, height: 900 })
    for (const view of ['health', 'health-judge', 'health-hostile']) {
      await open(`view=${view}`, heading)
      for (const theme of themeNames) {
        await wear(theme)
        const wide = Number(await page().evaluate('document.documentElement.scrollWidth'))
        assert.ok(wide <= width, `${view} in ${theme}: ${wide}`)
      }
    }
  })

test('what cases, marks and the judge say is text, and what is invisible shows as a mark', async () => {
  const title = await open('view=health-hostile', heading)
  const made: unknown = await page().evaluate(`({
    title: document.title,
    markup: document.querySelectorAll('main :is(script, style, img, iframe, object, a, form, link)').length,
  })`)
  assert.deepEqual(made, { title, markup: 0 })
  assert.ok((await page().locator('main').innerText()).includes('[U+202E]'))
})

test('every button is reached by the tabulator key in the order of the page, and says what it asks for', async () => {
  await open('view=health-judge', heading)
  const buttons = await page().locator('vscode-button:visible').allInnerTexts()
  const reached: string[] = []
  for (let left = 200; left > 0 && reached.length < buttons.length; left--) {
    await page().keyboard.press('Tab')
    const text: unknown = await page().evaluate(
      `document.activeElement?.localName === 'vscode-button' ? document.activeElement.innerText : ''`,
    )
    if (typeof text === 'string' && text !== '') reached.push(text)
  }
  assert.deepEqual(reached, buttons)
})

test('a finding is fixed by keyboard, which asks for its number in the view that is shown', async () => {
  await open('view=health', heading)
  const { at, findings = [] } = health('health') ?? {}
  const index = findings.findIndex(({ kind }) => kind === 'Wrong labels, perhaps')
  const doubted = page().locator('section', { has: page().getByRole('heading', { name: /^Wrong labels, perhaps/ }) })
  await doubted.locator('vscode-button').first().focus()
  await page().keyboard.press('Enter')
  assert.deepEqual(await page().evaluate('window.posted.at(-1)'), { type: 'fixCase', at, index, fix: 0 })
})

test('of many findings of a kind twenty are drawn, the rest on request, and the keyboard stays where it was', async () => {
  await open('view=health-many', heading)
  const drawn = page().locator('.findings li')
  assert.equal(await drawn.count(), 20)
  await page().getByText('Show all 300').focus()
  await page().keyboard.press('Enter')
  assert.equal(await drawn.count(), 300)
  await page().keyboard.press('Tab')
  assert.equal(
    await page().evaluate(
      `[...document.querySelectorAll('.findings li')].indexOf(document.activeElement.closest('li'))`,
    ),
    20,
  )
})

test('when a finding is gone the keyboard stands on the one that takes its place', async () => {
  await open('view=health', heading)
  const shown = health('health')
  await page().locator('.findings li').nth(3).locator('vscode-button').first().focus()
  const view = { ...shown, at: 4, findings: shown?.findings.toSpliced(3, 1) }
  await page().evaluate(`window.postMessage(${JSON.stringify({ type: 'health', view })}, '*')`)
  await page().locator('.findings li').nth(8).waitFor({ state: 'detached' })
  const focused = await page().evaluate('document.activeElement.innerText')
  assert.ok(String(focused).includes(view.findings?.[3]?.sentence ?? 'nothing'))
})
