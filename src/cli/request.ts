import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { prepare } from '../evals/prepare.ts'
import type { RunRequest } from '../run/request.ts'
import { type Outcome, success } from '../text/outcome.ts'
import { diskFiles } from './diskFiles.ts'
import { withMetaPrompt } from './metaPrompt.ts'
import { chooseModels } from './models.ts'
import type { Options } from './options.ts'
import { findRoot } from './root.ts'
import { settingsOf } from './settings.ts'
import type { Terminal } from './terminal.ts'

export interface Requested {
  readonly request: RunRequest
  readonly keys: Readonly<Record<string, string>>
}

/** Turns what was typed into a request. Everything that can be wrong with it is found here, before anything is spent. */
export async function requestOf(
  kind: RunRequest['kind'],
  options: Options,
  terminal: Terminal,
): Promise<Outcome<Requested>> {
  const settings = settingsOf(options)
  if (!settings.ok) return settings
  const run = await withMetaPrompt(settings.value, terminal.cwd)
  if (!run.ok) return run
  const folder = posix(findRoot(terminal.cwd))
  const [operand = ''] = options.operands
  const target = options.text('target')
  const evalSet = options.text('eval-set')
  const prepared = await prepare(posix(resolve(terminal.cwd, operand)), {
    files: diskFiles,
    root: folder,
    ...(target !== undefined && { target }),
    ...(evalSet !== undefined && { evalSet: posix(resolve(terminal.cwd, evalSet)) }),
  })
  if (!prepared.ok) return prepared
  const chosen = await chooseModels(settings.value, options, terminal)
  if (!chosen.ok) return chosen
  const { prompt, evalSet: cases, pairing } = prepared.value
  return success({
    keys: chosen.value.keys,
    request: {
      id: newRunId(),
      kind,
      folder,
      prompt: { path: prompt.path, target: prepared.value.target.id, source: prompt.source },
      evalSet: cases,
      pairedBy: pairing.pairedBy,
      models: chosen.value.models,
      settings: run.value,
    },
  })
}

const posix = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path)

/** Sorts by the time of its start; the random end keeps two runs of one second apart. */
function newRunId(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return `${time}-${randomBytes(3).toString('hex')}`
}
