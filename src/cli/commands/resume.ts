import { realpathSync } from 'node:fs'
import { readRun } from '../../journal/readRun.ts'
import { success } from '../../problem/outcome.ts'
import { readReport, readRequest } from '../../report/records.ts'
import { keysFor, unsetVariable } from '../asked/chosenModels.ts'
import { settingsOf } from '../asked/optionSettings.ts'
import type { Options } from '../asked/options.ts'
import { type ExitStatus, fail, type Terminal } from '../output/terminal.ts'
import { findRoot } from '../root.ts'
import { finish } from './optimizePrompt.ts'
import { perform } from './perform.ts'

/** `gpo resume`: goes on where a run stopped, with its own request; a run that has ended is reported again. */
export async function resume(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const unset = unsetVariable(options, terminal)
  if (unset) return fail(terminal, unset)
  const [runId = ''] = options.operands
  const root = findRoot(terminal.cwd)
  const record = await readRun(root, runId)
  if (!record.ok) return fail(terminal, record.problem)
  const request = readRequest(record.value.request)
  if (!request) return fail(terminal, { code: 'journal-broken', detail: 'its request is incomplete, or out of bounds' })
  // Its folder was copied or moved, or the journal came with a repository: what it names is not what lies here.
  if (!isSame(request.folder, root))
    return fail(terminal, {
      code: 'journal-broken',
      detail: `the run ${runId} was made in another folder, ${request.folder}`,
    })
  const known = settingsOf(options)
  if (!known.ok) return fail(terminal, known.problem)
  const models = Object.values(request.models)
  const settings = { ...request.settings, allowCode: options.isSet('allow-code') }
  const requested = {
    // A journal lies in the workspace, so whether code may run is not for it to say.
    request: { ...request, settings },
    keys: keysFor(models, known.value.endpoints, options.text('api-key-env'), terminal),
  }
  const report = readReport(record.value.report)
  const ended = report && report.stop !== 'cancelled'
  const performed = ended
    ? success({ type: 'optimized' as const, report })
    : await perform(requested, terminal, { resume: true })
  return finish(performed, requested, options, terminal)
}

/** Whether two paths lead to one folder, be it by a link. */
function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other)
  } catch {
    return false
  }
}
