import type { Page } from 'playwright-core'
import type { palette } from './palette.ts'

/** The tree of tests, and what a run of them says. */
export function testExplorer(page: Page, commands: ReturnType<typeof palette>) {
  const rows = page.locator('.test-explorer .monaco-list-row')
  const row = (label: string | RegExp) => rows.filter({ hasText: label }).first()

  /** A line of the last run's results. */
  const result = (text: string | RegExp) =>
    page.locator('.test-output-peek-tree .monaco-list-row', { hasText: text }).first()
  const sideOf = (side: 'original' | 'modified') => async (): Promise<string> => {
    const lines = page.locator(`.panel .monaco-diff-editor .editor.${side} .view-lines`).first()
    return (await lines.innerText()).replaceAll('\u00a0', ' ')
  }

  return {
    row,
    async show(): Promise<void> {
      await commands.command('Testing: Focus on Test Explorer View')
      await page.locator('.test-explorer').waitFor()
    },
    /** Unfolds a row. */
    async unfold(label: string): Promise<void> {
      const found = row(label)
      await found.waitFor()
      for (let left = 5; left > 0 && (await found.getAttribute('aria-expanded')) !== 'true'; left--) {
        await found.click()
        await page.keyboard.press('ArrowRight')
        await page.waitForTimeout(500)
      }
    },
    /** Runs a row by the button that shows when the mouse is over it. */
    async run(label: string): Promise<void> {
      await row(label).hover()
      await row(label).locator('.codicon-testing-run-icon').first().click()
    },
    /** How many passed, of how many, above the tree. */
    summary: (text: RegExp) => page.locator('.result-summary-container').getByText(text).first(),
    result,
    /** Opens what the last run says; the editor does it by itself when a run starts, unless it is busy. */
    async showResults(): Promise<void> {
      await commands.command('Test Results: Focus on Test Results View')
      await page.locator('.test-output-peek-tree .monaco-list-row').first().waitFor()
    },
    /** Turns on that a row is run whenever it is saved, by the eye that shows when the mouse is over it. */
    async keepRunning(label: string): Promise<void> {
      await row(label).hover()
      await row(label).locator('[class*="codicon-testing-turn-continuous-run-on"]').first().click()
    },
    /** Runs the test of such a line again. */
    async runAgain(text: string | RegExp): Promise<void> {
      await result(text).hover()
      await result(text).locator('.codicon-testing-run-icon').click()
    },
    /** What was expected and what was answered, as the difference shows them. */
    difference: { original: sideOf('original'), modified: sideOf('modified') },
    /** What the tree says to a screen reader: the name with its result. */
    said: async (label: string): Promise<string> => (await row(label).getAttribute('aria-label')) ?? '',
  }
}
