import { join } from 'node:path'
import { prepareEnvironment } from '../../scripts/editor/environment.ts'
import { type Server, type ServerOptions, startServer } from '../../scripts/editor/server.ts'
import { copyExamples, outputFolder, removeCopy, vsixPath } from './places.ts'
import { type EditorWindow, openWindow } from './window/window.ts'

/** A window on a copy of the examples, with a server of its own. */
export interface ExamplesWindow {
  readonly folder: string
  readonly server: Server
  readonly window: EditorWindow
  close(): Promise<void>
}

/** Opens it; `prepare` changes the copy before, `name` is that of the server's log, `without` names extensions of the editor. */
export async function openExamples(
  name: string,
  settings: Readonly<Record<string, unknown>>,
  prepare: (folder: string) => Promise<void>,
  without?: ServerOptions['without'],
): Promise<ExamplesWindow> {
  const environment = await prepareEnvironment()
  if (typeof environment === 'string') throw new Error(environment)
  const folder = await copyExamples()
  let server: Server | undefined
  try {
    await prepare(folder)
    const log = join(outputFolder, `${name}-server.log`)
    const started = await startServer(environment.codeServer, {
      vsix: vsixPath,
      settings,
      log,
      ...(without && { without }),
    })
    server = started
    const window = await openWindow(environment.browser, started.url, folder)
    return {
      folder,
      server: started,
      window,
      async close() {
        await window.close()
        await started.stop()
        await removeCopy(folder)
      },
    }
  } catch (problem) {
    await server?.stop()
    await removeCopy(folder)
    throw problem
  }
}
