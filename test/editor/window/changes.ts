import type { Page } from 'playwright-core'

/** The comments in which changes of a refined prompt are read. */
export function changes(page: Page) {
  const widgets = page.locator('.review-widget')
  const one = (title: string | RegExp) =>
    widgets.filter({ has: page.locator('.review-title', { hasText: title }) }).first()
  return {
    one,
    /** What each change that is shown says, in the order of the file. */
    async texts(): Promise<readonly string[]> {
      const found = await widgets.evaluateAll(all =>
        all
          .filter(widget => widget.getBoundingClientRect().height > 0)
          .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
          .map(widget => widget.querySelector('.comment-body')?.textContent ?? ''),
      )
      return found.map(text => text.replaceAll('\u00a0', ' ').trim())
    },
    /** Presses a button in the title of a change. */
    async decide(title: string | RegExp, button: string): Promise<void> {
      await one(title).locator(`.review-title`, { hasText: title }).hover()
      await one(title).locator(`[aria-label="${button}"]`).first().click()
    },
  }
}
