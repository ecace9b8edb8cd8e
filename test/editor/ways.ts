import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { outputFolder } from './places.ts'
import type { EditorWindow } from './window/window.ts'

/** What a user met on one way: how often they pressed, how long it took, and all that was said to them. */
interface Way {
  readonly name: string
  presses: number
  readonly began: number
  readonly said: string[]
}

/** A user's ways through a window on `folder`, counted press by press, with every sentence that was said. */
export function ways(window: () => EditorWindow, folder: () => string) {
  const made: (Way & { readonly seconds: number })[] = []
  let way: Way = { name: '', presses: 0, began: 0, said: [] }

  const say = (...said: readonly string[]): void => {
    way.said.push(...said.map(text => text.replaceAll('\u00a0', ' ').trim()))
  }

  /** The rows of the list that asks something. */
  const rows = async (): Promise<readonly string[]> => {
    const told = await window().page.locator('.quick-input-widget .monaco-list-row').allInnerTexts()
    say(...told)
    return told.map(row => row.replaceAll('\u00a0', ' ').trim())
  }

  return {
    begin(name: string): void {
      way = { name, presses: 0, began: Date.now(), said: [] }
    },
    end(): void {
      made.push({ ...way, seconds: Math.round((Date.now() - way.began) / 1000) })
      for (const said of way.said) assertPlain(said, folder())
    },
    name: () => way.name,
    say,
    /** Counts what was pressed without the functions below. */
    press(times = 1): void {
      way.presses += times
    },
    wasSaid: (text: string): boolean => way.said.some(said => said.includes(text)),
    async rightClick(path: string): Promise<void> {
      await window().explorer.show()
      await window().explorer.openMenu(path, 'Optimize Prompt')
      await window().explorer.chooseFromMenu('Optimize Prompt')
      way.presses += 2
    },
    async choose(label: string): Promise<void> {
      await window().palette.choose(label)
      way.presses++
    },
    /** Chooses a model that was found on this machine. A busy machine may find it only when it is asked again. */
    async chooseFound(model: string, again: () => Promise<void>): Promise<void> {
      const { page, palette } = window()
      const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: model }).first()
      await palette.asked('demo (simulated)')
      for (let left = 3; left > 0 && (await row.count()) === 0; left--) {
        await page.keyboard.press('Escape')
        await again()
        await palette.asked('demo (simulated)')
      }
      say(await row.innerText())
      await row.click()
      way.presses++
    },
    /** The rows of the sheet, once it asks: `agree` is its first row. */
    async sheet(agree = 'Run'): Promise<readonly string[]> {
      await window().palette.asked(agree)
      return rows()
    },
    /** A toast that says this, kept with what was said. */
    async toast(text: string | RegExp, timeout = 60_000) {
      const found = window().notifications.toast(text)
      await found.waitFor({ timeout })
      say(await found.locator('.notification-list-item-message').innerText())
      return found
    },
    /** Keeps all that was said, and prints how long each way was. */
    async tell(file: string): Promise<void> {
      await mkdir(outputFolder, { recursive: true })
      await writeFile(join(outputFolder, file), JSON.stringify(made, null, 2))
      for (const { name, presses, seconds } of made) console.log(`${name}: ${presses} presses, ${seconds} s`)
    },
  }
}

/** What no sentence in the editor may hold: an option of the terminal, a path of this machine, a value that was not told. */
function assertPlain(said: string, folder: string): void {
  assert.doesNotMatch(said, / --[a-z]/, said)
  assert.ok(!said.includes(folder), said)
  assert.doesNotMatch(said, /undefined|NaN|\[object|null|\.\.(?!\.)|\s\./, said)
}
