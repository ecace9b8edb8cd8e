import type { Page } from 'playwright-core'

/** The tree of files. Paths go from its root, with `/`. */
export function explorer(page: Page) {
  const rows = page.locator('.explorer-folders-view .monaco-list-row')
  const row = (name: string) => rows.filter({ has: page.getByText(name, { exact: true }) }).first()
  const menu = page.locator('.monaco-menu .action-item')

  /** Unfolds the folders of a path one after the other and gives the row at its end. */
  async function reveal(path: string) {
    const names = path.split('/')
    for (const folder of names.slice(0, -1)) {
      const found = row(folder)
      await found.waitFor()
      if ((await found.getAttribute('aria-expanded')) === 'false') await found.click()
    }
    const last = row(names.at(-1) ?? path)
    await last.waitFor()
    return last
  }

  return {
    async show(): Promise<void> {
      await page.keyboard.press('Control+Shift+e')
      await rows.first().waitFor()
    },
    async open(path: string): Promise<void> {
      await (await reveal(path)).dblclick()
      await page
        .locator('.tab.active', { hasText: path.split('/').at(-1) ?? path })
        .first()
        .waitFor()
      await page.locator('.editor-instance .view-line').first().waitFor()
    },
    /** What a file is marked with beside its name, such as how many problems are in it. */
    async marks(path: string): Promise<string> {
      return (await (await reveal(path)).locator('.monaco-icon-label').getAttribute('aria-label')) ?? ''
    },
    async select(...paths: readonly string[]): Promise<void> {
      for (const [at, path] of paths.entries()) {
        await (await reveal(path)).click({ modifiers: at === 0 ? [] : ['ControlOrMeta'] })
      }
    },
    /**
     * Opens the menu of a file with the right button. Extensions add to menus a moment after the window has come up, so
     * this opens it again until it holds `title`.
     */
    async openMenu(path: string, title: string): Promise<void> {
      const file = await reveal(path)
      for (let left = 10; ; left--) {
        await file.click({ button: 'right' })
        try {
          await menu.filter({ hasText: title }).first().waitFor({ timeout: 2000 })
          return
        } catch (problem) {
          if (left === 0) throw problem
          await page.keyboard.press('Escape')
        }
      }
    },
    /** Clicks an item of the open menu. The editor drops clicks in a menu's first tenth of a second, so this tries again. */
    async chooseFromMenu(title: string): Promise<void> {
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
