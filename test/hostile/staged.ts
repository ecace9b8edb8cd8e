import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Attack, evaluate, groundAt, writeHarmless } from './attack.ts'
import { listening } from './endpoint.ts'
import { canary, keptIn, print, writeHome } from './home.ts'

/** What came of an attack. Each is a promise that was broken; none is what there should be. */
export interface Outcome {
  readonly broken: readonly string[]
  readonly seconds: number
  /** The most memory that the process held, in MB. */
  readonly megabytes: number
  readonly said: string
}

/** No attack may take longer or hold more, on a machine that is busy with others. */
const [mostSeconds, mostMegabytes] = [60, 700]

/** Lays an attack out, types the command and looks at what became of everything around. */
export async function staged(attack: Attack, cli: string): Promise<Outcome> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'gpo-hostile-')))
  const [own, other] = [await listening(), await listening()]
  const [folder, home] = [join(root, 'repository'), join(root, 'home')]
  try {
    mkdirSync(folder)
    writeHome(home)
    const ground = groundAt({ folder, home, endpoint: own.url, stranger: other.url })
    writeHarmless(ground)
    attack.make(ground)
    const [before, harmless] = [print(home), readFileSync(join(folder, 'a.prompt.md'), 'utf8')]
    const typed = attack.typed ?? evaluate('a.prompt.md')
    const asked =
      typed[0] === 'eval'
        ? [...typed, '--task-model', 'm', '--base-url', own.url, '--api-key-env', 'CANARY_KEY']
        : typed
    const ended = await ran(cli, asked, folder, home)
    const said = ended.out + ended.err
    const requests = own.heard.length + other.heard.length
    const broken = [
      ...(print(home) === before ? [] : ['a file outside was written']),
      ...(readFileSync(join(folder, 'a.prompt.md'), 'utf8') === harmless ? [] : ['the prompt was written']),
      ...(own.heard.some(({ body }) => body.includes(canary)) ? ['a secret was sent to the endpoint'] : []),
      ...(other.heard.length > 0 ? ['an address was asked that the user did not name'] : []),
      ...(said.includes(canary) ? ['a secret was printed'] : []),
      ...(keptIn(join(folder, '.gpo'), canary) ? ['a secret was kept'] : []),
      ...(ended.status === null ? [`it did not end within ${mostSeconds} seconds`] : []),
      ...([0, 1, 2, null].includes(ended.status) ? [] : [`it ended with status ${ended.status}`]),
      ...(/\n\s+at /.test(said) ? ['it ended with a stack'] : []),
      ...(/[^\P{C}\n\t]/u.test(said) ? ['a character that is obeyed was printed'] : []),
      ...(ended.megabytes > mostMegabytes ? [`it held ${ended.megabytes} MB`] : []),
      ...(attack.asks === 'never' && requests > 0 ? [`${requests} requests were sent`] : []),
      ...(attack.asks === 'once' && own.heard.length === 0 ? ['nothing was asked'] : []),
      ...(attack.says === undefined || attack.says.test(said) ? [] : ['it was not told']),
    ]
    return { broken, seconds: ended.seconds, megabytes: ended.megabytes, said }
  } finally {
    own.server.close()
    other.server.close()
    own.server.closeAllConnections()
    other.server.closeAllConnections()
    rmSync(root, { recursive: true, force: true })
  }
}

interface Ended {
  /** Null where it had to be ended. */
  readonly status: number | null
  readonly out: string
  readonly err: string
  readonly seconds: number
  readonly megabytes: number
}

function ran(cli: string, args: readonly string[], cwd: string, home: string): Promise<Ended> {
  const started = performance.now()
  const child = spawn(process.execPath, ['--no-warnings', cli, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: home, CANARY_KEY: `sk-${canary}`, OPENAI_API_KEY: `sk-${canary}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk
  })
  let megabytes = 0
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, memoryOf(child.pid))
  }, 50)
  const late = setTimeout(() => child.kill('SIGKILL'), mostSeconds * 1000)
  return new Promise(resolve =>
    child.on('close', status => {
      clearInterval(watch)
      clearTimeout(late)
      resolve({ status, ...said, seconds: (performance.now() - started) / 1000, megabytes })
    }),
  )
}

/** The most that a process has held so far, in MB; 0 where the system does not say. */
function memoryOf(pid: number | undefined): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}
