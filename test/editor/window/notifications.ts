import type { Page } from 'playwright-core'

/** The messages in the lower right corner. */
export const notifications = (page: Page) => ({
  toast: (text: string | RegExp) =>
    page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first(),
  async clear(): Promise<void> {
    await page.keyboard.press('Escape')
    for (const close of await page.locator('.notifications-toasts .codicon-notifications-clear').all())
      await close.click({ timeout: 2000 }).catch(() => {})
  },
})
