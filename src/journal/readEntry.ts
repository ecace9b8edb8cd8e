import type { Candidate, Graded, Scored, Step } from '../optimizer/trajectory.ts'
import type { Entry } from './entries.ts'

/** A line of a journal; undefined if this program cannot have written it. */
export const readEntry = (raw: unknown): Entry | undefined => (isEntry(raw) ? raw : undefined)

/** Whether this is one recorded step of a run. */
export const isRecordedStep = (raw: unknown): raw is Step =>
  isRecord(raw) &&
  isCount(raw.step) &&
  isCount(raw.epoch) &&
  (raw.stepSize === null || isNumber(raw.stepSize)) &&
  typeof raw.metaPrompt === 'string' &&
  isScored(raw.current) &&
  areAll(raw.shown, isScored) &&
  areAll(raw.candidates, isCandidate) &&
  (raw.winner === null ||
    (isCount(raw.winner) && Array.isArray(raw.candidates) && raw.winner < raw.candidates.length)) &&
  optional(raw.memory, isScored) &&
  optional(raw.reflection, isText) &&
  optional(raw.saved, isNumber) &&
  optional(raw.grades, grades => areAll(grades, isGraded)) &&
  optional(raw.usage, isRecord)

function isEntry(raw: unknown): raw is Entry {
  if (!isRecord(raw)) return false
  switch (raw.type) {
    case 'run':
      return typeof raw.at === 'string' && isRecord(raw.request)
    case 'baseline':
      return isScored(raw.initial)
    case 'step':
      return isRecordedStep(raw.step) && isNumber(raw.elapsedMs)
    case 'ended':
      return isRecord(raw.report)
    case 'failed':
      return typeof raw.at === 'string' && typeof raw.reason === 'string'
    case 'extended':
      return typeof raw.at === 'string' && isCount(raw.steps) && isRecord(raw.caps) && areCaps(raw.caps)
    default:
      return false
  }
}

const areCaps = ({ calls, tokens, usd, minutes }: Fields): boolean =>
  [calls, tokens, usd, minutes].every(cap => optional(cap, limit => isNumber(limit) && limit > 0))

const isScored = (raw: unknown): raw is Scored =>
  isRecord(raw) &&
  typeof raw.text === 'string' &&
  isNumber(raw.score) &&
  optional(raw.cases, isCount) &&
  optional(raw.grades, grades => areAll(grades, isGraded))

const statuses: readonly unknown[] = ['evaluated', 'dropped', 'known', 'rejected'] satisfies Candidate['status'][]

const isCandidate = (raw: unknown): raw is Candidate =>
  isRecord(raw) &&
  typeof raw.text === 'string' &&
  statuses.includes(raw.status) &&
  isCount(raw.cases) &&
  isCount(raw.wordsChanged) &&
  optional(raw.score, isNumber) &&
  optional(raw.wordsProposed, isCount) &&
  optional(raw.recombined, recombined => recombined === true) &&
  optional(raw.demonstrated, demonstrated => demonstrated === true) &&
  optional(raw.returned, returned => returned === true) &&
  optional(raw.problem, problem => isRecord(problem) && typeof problem.code === 'string')

const isGraded = (raw: unknown): raw is Graded =>
  isRecord(raw) && typeof raw.id === 'string' && (raw.grade === null || isNumber(raw.grade))

type Fields = Readonly<Record<string, unknown>>

const isRecord = (raw: unknown): raw is Fields => typeof raw === 'object' && raw !== null && !Array.isArray(raw)
const isText = (raw: unknown): boolean => typeof raw === 'string'
const isNumber = (raw: unknown): raw is number => typeof raw === 'number' && Number.isFinite(raw)
const isCount = (raw: unknown): raw is number => Number.isSafeInteger(raw) && Number(raw) >= 0
const areAll = (raw: unknown, is: (item: unknown) => boolean): boolean => Array.isArray(raw) && raw.every(is)
const optional = (raw: unknown, is: (value: unknown) => boolean): boolean => raw === undefined || is(raw)
