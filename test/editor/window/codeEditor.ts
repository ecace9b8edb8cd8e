import type { Page } from 'playwright-core'

/** The text editor that has the focus. */
export function codeEditor(page: Page) {
  const active = page.locator('.editor-group-container.active')
  const lenses = page.locator('.codelens-decoration a')

  return {
    lens: (title: string | RegExp) => lenses.filter({ hasText: title }).first(),
    /** The lens of that title which stands behind another one in its row. */
    lensAfter: (first: string, title: string) =>
      lenses
        .filter({ hasText: first })
        .first()
        .locator('xpath=following-sibling::a')
        .filter({ hasText: title })
        .first(),
    /** The stretches that are struck through, in the order of the text. */
    struck: async () => (await decorated(page)).struck,
    /** What stands beside the text without being in it. */
    beside: async () => (await decorated(page)).beside,
    /** Goes to a group of editors that is still empty. A click is lost while the groups are laid out, so this tries again. */
    async goToEmptyGroup(): Promise<void> {
      const empty = page.locator('.editor-group-container.empty')
      for (let left = 10; left > 0 && (await empty.and(active).count()) === 0; left--) {
        await empty.first().click()
        await page.waitForTimeout(300)
      }
    },
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
    /** Presses a key and waits for the caret to be where the status bar then says. */
    async press(key: string, caret: string): Promise<void> {
      await page.keyboard.press(key)
      await page.locator('#status\\.editor\\.selection', { hasText: caret }).waitFor()
    },
    async undo(): Promise<void> {
      await page.keyboard.press('Control+z')
    },
    async save(): Promise<void> {
      await page.keyboard.press('Control+s')
      await active.locator('.tab.active.dirty').waitFor({ state: 'hidden' })
    },
  }
}

/** What decorations show in the active editor, in the order of the text, spaces as spaces. */
async function decorated(page: Page) {
  const found = await page.locator('.editor-group-container.active .view-line').evaluateAll(lines => {
    const inOrder = lines.toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    const struck: string[] = []
    const beside: string[] = []
    let isOpen = false
    for (const span of inOrder.flatMap(line => [...line.querySelectorAll('span > span')])) {
      const view = span.ownerDocument.defaultView
      const isStruck = view?.getComputedStyle(span).textDecorationLine.includes('line-through') ?? false
      // A stretch goes on over the spans and the lines that it is broken into.
      if (isStruck) struck.push(`${isOpen ? (struck.pop() ?? '') : ''}${span.textContent ?? ''}`)
      isOpen = isStruck
      const content = view?.getComputedStyle(span, '::after').content ?? 'none'
      if (content.startsWith('"')) beside.push(content.slice(1, -1).replaceAll('\\"', '"'))
    }
    return { struck, beside }
  })
  const plain = (texts: readonly string[]) => texts.map(text => text.replaceAll('\u00a0', ' ').trim())
  return { struck: plain(found.struck), beside: plain(found.beside) }
}
