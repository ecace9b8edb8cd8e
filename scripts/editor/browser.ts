import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { exitOnSignals } from '../ending.ts'
import { run, timed } from '../processes.ts'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'msedge',
  'microsoft-edge',
]

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
]

/**
 * A Chromium of any make: the one that `GPO_BROWSER` names, one that the machine has, one that Playwright fetches, or
 * Debian's own. Throws a sentence where none can be had.
 */
export async function findBrowser(): Promise<string> {
  const chosen = process.env.GPO_BROWSER
  if (chosen) {
    if (await starts(chosen)) return chosen
    throw new Error(`GPO_BROWSER names ${chosen}, which does not start.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  const onPath = names.flatMap(name => folders.map(folder => join(folder, name)))
  for (const path of [...onPath, ...usualPlaces, chromium.executablePath()]) if (await starts(path)) return path
  return (await fromPlaywright()) ?? (await fromDebian()) ?? refuse()
}

/** Starts a browser that ends with this program: Playwright's own listeners would end the browser alone. */
export function startBrowser(executablePath: string, args: readonly string[]): Promise<Browser> {
  exitOnSignals()
  const options = { handleSIGHUP: false, handleSIGINT: false, handleSIGTERM: false }
  return chromium.launch({ executablePath, args: [...args], ...options })
}

async function fromPlaywright(): Promise<string | undefined> {
  console.log('No browser found. Fetching Chromium with Playwright ...')
  const cli = join(import.meta.dirname, '../../node_modules/playwright-core/cli.js')
  const { value, took } = await timed(() =>
    run(process.execPath, [cli, 'install', '--no-shell', 'chromium'], { minutes: 5, quiet: true }),
  )
  const path = chromium.executablePath()
  const usable = value.status === 0 && (await starts(path))
  console.log(usable ? `Fetched in ${took}.` : `That failed after ${took}.`)
  return usable ? path : undefined
}

async function fromDebian(): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.log('Installing Debian’s chromium with apt-get ...')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { value, took } = await timed(async () => {
    await run('apt-get', ['update'], { env, minutes: 3, quiet: true })
    return run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env, minutes: 8, quiet: true })
  })
  console.log(
    value.status === 0
      ? `Installed in ${took}.`
      : `That failed after ${took}: ${value.output.trim().split('\n').at(-1)}`,
  )
  return value.status === 0 ? '/usr/bin/chromium' : undefined
}

/** A browser can be there and lack a library it needs, so it is asked for its version. */
async function starts(path: string): Promise<boolean> {
  return existsSync(path) && (await run(path, ['--version'], { minutes: 0.5, quiet: true })).status === 0
}

function refuse(): never {
  throw new Error('No Chromium, Chrome or Edge was found and none could be fetched. Name one in GPO_BROWSER.')
}
