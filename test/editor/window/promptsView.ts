import type { Page } from 'playwright-core'
import type { palette } from './palette.ts'

/** Our own view: prompts and their runs. */
export function promptsView(page: Page, commands: ReturnType<typeof palette>) {
  const view = page.locator('.pane', { has: page.locator('.pane-header', { hasText: 'Prompts' }) })
  const rows = view.locator('.monaco-list-row')
  const row = (label: string | RegExp) => rows.filter({ hasText: label }).first()
  const menu = page.locator('.monaco-menu .action-item')

  return {
    view,
    row,
    rows,
    async show(): Promise<void> {
      await commands.command('GPO: Focus on Prompts View')
      await rows.first().waitFor()
    },
    async unfold(label: string | RegExp): Promise<void> {
      const found = row(label)
      await found.waitFor()
      if ((await found.getAttribute('aria-expanded')) === 'false') await found.locator('.monaco-tl-twistie').click()
    },
    /** Clicks one of the buttons that show when the mouse is over a row. */
    async press(label: string | RegExp, button: string): Promise<void> {
      await row(label).hover()
      await row(label).locator(`.action-label[aria-label^="${button}"]`).click()
    },
    async chooseFromMenu(label: string | RegExp, title: string): Promise<void> {
      await row(label).click({ button: 'right' })
      const item = menu.filter({ hasText: title }).first()
      await item.waitFor()
      for (let left = 5; left > 0 && (await item.isVisible()); left--) {
        await page.waitForTimeout(150)
        await item.click({ timeout: 2000 }).catch(() => {})
        await item.waitFor({ state: 'hidden', timeout: 700 }).catch(() => {})
      }
    },
  }
}
