import type { RunRecord } from '../journal/readRun.ts'
import type { RunRequest } from '../run/request.ts'
import { isRunSettings } from '../settings/runSettings.ts'

/**
 * The request of a run that goes on after its end: with more steps, and beneath other caps. What its cases were fitted
 * to stays. Undefined if no user could have asked for it.
 */
export function extendedRequest(
  { settings, ...request }: RunRequest,
  { from, steps, caps }: NonNullable<RunRecord['extension']>,
): RunRequest | undefined {
  const fittedTo = settings.extended?.fittedTo ?? { steps: settings.steps, caps: settings.caps }
  const extended = { ...settings, steps, caps, extended: { from, fittedTo } }
  return steps > from && isRunSettings(extended) ? { ...request, settings: extended } : undefined
}
