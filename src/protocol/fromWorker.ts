import type { FromWorker } from './worker.ts'

/** What came through the worker's port, or undefined where it is no message of ours. Both sides ship together, so the name decides. */
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
  recalled: true,
  chat: true,
}
