import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { run, timed } from '../processes.ts'
import { cached } from './cache.ts'

const version = '4.139.1'

export interface Installed {
  /** The program that Node starts. */
  readonly entry: string
  /** The server's logger is native; without it the editor's output channels stay empty. */
  readonly outputChannels: boolean
}

/** code-server, which is VS Code with a browser as its window, from the npm registry. Throws a sentence where it cannot be had. */
export async function installCodeServer(): Promise<Installed> {
  const folder = await cached(`code-server-${version}-${process.platform}-${process.arch}`, fill)
  const notes: unknown = JSON.parse(await readFile(join(folder, 'installed.json'), 'utf8'))
  const outputChannels =
    typeof notes === 'object' && notes !== null && 'outputChannels' in notes && notes.outputChannels === true
  return { entry: join(folder, 'node_modules/code-server/out/node/entry.js'), outputChannels }
}

/**
 * The package's own install script compiles six native modules, four of which need libraries that most machines lack, and
 * refuses to run under another Node than its own. So it is switched off, and what it does that matters here is done here.
 */
async function fill(folder: string): Promise<void> {
  const manifest = {
    private: true,
    dependencies: { 'code-server': version },
    allowScripts: { 'code-server': false, argon2: false },
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  console.log(`Installing code-server ${version} into ${folder} ...`)
  const server = join(folder, 'node_modules/code-server/lib/vscode')
  const { took } = await timed(async () => {
    await npm(folder, 'install', '--ignore-scripts')
    await npm(server, 'install', '--omit=dev', '--ignore-scripts')
  })
  console.log(`Installed in ${took}. Compiling its logger ...`)
  const logger = await timed(() =>
    npmRun(server, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', ...headers()]),
  )
  const outputChannels = logger.value.status === 0
  if (outputChannels) console.log(`Compiled in ${logger.took}.`)
  else console.log('It does not compile here (make, g++ and python3 are needed): output channels will be empty.')
  await writeFile(join(folder, 'installed.json'), JSON.stringify({ outputChannels }))
}

async function npm(cwd: string, ...args: readonly string[]): Promise<void> {
  const { status, output } = await npmRun(cwd, args)
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed: ${output.trim().split('\n').slice(0, 5).join(' ')}`)
}

function npmRun(cwd: string, args: readonly string[]) {
  return run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: withoutNpm(),
    minutes: 8,
    quiet: true,
  })
}

/** Under `npm run`, the project's own npm settings are in the environment and would hold for the other folder too. */
function withoutNpm(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|config_(local_)?prefix)/i.test(name),
  )
  return Object.fromEntries(entries)
}

/** Node's headers where they are on this machine, so that compiling downloads nothing. */
function headers(): readonly string[] {
  const node = dirname(dirname(process.execPath))
  const arch = join(node, 'node_modules', `node-${process.platform}-${process.arch}`)
  const found = [arch, node, '/usr', '/usr/local'].find(folder => existsSync(join(folder, 'include/node/node_api.h')))
  return found === undefined ? [] : [`--nodedir=${found}`]
}
