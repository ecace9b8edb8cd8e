import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The few calls of playwright-core that taking pictures needs; it is no dependency of the project. */
interface Browser {
  newPage(options: object): Promise<Page>
  close(): Promise<void>
}

interface Page {
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void
  on(event: 'pageerror', listener: (error: Error) => void): void
  goto(url: string): Promise<unknown>
  waitForTimeout(milliseconds: number): Promise<void>
  locator(selector: string): { first(): { click(): Promise<void>; isVisible(): Promise<boolean> } }
  screenshot(options: { path: string; fullPage: boolean }): Promise<unknown>
  close(): Promise<void>
}

/** Takes a picture of every view in every theme, wide and narrow; gives what the pages complained about. */
export async function takeShots(url: string, folder: string, views: readonly string[], themes: readonly string[]) {
  const from = process.env.PLAYWRIGHT_DIR
  if (from === undefined) return { skipped: 'PLAYWRIGHT_DIR names no folder with playwright-core.', complaints: [] }
  const { chromium } = createRequire(path.join(path.resolve(from), 'index.js'))('playwright-core')
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  })
  const complaints: string[] = []
  await mkdir(folder, { recursive: true })
  try {
    for (const view of views)
      for (const theme of themes)
        for (const [name, width] of Object.entries(widths)) {
          const shot = `${view}-${theme}-${name}`
          const page = await browser.newPage({ viewport: { width, height: 900 } })
          page.on('console', message => {
            if (['error', 'warning'].includes(message.type()) && !message.text().includes(empty))
              complaints.push(`${shot}: ${message.text()}`)
          })
          page.on('pageerror', error => complaints.push(`${shot}: ${error.message}`))
          await page.goto(`${url}/?view=${view}&theme=${theme}`)
          await page.waitForTimeout(400)
          for (const part of ['.toggle', 'summary']) {
            const found = page.locator(part).first()
            if (await found.isVisible()) await found.click()
          }
          await page.waitForTimeout(100)
          await page.screenshot({ path: path.join(folder, `${shot}.png`), fullPage: true })
          await page.close()
        }
  } finally {
    await browser.close()
  }
  return { complaints }
}

/**
 * The toolkit tries an empty style element, to learn whether the browser knows `:focus-visible`. The policy forbids it,
 * and the toolkit goes on without; page.css makes up for it. This is the hash of nothing.
 */
const empty = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

/** In CSS pixels: an editor beside another, and one alone. */
const widths = { narrow: 400, wide: 1200 } as const
