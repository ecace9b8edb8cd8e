import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, rmSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { atExit } from '../ending.ts'
import { endGroup, run } from '../processes.ts'
import type { Installed } from './install.ts'

export interface Server {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly url: string
  /** The server's and its profile's files, gone after `stop`. */
  readonly profile: string
  /** Settings that the open windows take up at once. */
  settings(values: Readonly<Record<string, unknown>>): Promise<void>
  stop(): Promise<void>
  /** Settles when the server has ended, by `stop` or otherwise. */
  readonly ended: Promise<unknown>
}

export interface ServerOptions {
  /** A packaged extension to install into the fresh profile. */
  readonly vsix?: string
  /** Folders of extensions that are there beside it. */
  readonly extensions?: readonly string[]
  /** Folders of the editor's own extensions that are not there, as for somebody who switched them off. */
  readonly without?: readonly string[]
  /** Lets a page name the tests that the extension host runs. */
  readonly testDriver?: boolean
  /** `asked` opens folders as ones that are not trusted until the user does; otherwise every folder is. */
  readonly trust?: 'asked'
  /** Settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
  /** Where the server's own output goes. */
  readonly log: string
}

/** What keeps a first start quiet: no welcome page, no chat, no updates, nothing that covers what is tested. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'workbench.editor.useModal': 'off',
  'workbench.editor.enablePreview': false,
  'workbench.quickOpen.closeOnFocusLost': false,
  'workbench.reduceMotion': 'on',
  'workbench.tips.enabled': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  // In a browser VS Code saves by itself after a second, and on a desktop it does not.
  'files.autoSave': 'off',
}

/** Starts VS Code as a server on this machine alone, with a profile of its own. */
export async function startServer(installed: Installed, options: ServerOptions): Promise<Server> {
  const profile = await mkdtemp(join(tmpdir(), 'gpo-editor-'))
  const userData = join(profile, 'data')
  for (const folder of ['data/User', 'data/Machine', 'extensions', 'tmp']) {
    await mkdir(join(profile, folder), { recursive: true })
  }
  const write = (place: string, values: object) =>
    writeFile(join(userData, place, 'settings.json'), JSON.stringify(values, null, 2))
  await write('User', { ...quiet, ...options.settings })
  await writeFile(join(profile, 'config.yaml'), 'auth: none\n')
  for (const folder of options.extensions ?? [])
    await cp(folder, join(profile, 'extensions', basename(folder)), { recursive: true })

  const args = [installed.entry, '--config', join(profile, 'config.yaml'), '--user-data-dir', userData]
  args.push('--extensions-dir', join(profile, 'extensions'))
  const env = { ...ownEnvironment(), ...options.env, TMPDIR: join(profile, 'tmp') }
  if (options.vsix) {
    const { status, output } = await run(process.execPath, [...args, '--install-extension', options.vsix, '--force'], {
      env,
      minutes: 2,
      quiet: true,
    })
    if (status !== 0) throw new Error(`The extension could not be installed: ${output}`)
  }

  const port = await freePort()
  args.push('--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check')
  if (options.trust === undefined) args.push('--disable-workspace-trust')
  if (options.without !== undefined) {
    const builtin = join(profile, 'builtin')
    await linkExtensions(installed, builtin, options.without)
    args.push('--vscode-option', `builtin-extensions-dir=${builtin}`)
  }
  if (options.testDriver) args.push('--vscode-option', 'enable-smoke-test-driver')
  const child = spawn(process.execPath, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = createWriteStream(options.log)
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  const end = () => endGroup(child, 'SIGKILL')
  const letGo = atExit(() => {
    end()
    rmSync(profile, leftovers)
  })

  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  await answering(url, () => child.exitCode !== null, options.log)
  return {
    url,
    profile,
    settings: values => write('Machine', values),
    async stop() {
      letGo()
      endGroup(child, 'SIGTERM')
      for (let waited = 0; child.exitCode === null && child.signalCode === null && waited < 50; waited++)
        await sleep(100)
      end()
      await rm(profile, leftovers)
    },
    ended,
  }
}

/** The server's last children may still write while their files are removed. */
const leftovers = { recursive: true, force: true, maxRetries: 10 } as const

/** The extensions that come with the editor, but for some, as links in a folder. */
async function linkExtensions({ entry }: Installed, folder: string, without: readonly string[]): Promise<void> {
  const builtin = join(dirname(entry), '../../lib/vscode/extensions')
  await mkdir(folder)
  const names = (await readdir(builtin)).filter(name => !without.includes(name))
  await Promise.all(names.map(name => symlink(join(builtin, name), join(folder, name), 'junction')))
}

/** Without what a surrounding VS Code or code-server says to its own children, which would change where this one opens. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|CODE_SERVER_|ELECTRON_|PORT$|PASSWORD$|HASHED_PASSWORD$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
}

async function answering(url: string, ended: () => boolean, log: string): Promise<void> {
  for (const started = Date.now(); Date.now() - started < 60_000 && !ended(); await sleep(100)) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined)
    if (answer?.ok) return
  }
  throw new Error(`The editor's server did not start; its output is in ${log}.`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
