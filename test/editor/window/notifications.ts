import type { Page } from 'playwright-core'

/** The messages in the lower right corner. */
export function notifications(page: Page) {
  const toast = (text: string | RegExp) =>
    page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first()

  return {
    toast,
    /** Clicks a button of a message. */
    async answer(text: string | RegExp, button: string): Promise<void> {
      await toast(text).getByText(button, { exact: true }).click()
    },
    async clear(): Promise<void> {
      await page.keyboard.press('Escape')
      for (const close of await page.locator('.notifications-toasts .codicon-notifications-clear').all()) {
        await close.click({ timeout: 2000 }).catch(() => {})
      }
    },
  }
}
