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
    /** Characters by which what a change says is wider than its comment: what a reader would have to scroll to. */
    cut: () =>
      widgets.locator('.comment-body').evaluateAll(all =>
        all.flatMap(body => {
          const { right } = body.getBoundingClientRect()
          const words = [...body.querySelectorAll('ins span, del span')]
          return words
            .filter(word => word.getBoundingClientRect().right > right + 1)
            .map(word => word.textContent ?? '')
        }),
      ),
    /** Presses a button in the title of a change. */
    async decide(title: string | RegExp, button: string): Promise<void> {
      await one(title).locator(`.review-title`, { hasText: title }).hover()
      await one(title).locator(`[aria-label="${button}"]`).first().click()
    },
  }
}
