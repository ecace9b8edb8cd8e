import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export const cli = join(import.meta.dirname, '../dist/cli.cjs')
if (!existsSync(cli)) throw new Error('There is no dist/cli.cjs: run npm run build first.')

export interface Ran {
  readonly seconds: number
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** Runs a program and waits for its end; standard output is counted and thrown away where `discard` is set. */
export function timed(program: string, args: readonly string[], options: Options): Promise<Ran> {
  const { cwd, nodeOptions = '' } = options
  const started = performance.now()
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env.PATH, NODE_OPTIONS: nodeOptions },
    stdio: ['ignore', options.discard ? 'ignore' : 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', status => resolve({ seconds: (performance.now() - started) / 1000, status, out, err }))
  })
}

interface Options {
  readonly cwd: string
  readonly nodeOptions?: string
  readonly discard?: boolean
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
