import type { RunRequest } from '../protocol/worker.ts'
import type { PreparedRouting } from '../skills/optimizing/prepareRouting.ts'
import type { RoutingSettings } from './routingSettings.ts'

/**
 * The same run, with its description scored by where queries go. How often a query is asked, and at which temperature, are
 * settings of the routing.
 */
export function routedRun(
  request: RunRequest,
  { evalSet, ...routing }: PreparedRouting,
  { profile, limits, runs, shuffles, temperature }: RoutingSettings,
): RunRequest {
  const { settings } = request
  return {
    ...request,
    evalSet,
    settings: { ...settings, repeats: runs, task: { ...settings.task, temperature } },
    routing: { ...routing, options: { profile, limits: limits[profile], runs, shuffles, seed: settings.seed } },
  }
}
