import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron'
import manifest from '../../package.json' with { type: 'json' }
import { cacheFolder } from '../../scripts/editor/cache.ts'
import type { Counts } from '../../scripts/testing/counts.ts'
import { notRun } from './editorTests.ts'
import { runInHost } from './inHost.ts'
import { projectFolder, providerFolder } from './places.ts'

/** The editor that `GPO_VSCODE` asks for: a version, `oldest` for the first that package.json supports, else the newest. */
export const editorVersion = (asked: string | undefined): string =>
  asked === 'oldest' ? manifest.engines.vscode.replace('^', '') : asked || 'stable'

/** The suite of `host/` in the VS Code that people install, which is downloaded. It needs a display. */
export async function desktopTests(): Promise<Counts> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    return notRun('there is no display. On Linux, run it as: xvfb-run -a npm run test:desktop')
  }
  const editor = await downloadAndUnzipVSCode({
    version: editorVersion(process.env.GPO_VSCODE),
    cachePath: join(cacheFolder, 'desktop'),
  }).catch((problem: unknown) => new Error(problem instanceof Error ? problem.message : String(problem)))
  if (editor instanceof Error) return notRun(`VS Code could not be downloaded: ${editor.message}`)
  return runInHost((tests, folder, env) => startDesktop(editor, tests, folder, env))
}

/** A profile of its own, with a short path: the editor's sockets lie in it. */
async function startDesktop(editor: string, tests: string, folder: string, env: Readonly<Record<string, string>>) {
  const profile = await mkdtemp(join(tmpdir(), 'gpo-'))
  try {
    await runTests({
      vscodeExecutablePath: editor,
      extensionDevelopmentPath: [projectFolder, providerFolder],
      extensionTestsPath: tests,
      extensionTestsEnv: { ...env },
      launchArgs: [folder, '--user-data-dir', profile, '--disable-extensions', '--disable-workspace-trust'],
    })
  } catch (problem) {
    // Failed tests end it with a status too; the counts they wrote down say which it was.
    console.error(problem instanceof Error ? problem.message : problem)
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
