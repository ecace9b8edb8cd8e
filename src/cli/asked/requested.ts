import { resolve } from 'node:path'
import { diskFiles, readChunks } from '../../disk/diskFiles.ts'
import { withRemarks } from '../../evals/marking/remarks.ts'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import type { CaseChunks } from '../../evals/preparing/caseChunks.ts'
import { type Prepared, prepare } from '../../evals/preparing/prepare.ts'
import { prepareChunked } from '../../evals/preparing/prepareChunked.ts'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { sentenceAtTerminal } from '../../problem/sentences.ts'
import { Refused } from '../../problem/systemProblem.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { findTarget, readPrompt } from '../../prompts/readPromptFile.ts'
import { unusedLogicFor } from '../../prompts/rendering.ts'
import { requestedFrom } from '../../prompts/requestedPrompt.ts'
import { waitingChanges } from '../../report/waitingChanges.ts'
import type { RunRequest, RunSettings } from '../../run/request.ts'
import { withMetaPrompt } from '../../settings/ownTexts.ts'
import type { Settings } from '../../settings/readSettings.ts'
import { routedRun } from '../../settings/routedRun.ts'
import { readCatalogue } from '../../skills/catalogue/catalogue.ts'
import type { DescriptionChange } from '../../skills/catalogue/descriptionChange.ts'
import { catalogueRoot } from '../../skills/catalogue/skillFolders.ts'
import { isRouted, meansDescription, prepareRouting } from '../../skills/optimizing/prepareRouting.ts'
import type { Terminal } from '../output/terminal.ts'
import { findRoot } from '../root.ts'
import { chooseModels } from './chosenModels.ts'
import { isRubricTarget, rubricRequestOf } from './judgeRequested.ts'
import type { Options } from './options.ts'
import { settingsOf } from './settingsFromOptions.ts'
import { inputOf, posix } from './typedInput.ts'

export interface Requested {
  readonly request: RunRequest
  readonly keys: Readonly<Record<string, string>>
}

/** Turns what was typed into a request. Everything that can be wrong with it is found here, before anything is spent. */
export async function requestOf(options: Options, terminal: Terminal): Promise<Outcome<Requested>> {
  const chosen = await settingsFor(options, terminal)
  if (!chosen.ok) return chosen
  if (isRubricTarget(options.text('target'))) return rubricRequestOf(options, terminal, chosen.value)
  const [path, input] = inputOf(options, terminal)
  const prepared = await prepare(path, input)
  const isDescription = meansDescription(options.text('target'), prepared)
  const routed = isDescription ? await routedRequestOf(options, terminal, chosen.value) : undefined
  if (routed) return routed
  if (options.isSet('both') || options.isSet('refined')) {
    const detail = '--both and --refined are about the descriptions of skills that have queries: --target description'
    return failure({ code: 'bad-combination', detail })
  }
  if (!prepared.ok) return prepared
  const evalSet = await withRemarks(prepared.value.evalSet, path, input.files)
  return requestFor('optimize', { ...prepared.value, evalSet }, chosen.value, options, terminal)
}

/** The same for a skill's description, beside new ones of other skills; undefined if nothing says where queries should go. */
export async function requestBeside(
  changes: readonly DescriptionChange[],
  options: Options,
  terminal: Terminal,
): Promise<Outcome<Requested> | undefined> {
  const chosen = await settingsFor(options, terminal)
  return chosen.ok ? routedRequestOf(options, terminal, chosen.value, changes) : chosen
}

/** A skill's description is optimized by where queries go, if it has queries; undefined for anything else. */
async function routedRequestOf(
  options: Options,
  terminal: Terminal,
  { settings, run }: Chosen,
  beside?: readonly DescriptionChange[],
): Promise<Outcome<Requested> | undefined> {
  const [path, { files, evalSet }] = inputOf(options, terminal)
  const read = await readPrompt(path, files)
  if (!read.ok || !isRouted(read.value.format)) return undefined
  const target = findTarget(read.value, 'description')
  if (!target.ok) return read.value.format === 'skill' ? target : undefined
  const chosen = evalSet !== undefined && { chosen: evalSet }
  const folder = posix(findRoot(terminal.cwd))
  const waiting = beside ?? (options.isSet('refined') ? await waitingBeside(folder, path, files) : [])
  const prepared = await prepareRouting(read.value, { files, seed: run.seed, waiting, ...chosen })
  if (!prepared?.ok) return prepared
  const { path: cases } = prepared.value.evalSet
  const requested = await requestFor(
    'optimize',
    {
      prompt: read.value,
      target: target.value,
      evalSet: prepared.value.evalSet,
      pairing: { pairedBy: evalSet === undefined ? 'skill' : 'chosen', path: cases },
    },
    { settings, run },
    options,
    terminal,
  )
  if (!requested.ok) return requested
  const { request, keys } = requested.value
  return success({ keys, request: routedRun(request, prepared.value, settings.routing) })
}

/** The refined descriptions that wait for the skills of the same catalogue. */
async function waitingBeside(folder: string, path: string, files: Files): Promise<readonly DescriptionChange[]> {
  const { skills } = await readCatalogue(catalogueRoot(path), { files, ofAgents: !isSkill(path) })
  return waitingChanges(folder, skills, 'anywhere')
}

/** The same for a prompt that is only scored: its cases, of which there may be very many, are not in the request. */
export async function evaluationOf(
  options: Options,
  terminal: Terminal,
): Promise<Outcome<Requested & { readonly evalSet: CaseChunks }>> {
  const chosen = await settingsFor(options, terminal)
  if (!chosen.ok) return chosen
  const input = inputOf(options, terminal)
  const [, { files }] = input
  const prepared = await prepareChunked(...input, path => chunksWithin(path, files))
  if (!prepared.ok) return prepared
  const { evalSet, ...located } = prepared.value
  const requested = await requestFor(
    'evaluate',
    { ...located, evalSet: evalSet.common },
    chosen.value,
    options,
    terminal,
  )
  if (!requested.ok) return requested
  const sample = sampleOf(options)
  if (!sample.ok) return sample
  const request = { ...requested.value.request, ...(sample.value !== undefined && { sample: sample.value }) }
  return success({ ...requested.value, request, evalSet })
}

/** The same with all cases in the request. */
export async function wholeEvaluationOf(options: Options, terminal: Terminal): Promise<Outcome<Requested>> {
  const chosen = await settingsFor(options, terminal)
  if (!chosen.ok) return chosen
  const prepared = await prepare(...inputOf(options, terminal))
  return prepared.ok ? requestFor('evaluate', prepared.value, chosen.value, options, terminal) : prepared
}

function sampleOf(options: Options): Outcome<number | undefined> {
  const typed = options.text('sample')
  if (typed === undefined) return success(undefined)
  return /^[1-9]\d*$/.test(typed)
    ? success(Number(typed))
    : failure({ code: 'bad-option', option: '--sample', value: typed, expected: 'a whole number, at least 1' })
}

/** The chunks of a file, if it may be read. Throws `Refused` if it may not. */
async function* chunksWithin(path: string, files: Files): AsyncGenerator<Uint8Array, void, undefined> {
  const seen = await files.read(path, 0)
  if (!seen.ok && seen.problem.code !== 'too-large') throw new Refused(seen.problem)
  yield* readChunks(path)
}

async function settingsFor(options: Options, terminal: Terminal): Promise<Outcome<Chosen>> {
  const settings = settingsOf(options)
  if (!settings.ok) return settings
  const run = await withMetaPrompt(settings.value, {
    resolve: named => resolve(terminal.cwd, named),
    read: diskFiles.read,
  })
  return run.ok ? success({ settings: settings.value, run: run.value }) : run
}

interface Chosen {
  readonly settings: Settings
  readonly run: RunSettings
}

async function requestFor(
  kind: RunRequest['kind'],
  { prompt, target, evalSet, pairing }: Prepared,
  { settings, run }: Chosen,
  options: Options,
  terminal: Terminal,
): Promise<Outcome<Requested>> {
  const chosen = await chooseModels(settings, options, terminal)
  if (!chosen.ok) return chosen
  if (kind !== 'evaluate' && chosen.value.models.optimizer.kind === 'command') {
    const detail = 'a runner answers and writes no prompts, so --optimizer-model has to name a model that does'
    return failure({ code: 'bad-combination', detail })
  }
  const absent = (run.wishes?.locked ?? '').split('\n').find(line => !target.text.includes(line.trim()))
  if (absent !== undefined)
    return failure({ code: 'bad-option', option: '--lock', value: absent, expected: 'a text that the prompt holds' })
  // Left-out cases change what a score means, but not whether there is one.
  for (const problem of [...unusedLogicFor(prompt, target.id), ...evalSet.problems])
    terminal.err(`gpo: ${sentenceAtTerminal(problem)}\n`)
  return success({
    keys: chosen.value.keys,
    request: {
      id: newRunId(),
      kind,
      folder: posix(findRoot(terminal.cwd)),
      prompt: requestedFrom(prompt, target.id),
      evalSet,
      pairedBy: pairing.pairedBy,
      models: chosen.value.models,
      settings: run,
    },
  })
}
