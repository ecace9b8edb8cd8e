import type { RubricJudging } from '../../run/judging/rubricRun.ts'
import { isRecordedSet } from './recordedSet.ts'

/** Whether the judging in a journal's request could have been made by this program. */
export const isRecordedJudging = (raw: unknown): raw is RubricJudging =>
  isRecord(raw) &&
  isText(raw.rubric) &&
  (raw.dialect === undefined || isText(raw.dialect)) &&
  Array.isArray(raw.answers) &&
  raw.answers.every(isMarked)

/** The case and the checks of a marked answer are read as those of an eval set are. */
const isMarked = (raw: unknown): boolean =>
  isRecord(raw) &&
  isText(raw.id) &&
  isText(raw.answer) &&
  typeof raw.isGood === 'boolean' &&
  typeof raw.line === 'number' &&
  (raw.comment === undefined || isText(raw.comment)) &&
  isRecordedSet({ path: '', cases: [raw.evalCase], checks: raw.checks, exemplars: [], problems: [] })

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)
const isText = (raw: unknown): boolean => typeof raw === 'string'
