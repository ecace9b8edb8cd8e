import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { prepareEnvironment } from '../../scripts/editor/environment.ts'
import { type Server, startServer } from '../../scripts/editor/server.ts'
import { copyExamples, outputFolder, removeCopy, vsixPath } from './places.ts'
import { themes } from './steps.ts'
import { type EditorWindow, openWindow } from './window/window.ts'

/**
 * One user's way through the window of a VS Code that has the packaged extension and a copy of the examples, to which
 * `plant` may add files. What follows a failed step would only fail of it, so it is skipped.
 */
export function story(
  name: string,
  settings: Readonly<Record<string, unknown>> = {},
  plant: (folder: string) => Promise<void> = async () => {},
) {
  let folder = ''
  let server: Server | undefined
  let window: EditorWindow | undefined
  let failed: string | undefined
  let applied = 0

  before(async () => {
    const environment = await prepareEnvironment()
    if (typeof environment === 'string') throw new Error(environment)
    folder = await copyExamples()
    await plant(folder)
    server = await startServer(environment.codeServer, {
      vsix: vsixPath,
      settings: { 'workbench.colorTheme': themes.dark.name, ...settings },
      log: join(outputFolder, `${name}-server.log`),
    })
    window = await openWindow(environment.browser, server.url, folder)
  })

  after(async () => {
    await window?.close()
    await server?.stop()
    if (folder) await removeCopy(folder)
  })

  const opened = (): EditorWindow => {
    assert.ok(window, 'the window is open')
    return window
  }

  const until = async (holds: () => Promise<boolean>, what: string, seconds = 30): Promise<void> => {
    const end = Date.now() + seconds * 1000
    while (!(await holds())) {
      assert.ok(Date.now() < end, `${what} within ${seconds} seconds`)
      await opened().page.waitForTimeout(100)
    }
  }

  /**
   * Writes the settings and waits until the window has them, which its title tells. The extension hears of them before it
   * hears of anything that is clicked from then on.
   */
  const apply = async (values: Readonly<Record<string, unknown>>): Promise<void> => {
    const title = `${name} ${++applied}`
    await server?.settings({ ...settings, ...values, 'window.title': title })
    await until(async () => (await opened().page.title()).includes(title), 'the settings are taken up', 60)
  }

  return {
    step(what: string, work: (window: EditorWindow) => Promise<void>): void {
      test(what, { timeout: 360_000 }, async t => {
        if (failed !== undefined) return t.skip(`"${failed}" failed`)
        try {
          await work(opened())
        } catch (problem) {
          failed = what
          await opened()
            .screenshot(`${name}-failed`)
            .catch(() => {})
          throw problem
        }
      })
    },
    /** Settings beside those that the story began with. */
    configure: apply,
    /** Takes the same picture in every theme. */
    async inThemes(picture: string): Promise<void> {
      for (const [key, theme] of Object.entries(themes)) {
        await apply({ 'workbench.colorTheme': theme.name })
        await opened().page.locator(theme.shownBy).waitFor()
        await opened().page.waitForTimeout(300)
        await opened().screenshot(`${picture}-${key}`)
      }
    },
    path: (file: string) => join(folder, file),
    /** A file of the copy as it is on disk, one character for each byte. */
    bytes: (file: string) => readFile(join(folder, file), 'latin1'),
    until,
  }
}
