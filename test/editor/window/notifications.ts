import type { Page } from 'playwright-core'

/** The messages in the lower right corner. */
export const notifications = (page: Page) => ({
  toast: (text: string | RegExp) =>
    page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first(),
})
