import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { startBrowser } from '../../../scripts/editor/browser.ts'
import { outputFolder } from '../places.ts'
import { changes } from './changes.ts'
import { codeEditor } from './codeEditor.ts'
import { explorer } from './explorer.ts'
import { notifications } from './notifications.ts'
import { palette } from './palette.ts'
import { promptsView } from './promptsView.ts'
import { testExplorer } from './testExplorer.ts'

export type EditorWindow = Awaited<ReturnType<typeof openWindow>>

/** One window of the editor, in the words of somebody who sits before it. */
export async function openWindow(browser: string, url: string, folder: string) {
  const page = await openPage(browser)
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`, { waitUntil: 'commit' })
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 120_000 })
  const commands = palette(page)
  return {
    page,
    explorer: explorer(page),
    changes: changes(page),
    editor: codeEditor(page),
    notifications: notifications(page),
    palette: commands,
    prompts: promptsView(page, commands),
    tests: testExplorer(page, commands),
    /** The document inside a webview, found by something that only it shows. */
    webview: (nth = 0) => page.frameLocator(`iframe.webview.ready >> nth=${nth}`).frameLocator('#active-frame'),
    async screenshot(name: string) {
      const folder = join(outputFolder, 'screenshots')
      await mkdir(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${name}.png`) })
    },
    /** Loads the window again, as people do when something hangs. */
    async reload() {
      await page.reload({ waitUntil: 'commit' })
      await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 120_000 })
    },
    close: () => page.context().browser()?.close(),
  }
}

/** An empty page of a fresh browser. What Chromium is told keeps it from needing a display, a sandbox or the network. */
export async function openPage(browser: string): Promise<Page> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  args.push('--disable-component-update', '--disable-sync')
  const started = await startBrowser(browser, args)
  const page = await started.newPage({ viewport: { width: 1400, height: 900 } })
  page.setDefaultTimeout(60_000)
  return page
}
