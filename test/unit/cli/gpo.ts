import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export const main = join(import.meta.dirname, '../../../src/cli/main.ts')

export interface Finished {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

export interface Started {
  readonly child: ChildProcess
  /** Resolves when standard error holds the text. */
  says(text: string): Promise<void>
  readonly finished: Promise<Finished>
}

/** Starts the command line from its sources, in a folder and without the keys of this machine. */
export function start(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(process.execPath, ['--no-warnings', main, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk
  })
  return {
    child,
    says: text =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (err.includes(text)) resolve()
        }
        look()
        child.stderr.on('data', look)
        child.on('close', () => reject(new Error(`gpo ended without saying ${text}:\n${err}`)))
      }),
    finished: new Promise(resolve => child.on('close', status => resolve({ status, out, err }))),
  }
}

export const gpo = (
  folder: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<Finished> => start(folder, args, env).finished
