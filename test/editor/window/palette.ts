import type { Page } from 'playwright-core'

/** The command palette and the lists and boxes that share its place. */
export function palette(page: Page) {
  const widget = page.locator('.quick-input-widget')
  const input = widget.locator('input.input')
  const row = (label: string) =>
    widget.locator('.monaco-list-row', { has: page.locator('.label-name', { hasText: label }) }).first()

  return {
    /** Runs a command by its title. The palette loses keys while an earlier one is fading, so this tries again. */
    async command(title: string): Promise<void> {
      for (let left = 4; ; left--) {
        try {
          await widget.waitFor({ state: 'hidden', timeout: 1000 }).catch(() => page.keyboard.press('Escape'))
          await page.keyboard.press('F1')
          await input.waitFor({ timeout: 10_000 })
          await input.fill(`>${title}`, { timeout: 10_000 })
          await row(title).click({ timeout: 15_000 })
          return
        } catch (problem) {
          if (left === 0) throw problem
          await page.keyboard.press('Escape')
        }
      }
    },
    /** The same without the mouse. */
    async byKeyboard(title: string): Promise<void> {
      await page.keyboard.press('F1')
      await input.waitFor()
      await input.fill(`>${title}`)
      await row(title).waitFor()
      await page.keyboard.press('Enter')
      await row(title).waitFor({ state: 'hidden' })
    },
    /** Waits for a list that asks something, and chooses from it. */
    async choose(label: string): Promise<void> {
      await row(label).click()
      await row(label).waitFor({ state: 'hidden' })
    },
    /** Waits for a list that asks something. */
    async asked(label: string): Promise<void> {
      await row(label).waitFor()
    },
  }
}
