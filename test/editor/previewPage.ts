import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { findBrowser, startBrowser } from '../../scripts/editor/browser.ts'
import { browserArguments, isExpected } from '../../scripts/webviewPreview/complaints.ts'
import { type Preview, startPreview } from '../../scripts/webviewPreview/server.ts'
import { type ThemeName, themes } from '../../scripts/webviewPreview/themes.ts'

export const panels = ['candidates', 'meta-prompt', 'cases', 'compare'] as const

/** Findings that can differ from theme to theme; the others are of the elements, which all themes share. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** A page alone, without an editor, fresh for each test of a file. A test fails where the page complained on its console. */
export function previewPage() {
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

  /** Serious and critical findings, each with the first elements that it is about. */
  async function findings(within: string, rules?: readonly string[]): Promise<readonly string[]> {
    await page.evaluate(`window.axe ?? ${axe.source}`)
    const only = rules ? `{ runOnly: ${JSON.stringify(rules)} }` : '{}'
    const found: unknown =
      await page.evaluate(`axe.run(${JSON.stringify(within)}, ${only}).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node => id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary))
    )`)
    return Array.isArray(found) ? found : ['axe told nothing']
  }

  /** Puts a theme on the page as the editor does while it is open. */
  async function wear(name: ThemeName): Promise<void> {
    await page.evaluate(`{
      const { kind, variables } = ${JSON.stringify(themes[name])}
      document.documentElement.removeAttribute('style')
      for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value)
      document.body.className = kind
      document.body.setAttribute('data-vscode-theme-kind', kind)
    }`)
    await page.evaluate('new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))')
  }

  return {
    page: () => page,
    /** Opens a view, `query` being what stands behind `?`, waits for its heading and gives the title of its document. */
    async open(query: string, heading = '→'): Promise<string> {
      await page.goto(`${preview.url}/?${query}`)
      await page.locator('main header h1').getByText(heading).waitFor()
      await page.evaluate('new Promise(requestAnimationFrame)')
      return page.title()
    },
    async show(panel: (typeof panels)[number]): Promise<void> {
      await page.locator(`#tab-${panel}`).click()
      await page.locator(`#panel-${panel}`).waitFor()
    },
    /** Opens the first texts of a panel that are folded. */
    async openAll(panel: string, most: number): Promise<void> {
      for (const toggle of (await page.locator(`#panel-${panel} .toggle`).all()).slice(0, most)) {
        if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click()
      }
    },
    wear,
    /** Fails where axe finds something serious within an element, in the theme that it has and in all others. */
    async assertAccessible(within: string): Promise<void> {
      assert.deepEqual(await findings(within), [])
      for (const name of themeNames) {
        await wear(name)
        assert.deepEqual(await findings(within, ofColours), [], name)
      }
    },
  }
}

export const themeNames: readonly ThemeName[] = ['light', 'contrast', 'contrast-light', 'dark']
