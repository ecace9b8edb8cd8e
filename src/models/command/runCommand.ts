import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { onAbort } from '../layers/onAbort.ts'

export interface CommandCall {
  /** The program and its arguments; no shell reads them. */
  readonly command: readonly string[]
  readonly input: string
  readonly folder: string
  readonly seconds: number
  readonly signal: AbortSignal
}

/** Bytes of output that are read. A command that writes more is ended. */
const mostOutput = 16 * 2 ** 20

/** Characters of its error output that are told. */
const mostTold = 500

/**
 * Runs a command of the user and returns what it writes. It is ended with every process that it has started and left in
 * its group when it has answered, takes too long, writes too much, or is cancelled.
 */
export function runCommand({ command, input, folder, seconds, signal }: CommandCall): Promise<Outcome<string>> {
  const [program = '', ...args] = command
  return new Promise(resolve => {
    if (signal.aborted) return resolve(failure({ code: 'cancelled' }))
    // On its own in a group, so that what it starts can be ended with it.
    const child = spawn(program, args, { cwd: folder, detached: process.platform !== 'win32', windowsHide: true })
    const parts: Buffer[] = []
    let [size, said] = [0, '']
    let isOver = false
    const end = (outcome: Outcome<string>): void => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      release()
      killTree(child)
      child.stdout.destroy()
      child.stderr.destroy()
      resolve(outcome)
    }
    const timer = setTimeout(() => end(failure({ code: 'runner-late', seconds })), seconds * 1000)
    const release = onAbort(signal, () => end(failure({ code: 'cancelled' })))
    child.stdout.on('data', (part: Buffer) => {
      size += part.length
      if (size > mostOutput) end(failure({ code: 'runner-loud', bytes: mostOutput }))
      else parts.push(part)
    })
    child.stderr.on('data', (part: Buffer) => {
      said = (said + part.toString('utf8')).slice(-mostTold)
    })
    child.on('error', error => end(failure({ code: 'runner-missing', command: program, detail: error.message })))
    // It may end without having read its input.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    child.on('exit', (status, by) => {
      // What it has left behind may hold its pipes open; once they are closed, all that it wrote has been read.
      killTree(child)
      const answer = (): void => {
        if (status === 0) end(success(Buffer.concat(parts).toString('utf8')))
        else end(failure({ code: 'runner-failed', detail: by ?? `it ended with status ${status}`, said: said.trim() }))
      }
      child.on('close', answer)
      setTimeout(answer, heldMs).unref()
    })
  })
}

/** Milliseconds that are waited for pipes which a process outside of the group holds open. */
const heldMs = 2000

function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) return
  if (process.platform === 'win32') {
    execFile('taskkill', ['/pid', String(pid), '/T', '/F'], () => undefined)
    return
  }
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The whole group has ended already.
  }
}
