import { type ChildProcess, spawn } from 'node:child_process'
import { atExit } from './ending.ts'

export interface Ended {
  /** The exit status; 1 where a signal ended the program, 127 where it could not be started, 124 where it took too long. */
  readonly status: number
  /** What it printed, empty where it printed straight to the terminal. */
  readonly output: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Minutes until the program and its children are ended. */
  readonly minutes?: number
  /** Keep what it prints instead of passing it on. */
  readonly quiet?: boolean
}

/** Runs a program to its end, or to that of this one. A program that fails or does not exist is a status, never an exception. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
      // A group of its own, so that ending it ends its children too.
      detached: options.minutes !== undefined && process.platform !== 'win32',
    })
    const letGo = atExit(() => (options.minutes ? endGroup(child, 'SIGTERM') : child.kill('SIGTERM')))
    let output = ''
    let late = false
    child.stdout?.on('data', chunk => (output += chunk))
    child.stderr?.on('data', chunk => (output += chunk))
    const timer =
      options.minutes &&
      setTimeout(() => {
        late = true
        // It may have something to say; what then still runs is ended with all that it started.
        child.kill('SIGTERM')
        setTimeout(() => endGroup(child, 'SIGKILL'), 5_000).unref()
      }, options.minutes * 60_000)
    child.on('error', problem => {
      letGo()
      resolve({ status: 127, output: problem.message })
    })
    child.on('close', code => {
      letGo()
      clearTimeout(timer)
      resolve({ status: late ? 124 : (code ?? 1), output })
    })
  })
}

/** Ends a program that was started detached and its children, which may outlive it. */
export function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
  } catch {
    // Nothing of it is left.
  }
}

/** How long `work` took, as people say it. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly took: string }> {
  const started = performance.now()
  const value = await work()
  return { value, took: `${((performance.now() - started) / 1000).toFixed(1)} s` }
}
