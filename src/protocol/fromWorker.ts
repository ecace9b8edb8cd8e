import type { FromWorker, RunEvent } from './worker.ts'

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

/**
 * Whether it is what a run of a prompt tells. Other work shares two of these, that it waits and, where it has no other
 * result, that it failed: a worker does one thing only, so its listener knows which work they are of.
 */
export const isRunEvent = (message: FromWorker): message is RunEvent => names[message.type] === 'run'

const names: Readonly<Record<RunEvent['type'], 'run'> & Record<Exclude<FromWorker, RunEvent>['type'], 'other'>> = {
  started: 'run',
  baseline: 'run',
  progress: 'run',
  step: 'run',
  case: 'run',
  waiting: 'run',
  optimized: 'run',
  evaluated: 'run',
  compared: 'run',
  failed: 'run',
  replied: 'other',
  drafted: 'other',
  judging: 'other',
  judged: 'other',
  checked: 'other',
  recalled: 'other',
  'wants-file': 'other',
  'wants-names': 'other',
  cases: 'other',
  read: 'other',
  routing: 'other',
  routed: 'other',
  chat: 'other',
}
