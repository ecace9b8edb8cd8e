import type { FromWorker } from './worker.ts'

/**
 * The message that came through the worker's port; undefined if it is not one of ours. Both sides are shipped together,
 * so checking the name is enough.
 */
export const readFromWorker = (raw: unknown): FromWorker | undefined => (isFromWorker(raw) ? raw : undefined)

const isFromWorker = (raw: unknown): raw is FromWorker =>
  typeof raw === 'object' &&
  raw !== null &&
  'type' in raw &&
  typeof raw.type === 'string' &&
  Object.hasOwn(names, raw.type)

const names: Readonly<Record<FromWorker['type'], true>> = {
  started: true,
  baseline: true,
  progress: true,
  step: true,
  case: true,
  waiting: true,
  optimized: true,
  evaluated: true,
  compared: true,
  failed: true,
  replied: true,
  drafted: true,
  recalled: true,
  routing: true,
  routed: true,
  chat: true,
}
