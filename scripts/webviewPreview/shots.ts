import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { findBrowser, startBrowser } from '../editor/browser.ts'
import { browserArguments, isExpected } from './complaints.ts'

/** Takes a picture of every view in every theme, wide and narrow, with each of its panels; gives what the pages complained about. */
export async function takeShots(
  url: string,
  folder: string,
  views: readonly string[],
  themes: readonly string[],
): Promise<readonly string[]> {
  const browser = await startBrowser(await findBrowser(), browserArguments)
  const complaints: string[] = []
  await mkdir(folder, { recursive: true })
  try {
    for (const view of views)
      for (const theme of themes)
        for (const [name, width] of Object.entries(widths)) {
          const shot = `${view}-${theme}-${name}`
          const page = await browser.newPage({ viewport: { width, height: 900 } })
          page.on('console', message => {
            if (['error', 'warning'].includes(message.type()) && !isExpected(message.text()))
              complaints.push(`${shot}: ${message.text()}`)
          })
          page.on('pageerror', error => complaints.push(`${shot}: ${error.message}`))
          await page.goto(`${url}/?view=${view}&theme=${theme}`)
          await page.waitForTimeout(400)
          await page.screenshot({ path: path.join(folder, `${shot}.png`) })
          await shootWhole(page, path.join(folder, `${shot}-whole.png`))
          for (const panel of panels) await shoot(page, panel, path.join(folder, `${shot}-${panel}.png`))
          await page.close()
        }
  } finally {
    await browser.close()
  }
  return complaints
}

async function shoot(page: Page, panel: string, file: string): Promise<void> {
  const tab = page.locator(`#tab-${panel}`)
  if (!(await tab.isVisible())) return
  await tab.click()
  const toggle = page.locator(`#panel-${panel} .toggle`).first()
  if (await toggle.isVisible()) await toggle.click()
  await page.waitForTimeout(100)
  await page.screenshot({ path: file, fullPage: true })
}

/** The whole of a page without panels, its first query open if it has any. */
async function shootWhole(page: Page, file: string): Promise<void> {
  if (await page.locator('#tab-candidates').isVisible()) return
  const query = page.locator('.heat-map .toggle').first()
  if (await query.isVisible()) await query.click()
  await page.screenshot({ path: file, fullPage: true })
}

const panels = ['candidates', 'meta-prompt', 'cases', 'compare']

/** In CSS pixels: an editor beside another, and one alone. */
const widths = { narrow: 400, wide: 1200 } as const
