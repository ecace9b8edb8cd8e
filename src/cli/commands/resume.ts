import type { ModelSpec } from '../../models/model.ts'
import { success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { readRecorded } from '../../report/recordedRun.ts'
import { belongsTo } from '../../report/records.ts'
import type { Settings } from '../../settings/readSettings.ts'
import { keysFor, unsetVariable } from '../asked/chosenModels.ts'
import { settingsOf } from '../asked/optionSettings.ts'
import type { Options } from '../asked/options.ts'
import { type ExitStatus, fail, type Terminal } from '../output/terminal.ts'
import { findRoot } from '../root.ts'
import { finish } from './optimizePrompt.ts'
import { perform } from './perform.ts'

/** `gpo resume`: continues a stopped run with its own request; a run that has ended is reported again. */
export async function resume(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const unset = unsetVariable(options, terminal)
  if (unset) return fail(terminal, unset)
  const [runId = ''] = options.operands
  const root = findRoot(terminal.cwd)
  const recorded = await readRecorded(root, runId, 'anywhere')
  if (!recorded.ok) return fail(terminal, recorded.problem)
  const { request, report } = recorded.value
  // This call did not name the file, and a journal must not decide to write outside of its folder.
  if (options.isSet('write') && !belongsTo(root, request))
    return fail(terminal, {
      code: 'not-writable',
      detail: 'it lies outside of the folder that the run is kept in',
      place: { path: request.prompt.path },
    })
  const known = settingsOf(options)
  if (!known.ok) return fail(terminal, known.problem)
  const models = Object.values(request.models)
  const unnamed = unnamedAddress(models, known.value.endpoints, options)
  if (unnamed) return fail(terminal, unnamed)
  const settings = { ...request.settings, allowCode: options.isSet('allow-code') }
  const keys = keysFor(models, known.value.endpoints, options.text('api-key-env'), terminal)
  if (!keys.ok) return fail(terminal, keys.problem)
  const requested = {
    // A journal is part of the workspace, so it must not decide whether code may run.
    request: { ...request, settings },
    keys: keys.value,
  }
  const ended = report && report.stop !== 'cancelled'
  const performed = ended
    ? success({ type: 'optimized' as const, report })
    : await perform(requested, terminal, { resume: true })
  return finish(performed, requested, options, terminal)
}

/**
 * A journal is part of the workspace, so an address in it may be anyone's. A known provider's address is trusted;
 * otherwise a key is only sent to an address that this call names.
 */
function unnamedAddress(
  models: readonly ModelSpec[],
  endpoints: Settings['endpoints'],
  options: Options,
): Problem | undefined {
  const typed = options.text('base-url')?.replace(/\/+$/, '')
  for (const spec of models) {
    if (spec.kind !== 'openai' || spec.baseUrl === typed) continue
    const own = endpoints[spec.provider]
    const isForeign = own !== undefined && own !== spec.baseUrl
    if (isForeign || (own === undefined && options.text('api-key-env') !== undefined))
      return { code: 'unnamed-address', endpoint: spec.baseUrl }
  }
  return undefined
}
