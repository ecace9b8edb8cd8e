import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EditorWindow } from './window/window.ts'

/** The themes that a story is looked at in, and what shows that the window has taken one up. */
export const themes = {
  light: { name: 'Default Light Modern', shownBy: '.monaco-workbench.vs' },
  contrast: { name: 'Default High Contrast', shownBy: '.monaco-workbench.hc-black' },
  contrastLight: { name: 'Default High Contrast Light', shownBy: '.monaco-workbench.hc-light' },
  // Comes last, so that the story goes on as it began.
  dark: { name: 'Default Dark Modern', shownBy: '.monaco-workbench.vs-dark' },
} as const

/** The steps of one story. What follows a failed one would only fail of it, so it is skipped. */
export function steps(window: () => EditorWindow | undefined): (name: string, work: () => Promise<void>) => void {
  let failed: string | undefined
  return (name, work) => {
    test(name, { timeout: 360_000 }, async t => {
      if (failed !== undefined) return t.skip(`"${failed}" failed`)
      try {
        await work()
      } catch (problem) {
        failed = name
        await window()
          ?.screenshot('failed')
          .catch(() => {})
        throw problem
      }
    })
  }
}

export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 30_000
  while (!(await holds())) {
    assert.ok(Date.now() < end, `${what} within 30 seconds`)
    await sleep(100)
  }
}
