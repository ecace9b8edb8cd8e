import type { AnswerStore } from '../models/answerStore.ts'
import { answerFiles } from './answerFiles.ts'
import { ownRecord, places } from './runPaths.ts'

/**
 * The paid answers of a folder, to be looked at while another process may be writing them: nothing is written, and a last
 * line that is not whole yet is passed over. Nothing is found where the folder's record is not our own.
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
