import type { ModelSpec } from '../../models/model.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { extendedRequest } from '../../report/extendedRequest.ts'
import { type RecordedRun, readRecorded } from '../../report/recordedRun.ts'
import { belongsTo } from '../../report/records.ts'
import type { RunRequest } from '../../run/request.ts'
import type { Settings } from '../../settings/readSettings.ts'
import { counted } from '../../text/numbers.ts'
import { keysFor, unsetVariable } from '../asked/chosenModels.ts'
import type { Options } from '../asked/options.ts'
import { settingsOf } from '../asked/settingsFromOptions.ts'
import { typedRunner } from '../asked/typedRunner.ts'
import type { ExitStatus } from '../output/exitStatus.ts'
import { fail, type Terminal } from '../output/terminal.ts'
import { findRoot } from '../root.ts'
import { finish } from './optimizing/optimizePrompt.ts'
import { perform } from './perform.ts'

/**
 * `gpo resume`: continues a stopped run with its own request. A run that has ended is reported again, or with `--steps`
 * goes on to so many.
 */
export async function resume(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const unset = unsetVariable(options, terminal)
  if (unset) return fail(terminal, unset)
  const [runId = ''] = options.operands
  const root = findRoot(terminal.cwd)
  const recorded = await readRecorded(root, runId, 'anywhere')
  if (!recorded.ok) return fail(terminal, recorded.problem)
  const { report } = recorded.value
  const isOver = report !== undefined && report.stop !== 'cancelled'
  // This call did not name the file, and a journal must not decide to write outside of its folder.
  if (options.isSet('write') && !belongsTo(root, recorded.value.request))
    return fail(terminal, {
      code: 'not-writable',
      detail: 'it lies outside of the folder that the run is kept in',
      place: { path: recorded.value.request.prompt.path },
    })
  const known = settingsOf(options)
  if (!known.ok) return fail(terminal, known.problem)
  const wanted = wantedRequest(recorded.value, isOver, options, known.value)
  if (!wanted.ok) return fail(terminal, wanted.problem)
  const request = wanted.value
  const models = Object.values(request.models)
  const unnamed = unnamedAddress(models, known.value.endpoints, options)
  if (unnamed) return fail(terminal, unnamed)
  const runner = typedRunner(options)
  if (!runner.ok) return fail(terminal, runner.problem)
  if (models.some(spec => spec.kind === 'command' && !isSame(spec.command, runner.value?.command)))
    return fail(terminal, { code: 'runner-unnamed' })
  const settings = { ...request.settings, allowCode: options.isSet('allow-code') }
  const keys = keysFor(models, known.value.endpoints, options.text('api-key-env'), terminal)
  if (!keys.ok) return fail(terminal, keys.problem)
  const requested = {
    // A journal is part of the workspace, so it must not decide whether code may run.
    request: { ...request, settings },
    keys: keys.value,
  }
  const performed =
    isOver && request === recorded.value.request
      ? success({ type: 'optimized' as const, report })
      : await perform(requested, terminal, { resume: true })
  return finish(performed, requested, options, terminal)
}

const isSame = (command: readonly string[], typed: readonly string[] = []): boolean =>
  JSON.stringify(command) === JSON.stringify(typed)

/** The request of the run, or the one with which it goes on to more steps. */
function wantedRequest(
  { request, record }: RecordedRun,
  isOver: boolean,
  options: Options,
  { run }: Settings,
): Outcome<RunRequest> {
  const more = ['steps', 'max-calls'].filter(option => options.typed(option) !== undefined)
  if (more.length === 0) return success(request)
  const refuse = (detail: string): Outcome<RunRequest> => failure({ code: 'bad-usage', detail })
  if (!isOver) return refuse(`The run has not ended, so it goes on as it began, without --${more.join(' and --')}`)
  const from = record.steps.length
  if (options.typed('steps') === undefined)
    return refuse(`The run has ended after ${counted(from, 'step')}; more need --steps`)
  const { calls: _, ...caps } = request.settings.caps
  const calls = options.typed('max-calls') === undefined ? request.settings.caps.calls : run.caps.calls
  const extended = extendedRequest(request, {
    from,
    steps: run.steps,
    caps: { ...caps, ...(calls === undefined ? {} : { calls }) },
  })
  return extended === undefined
    ? refuse(`--steps counts those that are made too, and the run has ${from}`)
    : success(extended)
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
