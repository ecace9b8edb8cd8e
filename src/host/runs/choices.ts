import { isAbsolute } from 'node:path'
import { Uri, workspace } from 'vscode'
import { findEditorModel } from '../../models/editorModel.ts'
import { type Role, roles } from '../../models/roles.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { ModelSpec, RunRequest, RunSettings } from '../../protocol/worker.ts'
import type { SettingName } from '../../settings/declared.ts'
import { withMetaPrompt } from '../../settings/ownTexts.ts'
import { readSettings } from '../../settings/readSettings.ts'
import type { RoutingSettings } from '../../settings/routingSettings.ts'
import { anyFiles, editorFiles, pathOf, workspaceFolderOf } from '../editor/files.ts'
import { chooseModel } from '../models/chooseModels.ts'
import { allEditorModels } from '../models/editorModels.ts'
import type { Keys } from '../models/keys.ts'
import { modelsOf, settingAt } from '../models/modelSettings.ts'

/** What a run uses: settings and models as plain data, and separately the keys. */
export interface Choices {
  readonly settings: RunSettings
  readonly routing: RoutingSettings
  readonly models: RunRequest['models']
  readonly keys: Readonly<Record<string, string>>
}

/** Reads the settings for a prompt file, asking once for a missing model and missing keys. */
export async function readChoices(prompt: Uri, keys: Keys): Promise<Outcome<Choices>> {
  if (settingAt(prompt, 'taskModel') === '' && !(await chooseModel('taskModel', keys))) {
    return failure({ code: 'cancelled' })
  }
  const settings = readSettings(name => settingAt(prompt, name))
  if (!settings.ok) return settings
  const models = await withDetails(modelsOf(settings.value))
  if (!models.ok) return models
  const run = await withMetaPrompt(settings.value, {
    resolve: named => (isAbsolute(named) ? named : pathOf(Uri.joinPath(workspaceFolderOf(prompt), named))),
    // A setting of the folder may have come with the folder, so it must not read files outside.
    read: (isUsersOwn(prompt, 'metaPrompt') ? anyFiles(prompt) : editorFiles(prompt)).read,
  })
  if (!run.ok) return run
  const found = await keys.collect(specsOf(models.value))
  if (found === undefined) return failure({ code: 'cancelled' })
  return success({ settings: run.value, routing: settings.value.routing, models: models.value, keys: found })
}

/**
 * The keys for models that a journal names. Journals are in the workspace, so their endpoints are trusted only if the
 * user's settings name the same address: a key is sent nowhere else.
 */
export async function keysAgain(
  prompt: Uri,
  models: RunRequest['models'],
  keys: Keys,
): Promise<Outcome<Readonly<Record<string, string>>>> {
  if (specsOf(models).some(({ kind }) => kind === 'command')) return failure({ code: 'runner-unnamed' })
  const settings = readSettings(name => settingAt(prompt, name))
  if (!settings.ok) return settings
  const { endpoints } = settings.value
  const stranger = specsOf(models).find(spec => spec.kind === 'openai' && endpoints[spec.provider] !== spec.baseUrl)
  if (stranger?.kind === 'openai') {
    const detail = `The run was made with ${stranger.provider} at ${stranger.baseUrl}, which gpo.endpoints does not name`
    return failure({ code: 'bad-combination', detail })
  }
  const found = await keys.collect(specsOf(models))
  return found === undefined ? failure({ code: 'cancelled' }) : success(found)
}

/** Whether the user allows the code of eval sets to run on this machine. */
export const codeAllowed = (): boolean => workspace.getConfiguration('gpo').get('allowCode') === true

/** Whether the effective value comes from the user's own settings and not from those of a folder. */
function isUsersOwn(prompt: Uri, name: SettingName): boolean {
  const found = workspace.getConfiguration('gpo', prompt).inspect(name)
  return found?.workspaceValue === undefined && found?.workspaceFolderValue === undefined
}

/** Finds the editor's models before anything else is done; if one does not exist, the existing ones are listed. */
async function withDetails(models: Outcome<RunRequest['models']>): Promise<Outcome<RunRequest['models']>> {
  if (!models.ok || !specsOf(models.value).some(({ kind }) => kind === 'vscode')) return models
  const all = await allEditorModels()
  const detailed: Partial<Record<Role, ModelSpec>> = {}
  for (const role of roles) {
    const spec = models.value[role]
    if (spec?.kind !== 'vscode') continue
    const found = findEditorModel(spec.model, all)
    if (!found.ok) return found
    const { vendor, family, id, version, maxInputTokens } = found.value
    detailed[role] = { ...spec, details: { vendor, family, id, version, maxInputTokens } }
  }
  return success({ ...models.value, ...detailed })
}

const specsOf = ({ task, optimizer, judge, embedding }: RunRequest['models']): readonly ModelSpec[] =>
  [task, optimizer, judge, embedding].filter(spec => spec !== undefined)
