import type { Caps, RunSettings } from '../protocol/worker.ts'
import { isSetting } from './readSettings.ts'
import { readVariant } from './strategyParts.ts'

/** Which setting of package.json says what a field may hold; a field without one does not compile. */
type Table<Fields> = { readonly [Field in keyof Fields]-?: string }

const own: Table<Omit<RunSettings, 'variant' | 'repeats' | 'caps' | 'task' | 'optimizer' | 'metaPrompt'>> = {
  strategy: 'strategy',
  paper: 'paper',
  evaluation: 'evaluation',
  steps: 'steps',
  epochs: 'epochs',
  batchSize: 'batchSize',
  candidates: 'candidates',
  seed: 'seed',
  concurrency: 'concurrency',
  allowCode: 'allowCode',
}
const repeats: Table<Pick<RunSettings, 'repeats'>> = { repeats: 'repeats' }
const caps: Table<Caps> = { calls: 'maxCalls', tokens: 'maxTokens', usd: 'maxUsd', minutes: 'maxMinutes' }
const task: Table<RunSettings['task']> = { temperature: 'taskTemperature', maxTokens: 'taskMaxTokens' }
const optimizer: Table<RunSettings['optimizer']> = {
  temperature: 'optimizerTemperature',
  maxTokens: 'optimizerMaxTokens',
}

/** Whether a journal's settings are such as could have been set: a run that goes on with others would spend on nonsense. */
export const areSettings = (raw: unknown): boolean =>
  isRecord(raw) &&
  holdsAll(raw, own) &&
  holdsSome(raw, repeats) &&
  isRecord(raw.caps) &&
  holdsSome(raw.caps, caps) &&
  isRecord(raw.task) &&
  holdsAll(raw.task, task) &&
  isRecord(raw.optimizer) &&
  holdsAll(raw.optimizer, optimizer) &&
  (raw.variant === undefined || isVariant(raw.variant)) &&
  (raw.metaPrompt === undefined || isText(raw.metaPrompt))

type Fields = Readonly<Record<string, unknown>>

const holdsAll = (raw: Fields, table: Readonly<Record<string, string>>): boolean =>
  Object.entries(table).every(([field, setting]) => isSetting(setting, raw[field]))

const holdsSome = (raw: Fields, table: Readonly<Record<string, string>>): boolean =>
  Object.entries(table).every(([field, setting]) => raw[field] === undefined || isSetting(setting, raw[field]))

/** Whether the parts are what the settings' own reader makes of them. */
function isVariant(raw: unknown): boolean {
  if (!isRecord(raw)) return false
  const read = new Map<string, unknown>(
    Object.entries(
      readVariant({
        text: name => (typeof raw[name] === 'boolean' ? (raw[name] ? 'on' : 'off') : textOr(raw[name], 'strategy')),
        count: name => (typeof raw[name] === 'number' && isSetting(name, raw[name]) ? raw[name] : undefined),
      }),
    ),
  )
  return Object.entries(raw).every(([part, value]) => read.get(part) === value)
}

const isText = (raw: unknown): boolean =>
  isRecord(raw) && typeof raw.path === 'string' && typeof raw.source === 'string'

const textOr = (raw: unknown, fallback: string): string => (typeof raw === 'string' ? raw : fallback)

const isRecord = (raw: unknown): raw is Fields => typeof raw === 'object' && raw !== null && !Array.isArray(raw)
