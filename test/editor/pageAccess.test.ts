import assert from 'node:assert/strict'
import test from 'node:test'
import { makeViews } from '../../scripts/webviewPreview/views.ts'
import { panels, previewPage, themeNames } from './previewPage.ts'

const { page, open, show, openAll, wear, assertAccessible } = previewPage()

for (const view of Object.keys(makeViews()))
  test(`${view} has no serious accessibility finding in any theme`, async () => {
    await open(`view=${view}`)
    await assertAccessible('main')
    if (!(await page().locator('#tab-candidates').isVisible())) return
    for (const panel of panels) {
      await show(panel)
      await openAll(panel, 1)
      await assertAccessible(`#panel-${panel}`)
    }
  })

test('two runs beside each other have no serious accessibility finding in any theme, and fit at 500 pixels', async () => {
  await page().setViewportSize({ width: 500, height: 900 })
  await open('view=done&other=undecided')
  const runs = page().locator('.two-runs')
  await runs.getByText('Compared with the run of 2026-11-26 09:05 UTC').waitFor()
  await assertAccessible('.two-runs')
  assertFits(await widths(), 500)
  assert.match(await runs.innerText(), /Better than your prompt[\s\S]*Not distinguishable from your prompt/)
  await runs.locator('vscode-button').first().focus()
  await page().keyboard.press('Enter')
  await runs.waitFor({ state: 'hidden' })
})

for (const width of [320, 560, 1200])
  test(`nothing is wider than the page at ${width} pixels in any theme`, async () => {
    await page().setViewportSize({ width, height: 700 })
    for (const view of ['done', 'hostile']) {
      await open(`view=${view}`)
      for (const panel of panels) {
        await show(panel)
        await openAll(panel, 2)
        assertFits(await widths(), width)
      }
    }
  })

/** How wide the page is in each theme. */
async function widths(): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {}
  for (const theme of themeNames) {
    await wear(theme)
    found[theme] = await page().evaluate('document.documentElement.scrollWidth')
  }
  return found
}

function assertFits(found: Readonly<Record<string, unknown>>, width: number): void {
  for (const [theme, wide] of Object.entries(found))
    assert.ok(typeof wide === 'number' && wide <= width, `${theme}: ${wide}`)
}
