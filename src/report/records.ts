import type { Report } from '../run/reporting/report.ts'
import type { RunRequest } from '../run/request.ts'
import { isRunSettings } from '../settings/runSettings.ts'

/**
 * The request that a journal begins with. Journals are written by this program, so the fields that a reader relies on are
 * checked, with all that decides what a run spends, and the rest is taken as it stands.
 */
export const readRequest = (raw: unknown): RunRequest | undefined => (isRequest(raw) ? raw : undefined)

/**
 * Whether a run was made in the folder that its journal was found in, of a prompt in there. A journal may have come with
 * a repository, and then names what its author likes: another folder to write to, a file of yours to change.
 */
export const belongsTo = (folder: string, { folder: own, prompt }: Pick<RunRequest, 'folder' | 'prompt'>): boolean =>
  own === folder && prompt.path.startsWith(`${folder}/`) && !prompt.path.split('/').includes('..')

/** The report that a journal ends with. */
export const readReport = (raw: unknown): Report | undefined => (isReport(raw) ? raw : undefined)

const isRequest = (raw: unknown): raw is RunRequest =>
  isRecord(raw) &&
  typeof raw.id === 'string' &&
  (raw.kind === 'optimize' || raw.kind === 'evaluate') &&
  typeof raw.folder === 'string' &&
  isRecord(raw.prompt) &&
  typeof raw.prompt.path === 'string' &&
  typeof raw.prompt.target === 'string' &&
  typeof raw.prompt.source === 'string' &&
  isRecord(raw.evalSet) &&
  Array.isArray(raw.evalSet.cases) &&
  Array.isArray(raw.evalSet.checks) &&
  isRecord(raw.models) &&
  isModel(raw.models.task) &&
  isModel(raw.models.optimizer) &&
  isRunSettings(raw.settings)

const isReport = (raw: unknown): raw is Report =>
  isRecord(raw) &&
  typeof raw.runId === 'string' &&
  typeof raw.prompt === 'string' &&
  typeof raw.stop === 'string' &&
  isRecord(raw.initial) &&
  typeof raw.initial.text === 'string' &&
  isRecord(raw.best) &&
  typeof raw.best.text === 'string' &&
  typeof raw.best.step === 'number' &&
  Array.isArray(raw.steps) &&
  isRecord(raw.usage)

const isModel = (raw: unknown): boolean => isRecord(raw) && typeof raw.kind === 'string' && typeof raw.id === 'string'

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> => typeof raw === 'object' && raw !== null
