import type { Candidate, Scored, Step } from '../optimizer/trajectory.ts'
import type { Progress } from '../run/events.ts'
import type { CaseAnswers, FromPage, RunView, ToPage } from './page.ts'

/** A message from the page, checked completely: only known names and numbers pass, and no additional fields. */
export function readFromPage(raw: unknown): FromPage | undefined {
  if (!isRecord(raw)) return undefined
  switch (raw.type) {
    case 'ready':
    case 'cancel':
    case 'resume':
    case 'goOn':
    case 'endComparison':
    case 'review':
      return { type: raw.type }
    case 'compare': {
      const { step, candidate } = raw
      if (!isCount(step) || step < 1 || !isCount(candidate)) return undefined
      return { type: 'compare', step, candidate }
    }
    case 'answers': {
      const { step, caseId } = raw
      if (!isCount(step) || typeof caseId !== 'string') return undefined
      return { type: 'answers', step, caseId }
    }
    case 'keep': {
      const { step, caseId, of, as } = raw
      if (!isCount(step) || typeof caseId !== 'string' || (of !== 'initial' && of !== 'winner')) return undefined
      return as === 'good' || as === 'bad' || as === 'expected' ? { type: 'keep', step, caseId, of, as } : undefined
    }
    default:
      return undefined
  }
}

/**
 * A message from the host to the page. The host is trusted, so this checks only what would make the page fail: a run
 * recorded by an older version of the extension must not break a newer page.
 */
export function readToPage(raw: unknown): ToPage | undefined {
  if (!isRecord(raw)) return undefined
  const { type, runId } = raw
  if (type === 'view') return isView(raw.view) ? { type, view: raw.view } : undefined
  if (typeof runId !== 'string') return undefined
  if (type === 'step') return isStep(raw.step) ? { type, runId, step: raw.step } : undefined
  if (type === 'progress') return isProgress(raw.progress) ? { type, runId, progress: raw.progress } : undefined
  if (type === 'compared')
    return raw.other === null || isView(raw.other) ? { type, runId, other: raw.other } : undefined
  if (type === 'answers') return isAnswers(raw.answers) ? { type, runId, answers: raw.answers } : undefined
  return undefined
}

type Fields = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const areText = (fields: Fields, ...names: readonly string[]) => names.every(name => typeof fields[name] === 'string')
const areAll = (value: unknown, is: (value: unknown) => boolean) => Array.isArray(value) && value.every(is)
const optional = (value: unknown, is: (value: unknown) => boolean) => value === undefined || is(value)

const states: readonly unknown[] = ['running', 'done', 'failed', 'cancelled', 'stopped'] satisfies RunView['state'][]
const statuses: readonly unknown[] = ['evaluated', 'dropped', 'known', 'rejected'] satisfies Candidate['status'][]
const phases: readonly unknown[] = ['baseline', 'step', 'test'] satisfies Progress['phase'][]

const isView = (value: unknown): value is RunView =>
  isRecord(value) &&
  areText(value, 'runId', 'prompt', 'evalSet', 'taskModel', 'optimizerModel') &&
  states.includes(value.state) &&
  areAll(value.steps, isStep) &&
  optional(value.initial, isScored) &&
  optional(value.progress, isProgress) &&
  optional(value.splits, isRecord) &&
  optional(value.cases, cases => areAll(cases, isCase)) &&
  optional(value.report, isReport)

const isStep = (value: unknown): value is Step =>
  isRecord(value) &&
  isCount(value.step) &&
  (value.stepSize === null || typeof value.stepSize === 'number') &&
  (value.winner === null || isCount(value.winner)) &&
  typeof value.metaPrompt === 'string' &&
  isScored(value.current) &&
  areAll(value.shown, isScored) &&
  areAll(value.candidates, isCandidate) &&
  optional(value.grades, grades => areAll(grades, isGraded)) &&
  optional(value.usage, isUsage)

const isCandidate = (value: unknown): value is Candidate =>
  isRecord(value) && areText(value, 'text') && statuses.includes(value.status) && isCount(value.cases)

const isScored = (value: unknown): value is Scored =>
  isRecord(value) &&
  areText(value, 'text') &&
  typeof value.score === 'number' &&
  optional(value.grades, grades => areAll(grades, isGraded))

const isGraded = (value: unknown): boolean =>
  isRecord(value) && areText(value, 'id') && (value.grade === null || typeof value.grade === 'number')

const isCase = (value: unknown): boolean => isRecord(value) && areText(value, 'id', 'input')

const isAnswers = (value: unknown): value is CaseAnswers =>
  isRecord(value) &&
  isCount(value.step) &&
  areText(value, 'caseId', 'input') &&
  areAll(value.expected, expected => typeof expected === 'string') &&
  isAnswer(value.initial) &&
  isAnswer(value.winner)

const isAnswer = (value: unknown): boolean =>
  value === null || (isRecord(value) && areText(value, 'answer') && typeof value.grade === 'number')

const isProgress = (value: unknown): value is Progress =>
  isRecord(value) &&
  phases.includes(value.phase) &&
  [value.step, value.steps, value.done, value.of].every(isCount) &&
  isUsage(value.usage)

const isUsage = (value: unknown) =>
  isRecord(value) && [value.task, value.optimizer, value.judge, value.embedding].every(isRecord)

const isReport = (value: unknown) =>
  isRecord(value) &&
  isRecord(value.initial) &&
  isRecord(value.best) &&
  isUsage(value.usage) &&
  (value.comparison === null || (isRecord(value.comparison) && Array.isArray(value.comparison.interval)))
