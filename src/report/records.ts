import { leadsInto, realPath } from '../disk/realPath.ts'
import { isRecordedStep } from '../journal/readEntry.ts'
import { roles } from '../models/roles.ts'
import { stopSentences } from '../problem/stopReasons.ts'
import type { Report } from '../run/reporting/report.ts'
import type { RunRequest } from '../run/request.ts'
import { isRunSettings } from '../settings/runSettings.ts'
import { isRecordedJudging } from './recorded/recordedJudging.ts'
import { isRecordedRouting } from './recorded/recordedRouting.ts'
import { isRecordedSet } from './recorded/recordedSet.ts'

/** The request at the start of a journal; undefined if this program could not have made it. */
export const readRequest = (raw: unknown): RunRequest | undefined => (isRequest(raw) ? raw : undefined)

/**
 * Whether a run was made in the folder that contains its journal, for a prompt in that folder. A journal may have come
 * with a repository and name whatever its author likes: another folder to write to, or one of your files to change.
 */
export const belongsTo = (folder: string, { folder: own, prompt }: Pick<RunRequest, 'folder' | 'prompt'>): boolean =>
  wasMadeIn(folder, own) && leadsInto(prompt.path, [folder])

/**
 * Whether a run was made in the folder that contains its journal; the journal may have been copied or come from
 * elsewhere.
 */
export const wasMadeIn = (folder: string, own: string): boolean => realPath(own) === realPath(folder)

/** The report at the end of a journal. */
export const readReport = (raw: unknown): Report | undefined => (isReport(raw) ? raw : undefined)

const isRequest = (raw: unknown): raw is RunRequest =>
  isRecord(raw) &&
  areTexts(raw, 'id', 'folder', 'pairedBy') &&
  (raw.kind === 'optimize' || raw.kind === 'evaluate') &&
  isRecord(raw.prompt) &&
  areTexts(raw.prompt, 'path', 'target', 'source') &&
  (raw.prompt.settings === undefined || areTexts(raw.prompt, 'settings')) &&
  isRecordedSet(raw.evalSet) &&
  isRecord(raw.models) &&
  isModel(raw.models.task) &&
  isModel(raw.models.optimizer) &&
  (raw.models.judge === undefined || isModel(raw.models.judge)) &&
  (raw.models.embedding === undefined || isModel(raw.models.embedding)) &&
  isRunSettings(raw.settings) &&
  (raw.reviewed === undefined || isReviewed(raw.reviewed)) &&
  (raw.routing === undefined || isRecordedRouting(raw.routing)) &&
  (raw.judging === undefined || isRecordedJudging(raw.judging))

const isReviewed = (raw: unknown): boolean =>
  isRecord(raw) && [raw.accepted, raw.rejected].every(all => Array.isArray(all) && all.every(isText))

const isReport = (raw: unknown): raw is Report =>
  isRecord(raw) &&
  areTexts(raw, 'runId', 'prompt', 'evalSet', 'stop') &&
  Object.hasOwn(stopSentences, String(raw.stop)) &&
  isMeasured(raw.initial) &&
  isMeasured(raw.best) &&
  typeof raw.best.step === 'number' &&
  (raw.comparison === null || isComparison(raw.comparison)) &&
  Array.isArray(raw.steps) &&
  raw.steps.every(isRecordedStep) &&
  isUsage(raw.usage)

const isMeasured = (raw: unknown): raw is Fields =>
  isRecord(raw) && typeof raw.text === 'string' && isScore(raw.validation) && isScore(raw.test)

const isComparison = (raw: unknown): boolean =>
  isRecord(raw) &&
  typeof raw.verdict === 'string' &&
  [raw.cases, raw.fixed, raw.broken, raw.pValue].every(isNumber) &&
  Array.isArray(raw.interval) &&
  raw.interval.length === 2 &&
  raw.interval.every(isNumber)

const isUsage = (raw: unknown): boolean =>
  isRecord(raw) &&
  isScore(raw.usd) &&
  roles.every(role => {
    const spent = raw[role]
    return isRecord(spent) && [spent.calls, spent.cached, spent.inputTokens, spent.outputTokens].every(isNumber)
  })

const isModel = (raw: unknown): boolean => {
  if (!isRecord(raw) || typeof raw.id !== 'string' || (raw.price !== undefined && !isPrice(raw.price))) return false
  if (raw.kind === 'openai') return areTexts(raw, 'provider', 'model', 'baseUrl')
  if (raw.kind === 'command')
    return isNumber(raw.seconds) && Array.isArray(raw.command) && raw.command.every(part => typeof part === 'string')
  return raw.kind === 'demo' || (raw.kind === 'vscode' && typeof raw.model === 'string')
}

const isPrice = (raw: unknown): boolean =>
  isRecord(raw) && [raw.input, raw.output].every(price => isNumber(price) && Number(price) >= 0)

type Fields = Readonly<Record<string, unknown>>

const isRecord = (raw: unknown): raw is Fields => typeof raw === 'object' && raw !== null && !Array.isArray(raw)
const isText = (raw: unknown): boolean => typeof raw === 'string'
const isNumber = (raw: unknown): boolean => typeof raw === 'number' && Number.isFinite(raw)
const isScore = (raw: unknown): boolean => raw === null || isNumber(raw)
const areTexts = (fields: Fields, ...names: readonly string[]): boolean =>
  names.every(name => typeof fields[name] === 'string')
