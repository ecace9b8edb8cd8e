import type { Problem } from '../../problem/problem.ts'
import { sentenceAtTerminal } from '../../problem/sentences.ts'
import { type ExitStatus, exitStatusOf } from './exitStatus.ts'

/** What a command may use of its process. */
export interface Terminal {
  /** Standard output: the result; with --json one document and nothing else. */
  out(text: string): void
  /** Resolves when standard output accepts more; a command with much output waits in between. */
  drained(): Promise<void>
  /** Standard error: progress and sentences about problems. */
  err(text: string): void
  /** Whether progress may be redrawn in place. */
  readonly isInteractive: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** The folder to which relative paths refer. */
  readonly cwd: string
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal
}

/** Redraws the last line, where a terminal can; an empty text clears it. */
export function redraw(terminal: Pick<Terminal, 'isInteractive' | 'err'>, text: string): void {
  if (terminal.isInteractive) terminal.err(`\r\u001b[2K${text}`)
}

/** Reports a problem in one sentence, and returns the matching exit status. */
export function fail(terminal: Terminal, problem: Problem): ExitStatus {
  terminal.err(`gpo: ${sentenceAtTerminal(problem)}\n`)
  return exitStatusOf(problem)
}

/** Tells why the work does not begin yet. */
export const tellWaiting =
  (terminal: Pick<Terminal, 'err'>) =>
  (problem: Problem): void =>
    terminal.err(`gpo: ${sentenceAtTerminal(problem)}\n`)
