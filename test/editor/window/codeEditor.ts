import type { Page } from 'playwright-core'

/** The text editor that has the focus. */
export function codeEditor(page: Page) {
  const active = page.locator('.editor-group-container.active')
  const lenses = page.locator('.codelens-decoration a')

  return {
    lens: (title: string | RegExp) => lenses.filter({ hasText: title }).first(),
    /** Goes to a line, counted from 1, and leaves the keyboard there. */
    async goToLine(line: number): Promise<void> {
      await active.locator('.view-line').first().click()
      await page.keyboard.press('Control+g')
      const input = page.locator('.quick-input-widget input.input')
      await input.waitFor()
      await input.fill(`:${line}`)
      await page.keyboard.press('Enter')
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' })
    },
    /** Types at the start of a line, counted from 1. */
    async type(line: number, text: string): Promise<void> {
      await this.goToLine(line)
      await page.keyboard.type(text)
    },
    /** Chooses from what the lightbulb offers at the caret. What it offers can come late, so this asks again. */
    async lightbulb(title: string | RegExp): Promise<void> {
      const row = page.locator('.action-widget .monaco-list-row', { hasText: title }).first()
      for (let left = 10; ; left--) {
        await page.keyboard.press('Control+.')
        try {
          await row.waitFor({ timeout: 1500 })
          break
        } catch (problem) {
          if (left === 0) throw problem
          await page.keyboard.press('Escape')
        }
      }
      await row.click()
      await row.waitFor({ state: 'hidden' })
    },
    async undo(): Promise<void> {
      await page.keyboard.press('Control+z')
    },
    async save(): Promise<void> {
      await page.keyboard.press('Control+s')
      await active.locator('.tab.active.dirty').waitFor({ state: 'hidden' })
    },
    tab: (title: string | RegExp) => page.locator('.tab', { hasText: title }).first(),
    /** What the active editor shows of its text, spaces as spaces. */
    async visibleText(): Promise<string> {
      return (await active.locator('.view-lines').first().innerText()).replaceAll('\u00a0', ' ')
    },
  }
}
