import type { CaseMessage, EvalSet } from '../../evals/evalSet.ts'
import { isGraderName } from '../../evals/grading/graderNames.ts'

/** Whether an eval set in a journal could have been read from a file. */
export const isRecordedSet = (raw: unknown): raw is EvalSet =>
  isRecord(raw) &&
  typeof raw.path === 'string' &&
  areAll(raw.cases, isCase) &&
  areAll(raw.checks, isCheck) &&
  areAll(raw.exemplars, isCase) &&
  areAll(raw.problems, problem => isRecord(problem) && typeof problem.code === 'string') &&
  optional(raw.dialect, isText)

const isCase = (raw: unknown): boolean =>
  isRecord(raw) &&
  typeof raw.id === 'string' &&
  isRecord(raw.vars) &&
  Object.values(raw.vars).every(isText) &&
  areAll(raw.expected, isText) &&
  optional(raw.checks, checks => areAll(checks, isCheck)) &&
  optional(raw.remarks, remarks => areAll(remarks, isText)) &&
  optional(raw.messages, messages => areAll(messages, isMessage)) &&
  [raw.prefix, raw.suffix, raw.description, raw.split, raw.path].every(text => optional(text, isText)) &&
  [raw.threshold, raw.line].every(number => optional(number, isNumber))

const isCheck = (raw: unknown): boolean =>
  isRecord(raw) &&
  typeof raw.grader === 'string' &&
  isGraderName(raw.grader) &&
  [raw.value, raw.metric, raw.system].every(text => optional(text, isText)) &&
  optional(raw.values, values => areAll(values, isText)) &&
  [raw.threshold, raw.weight].every(number => optional(number, isNumber)) &&
  optional(raw.choices, choices => areAll(choices, isChoice)) &&
  optional(raw.all, checks => areAll(checks, isCheck))

const isChoice = (raw: unknown): boolean => isRecord(raw) && typeof raw.choice === 'string' && isNumber(raw.score)

const speakers: readonly unknown[] = ['system', 'user', 'assistant'] satisfies CaseMessage['role'][]

const isMessage = (raw: unknown): boolean =>
  isRecord(raw) && speakers.includes(raw.role) && typeof raw.content === 'string'

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)
const isText = (raw: unknown): boolean => typeof raw === 'string'
const isNumber = (raw: unknown): boolean => typeof raw === 'number' && Number.isFinite(raw)
const areAll = (raw: unknown, is: (item: unknown) => boolean): boolean => Array.isArray(raw) && raw.every(is)
const optional = (raw: unknown, is: (value: unknown) => boolean): boolean => raw === undefined || is(raw)
