import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { CodeInput, CodeResult } from '../../evals/grading/grader.ts'
import { jsonOf } from '../../evals/grading/jsonAnswer.ts'
import { checkLimitMs } from '../../evals/grading/withinTime.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'

export interface CodeQuestion {
  readonly code: string
  readonly input: CodeInput
  readonly milliseconds: number
}

export type CodeAnswer =
  /** What the code returned, as JSON. */
  | { readonly type: 'said'; readonly text: string }
  | { readonly type: 'late' }
  | { readonly type: 'broken'; readonly detail: string }

/** Runs the code of checks in a separate process, which is started on first use. */
export interface CodeRunner {
  run(code: string, input: CodeInput): Promise<Outcome<CodeResult>>
  /** Ends the process. Later requests are cancelled. */
  close(): void
}

/** Extra time for the process to report a timeout itself before it is killed. */
const graceMs = 500

/** The program of the process: a bundle beside this file's bundle, or its source. */
const program = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'codeWorker.ts' : 'code.cjs')

/**
 * Uses a process and not a thread: code that fills the memory at once would bring down the whole program, which in the
 * editor includes every extension.
 */
export function codeRunner(milliseconds: number = checkLimitMs): CodeRunner {
  let child: ChildProcess | undefined
  let last: Promise<unknown> = Promise.resolve()
  let closed = false

  async function ask(question: CodeQuestion): Promise<Outcome<CodeResult>> {
    if (closed) return failure({ code: 'cancelled' })
    if (child === undefined) {
      child = start()
      if ((await nextMessage(child, startMs)).type !== 'said') child = ended(child)
    }
    if (child === undefined) return failure({ code: 'code-failed', detail: 'its process does not start' })
    child.send(question)
    const next = await nextMessage(child, milliseconds + graceMs)
    // A process that did not answer may be in any state, so it is replaced.
    if (next.type !== 'said') child = ended(child)
    if (closed) return failure({ code: 'cancelled' })
    if (next.type === 'died')
      return failure({ code: 'code-failed', detail: 'it ended its process, perhaps for memory' })
    const answer: CodeAnswer = next.type === 'said' ? readAnswer(next.message) : { type: 'late' }
    switch (answer.type) {
      case 'said':
        return readResult(answer.text)
      case 'broken':
        return failure({ code: 'code-failed', detail: answer.detail })
      case 'late':
        return failure({ code: 'code-timed-out', milliseconds })
    }
  }

  return {
    run(code, input) {
      // One at a time, because each has a time limit of its own.
      const turn = last.then(() => ask({ code, input, milliseconds }))
      last = turn
      return turn
    },
    close() {
      closed = true
      if (child) child = ended(child)
    },
  }
}

/** Enough for a machine that is busy with other things. */
const startMs = 10_000

/** The process gets no environment except what makes the editor's program run as Node, little memory, and no output. */
function start(): ChildProcess {
  const child = fork(program, [], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    execArgv: ['--max-old-space-size=64', '--disallow-code-generation-from-strings'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.on('error', () => undefined)
  child.unref()
  child.channel?.unref()
  return child
}

function ended(child: ChildProcess): undefined {
  child.kill('SIGKILL')
}

type Next = { readonly type: 'said'; readonly message: unknown } | { readonly type: 'died' | 'slow' }

/** The next message of the process, or why there is none. */
const nextMessage = (child: ChildProcess, milliseconds: number): Promise<Next> =>
  new Promise(resolve => {
    const settle = (next: Next): void => {
      clearTimeout(timer)
      child.off('message', said)
      child.off('exit', died)
      child.off('error', died)
      resolve(next)
    }
    const said = (message: unknown): void => settle({ type: 'said', message })
    const died = (): void => settle({ type: 'died' })
    const timer = setTimeout(() => settle({ type: 'slow' }), milliseconds)
    child.on('message', said)
    child.on('exit', died)
    child.on('error', died)
  })

function readAnswer(message: unknown): CodeAnswer {
  const fields = fieldsOf(message)
  const text = fields.get('text')
  if (fields.get('type') === 'said' && typeof text === 'string') return { type: 'said', text }
  return fields.get('type') === 'late' ? { type: 'late' } : { type: 'broken', detail: String(fields.get('detail')) }
}

/** The text comes from an untrusted context, so it is checked like a file. */
function readResult(text: string): Outcome<CodeResult> {
  const fields = fieldsOf(jsonOf(text)?.value)
  const type = fields.get('type')
  const detail = String(fields.get('detail'))
  switch (type) {
    case 'boolean':
      return success({ type, value: fields.get('value') === true })
    case 'number':
      return success({ type, value: Number(fields.get('value')) })
    case 'grade':
      return success({
        type,
        pass: fields.get('pass') === true,
        score: Number(fields.get('score')),
        reason: String(fields.get('reason')),
      })
    case 'threw':
    case 'neither':
      return success({ type, detail })
    default:
      return failure({ code: 'code-failed', detail: 'its result cannot be read' })
  }
}

const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(typeof value === 'object' && value !== null ? value : {}))
