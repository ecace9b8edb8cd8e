import type { Problem, ProblemCode } from '../../problem/problem.ts'
import { sentenceAtTerminal } from '../../problem/sentences.ts'

/** 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export type ExitStatus = 0 | 1 | 2 | 130

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
  if (problem.code === 'cancelled') return 130
  return wrongUsage.has(problem.code) ? 2 : 1
}

/** Tells why the work does not begin yet. */
export const tellWaiting =
  (terminal: Pick<Terminal, 'err'>) =>
  (problem: Problem): void =>
    terminal.err(`gpo: ${sentenceAtTerminal(problem)}\n`)

/** Problems with what was typed, which repeating the same command cannot solve. */
const wrongUsage: ReadonlySet<ProblemCode> = new Set([
  'bad-combination',
  'bad-option',
  'bad-usage',
  'code-not-allowed',
  'file-not-found',
  'no-embedding',
  'no-judge',
  'no-model',
  'no-price',
  'not-a-prompt',
  'no-skills',
  'nothing-refined',
  'unknown-case',
  'unknown-run',
  'unknown-skill',
  'unknown-target',
])
