import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { format } from 'node:util'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import type { Environment } from '../../scripts/editor/environment.ts'
import { startServer } from '../../scripts/editor/server.ts'
import { type Counts, readCounts } from '../../scripts/testing/counts.ts'
import { copyExamples, outputFolder, projectFolder, providerFolder, removeCopy } from './places.ts'
import { openPage } from './window/window.ts'

/** What starts an editor with tests in its extension host, and ends when they have. */
export type StartEditor = (tests: string, folder: string, env: Readonly<Record<string, string>>) => Promise<void>

/**
 * Runs the tests of `host/` inside the extension host of whatever editor `start` starts. An editor whose extension host
 * died says that all went well, so only the counts that the tests themselves wrote down are believed.
 */
export async function runInHost(start: StartEditor): Promise<Counts> {
  const tests = await bundled('host/run.ts', 'host-tests.cjs')
  const result = join(outputFolder, 'host-result.json')
  await rm(result, { force: true })
  const folder = await copyExamples()
  try {
    await start(tests, folder, { GPO_TEST_RESULT: result })
  } finally {
    await removeCopy(folder)
  }
  const counts = existsSync(result) ? readCounts(await readFile(result, 'utf8')) : undefined
  if (counts === undefined) throw new Error('The extension host ended before its tests did.')
  return counts
}

/** Starts them in code-server, with a browser as the window. */
export function inServer({ codeServer, browser }: Environment): StartEditor {
  return async (tests, folder, env) => {
    const log = join(outputFolder, 'host-server.log')
    const server = await startServer(codeServer, { testDriver: true, extensions: [providerFolder], env, log })
    const page = await openPage(browser)
    try {
      await runBehind(page, server.url, { tests, opened: { folder }, minutes: 5, print })
    } finally {
      await page.context().browser()?.close()
      await server.stop()
    }
  }
}

export interface Behind {
  /** The bundle of the tests. */
  readonly tests: string
  /** The folder or the workspace that is opened. */
  readonly opened: Readonly<Record<string, string>>
  readonly minutes: number
  /** Called with what the extension host prints. */
  readonly print: (line: string) => void
}

/** Opens a window on a folder, and waits until the tests in the extension host behind it have ended. */
export async function runBehind(page: Page, url: string, { tests, opened, minutes, print }: Behind): Promise<void> {
  const ended = new Promise<void>((done, fail) => {
    const late = setTimeout(
      () => fail(new Error(`The extension host’s tests took longer than ${minutes} minutes.`)),
      minutes * 60_000,
    )
    void page.exposeFunction('codeAutomationLog', (_level: string, args: unknown[]) => print(format(...args)))
    void page.exposeFunction('codeAutomationExit', () => {
      clearTimeout(late)
      done()
    })
  })
  const remote = (path: string) => `vscode-remote://${new URL(url).host}${resolve(path)}`
  const payload = [
    ['extensionDevelopmentPath', remote(projectFolder)],
    ['extensionTestsPath', remote(tests)],
  ]
  const query = new URLSearchParams({ ...opened, payload: JSON.stringify(payload) })
  await page.goto(`${url}/?${query}`, { waitUntil: 'commit' })
  await ended
}

/** Mocha stays outside of the bundle, as it finds its own files at run time. */
export async function bundled(entry: string, name: string): Promise<string> {
  await mkdir(outputFolder, { recursive: true })
  const outfile = join(outputFolder, name)
  await build({
    entryPoints: [join(import.meta.dirname, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  })
  return outfile
}

/** The editor's own chatter, which says nothing about the tests. */
const chatter =
  /^\[(AgentHost|ChatModel|reconnection|AccountPolicy|Service Worker)|open-vsx|Timed out waiting for auth|connection token|Creating a socket|additional builtin|DialogService: Dialog req/

function print(line: string): void {
  if (!chatter.test(line)) console.log(line)
}
