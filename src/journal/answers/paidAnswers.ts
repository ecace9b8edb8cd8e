import type { AnswerStore } from '../../models/answerStore.ts'
import { type Spent, spentIn } from '../account.ts'
import type { AnswerLine } from '../entries.ts'
import { appendTo } from '../lines.ts'
import { makeRoot, ownRecord, places } from '../runPaths.ts'
import { answerFiles } from './answerFiles.ts'
import { tidyAnswers } from './tidyAnswers.ts'

/** The paid answers of all runs in a folder, with what this run had spent before it was opened. */
export interface Answers extends AnswerStore {
  readonly spent: Spent
  /** Records how long the run has worked, in milliseconds over all its processes. */
  worked(ms: number): void
  /** Makes what was recorded so far survive a power failure. */
  sync(): void
  close(): void
}

/**
 * Opens the answers of a folder for one run, the only writer of `answers/<run>.jsonl`. Throws `Refused` if they are not
 * this program's own.
 */
export function openAnswers(folder: string, runId: string): Answers {
  makeRoot(folder)
  const { answers, answersOf } = places(folder)
  const own = answersOf(runId)
  const writer = appendTo(own)
  const append = (line: AnswerLine) => writer.append(JSON.stringify(line))
  const spent = spentIn(own)
  tidyAnswers(folder, runId)
  const files = answerFiles(answers, true)
  let sent = Object.values(spent.roles).reduce((sum, { calls }) => sum + calls, 0)
  let workedMs = spent.workedMs
  append({ workedMs })
  return {
    spent,
    get: files.get,
    sent(role, { inputTokens, outputTokens }) {
      append({ sent: role, inputTokens, outputTokens })
      return sent++
    },
    settled: (request, { inputTokens, outputTokens }) => void append({ settled: request, inputTokens, outputTokens }),
    keep(key, value) {
      const at = append({ key, value })
      files.set(key, { file: own, ...at })
    },
    worked(ms) {
      workedMs = ms
      append({ workedMs })
    },
    sync: writer.sync,
    close() {
      append({ workedMs, ended: true })
      writer.close()
      files.close()
    },
  }
}

/**
 * The paid answers of a folder, read while another process may be writing them. Nothing is written, and an incomplete
 * last line is skipped. Finds nothing if the folder's record is not this program's own.
 */
export function recallAnswers(folder: string): AnswerStore & { close(): void } {
  const files = ownRecord(folder).ok ? answerFiles(places(folder).answers, false) : undefined
  return {
    get: key => files?.get(key),
    sent: () => 0,
    settled: () => undefined,
    keep: () => undefined,
    close: () => files?.close(),
  }
}
