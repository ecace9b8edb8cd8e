import type { AnswerStore } from '../models/answerStore.ts'
import { answerFiles } from './answerFiles.ts'
import { ownRecord, places } from './runPaths.ts'

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
