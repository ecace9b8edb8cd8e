import {
  ConfigurationTarget,
  InputBoxValidationSeverity,
  type QuickPickItem,
  QuickPickItemKind,
  window,
  workspace,
} from 'vscode'
import { faultOfAddress, isInTheClear, keyVariable } from '../../models/address.ts'
import { editorModelName } from '../../models/editorModel.ts'
import { explanation, sentence } from '../../problem/sentences.ts'
import { demoCaveat } from '../../report/caveats.ts'
import { modelTitle } from '../../report/titles.ts'
import { readEndpoints } from '../../settings/modelMaps.ts'
import { warn } from '../editor/notices.ts'
import { allEditorModels } from './editorModels.ts'
import { type Answer, localServers, modelsAt } from './endpointModels.ts'
import type { Keys } from './keys.ts'

type ModelSetting = keyof typeof titles

const titles = {
  taskModel: 'The model that your prompt is for',
  optimizerModel: 'The model that writes new prompts',
  judgeModel: 'The model that grades answers, where cases ask for a judge',
} as const

/** What an empty setting means. */
const same = { optimizerModel: 'Same as the task model', judgeModel: 'Same as the optimizer model' } as const

type Choice = QuickPickItem & { readonly model?: string; readonly endpoint?: string }

/**
 * Asks for a model and stores it in the user's settings. Offers what is available: the editor's language models,
 * servers on this machine, any OpenAI-compatible endpoint, and the simulated model; the present choice is marked. False
 * if the user cancels.
 */
export async function chooseModel(setting: ModelSetting, keys: Keys): Promise<boolean> {
  const picked = await window.showQuickPick(choices(setting), {
    title: titles[setting],
    placeHolder: 'Choose a model; it is kept in your settings',
    ignoreFocusOut: true,
    matchOnDescription: true,
  })
  if (picked === undefined) return false
  const model = picked.model ?? (await modelAt(picked.endpoint, keys))
  if (model === undefined) return false
  await workspace.getConfiguration('gpo').update(setting, model, ConfigurationTarget.Global)
  sayOverruled(setting, model)
  return true
}

/** A folder's settings override the user's own: a choice without effect must not look effective. */
function sayOverruled(setting: string, model: string): void {
  const configuration = workspace.getConfiguration('gpo')
  const { workspaceFolderValue, workspaceValue } = configuration.inspect<string>(setting) ?? {}
  const used = workspaceFolderValue ?? workspaceValue
  if (used === undefined || used === model) return
  const open = ['workbench.action.openWorkspaceSettings', `gpo.${setting}`] as const
  warn({ code: 'setting-overruled', used }, { 'Open Workspace Settings': open })
}

/** The endpoint in the settings that has this address. */
export function endpointAt(baseUrl: string | undefined): { provider: string; baseUrl: string } | undefined {
  const found = Object.entries(endpoints()).find(([, address]) => address === baseUrl)
  return found && { provider: found[0], baseUrl: found[1] }
}

/** Picks one of the endpoints in the settings. */
export async function chooseEndpoint(title: string): Promise<{ provider: string; baseUrl: string } | undefined> {
  const items = Object.entries(endpoints()).map(([label, description]) => ({ label, description }))
  const picked = await window.showQuickPick(items, { title, matchOnDescription: true })
  return picked && { provider: picked.label, baseUrl: picked.description }
}

async function choices(setting: ModelSetting): Promise<Choice[]> {
  const known = endpoints()
  const [editor, local] = await Promise.all([allEditorModels().then(undefined, () => []), localServers(known)])
  const current = workspace.getConfiguration('gpo').get<string>(setting) ?? ''
  const named = (label: string, model: string, description = model): Choice => ({
    label: model === current ? `$(check) ${label}` : label,
    description: model === current ? `${description} (chosen now)` : description,
    model,
  })
  return [
    ...(setting === 'taskModel' ? [] : [named(same[setting], '', '')]),
    ...group(
      'Language models of VS Code',
      editor.map(model => named(model.name, `vscode:${editorModelName(model, editor)}`)),
    ),
    ...local.flatMap(({ provider, models }) =>
      group(
        `${provider} on this machine`,
        models.map(name => named(name, `${provider}:${name}`)),
      ),
    ),
    ...group('OpenAI-compatible endpoints', [
      ...keyedFirst(known).map(([name, baseUrl, key]) => ({
        label: current.startsWith(`${name}:`) ? `$(check) ${name}` : name,
        description: [baseUrl, key, current.startsWith(`${name}:`) ? `${current} is chosen now` : '']
          .filter(part => part !== '')
          .join(' · '),
        endpoint: name,
      })),
      { label: 'Another address…', endpoint: '' },
    ]),
    ...group('Offline', [named(modelTitle('demo'), 'demo', `for a first look: ${demoCaveat}`)]),
  ]
}

/** Endpoints whose key is in the environment come first: they can be used at once. */
function keyedFirst(known: Readonly<Record<string, string>>): readonly (readonly [string, string, string])[] {
  const all = Object.entries(known).map(([name, baseUrl]) => {
    const variable = keyVariable(name)
    return [name, baseUrl, process.env[variable] ? `key in ${variable}` : ''] as const
  })
  return [...all.filter(([, , key]) => key !== ''), ...all.filter(([, , key]) => key === '')]
}

const group = (label: string, items: readonly Choice[]): Choice[] =>
  items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...items]

async function modelAt(endpoint: string | undefined, keys: Keys): Promise<string | undefined> {
  const provider = endpoint === undefined || endpoint === '' ? await addEndpoint() : endpoint
  const baseUrl = provider === undefined ? undefined : endpoints()[provider]
  if (provider === undefined || baseUrl === undefined) return undefined
  const found = await keys.collect([{ kind: 'openai', id: provider, provider, model: '', baseUrl }])
  if (found === undefined) return undefined
  const answer = await modelsAt(baseUrl, found[baseUrl])
  const name = await pickOrType(provider, answer)
  return name === undefined || name === '' ? undefined : `${provider}:${name}`
}

async function pickOrType(provider: string, answer: Answer): Promise<string | undefined> {
  const type = 'Type a name…'
  if (answer.models.length > 0) {
    const picked = await window.showQuickPick([...answer.models, type], {
      title: `Models of ${provider}`,
      ignoreFocusOut: true,
    })
    if (picked !== type) return picked
  }
  const name = await window.showInputBox({
    title: `Model of ${provider}`,
    prompt: answer.trouble ?? 'The name of the model, as the endpoint knows it',
    ignoreFocusOut: true,
  })
  return name?.trim()
}

async function addEndpoint(): Promise<string | undefined> {
  const address = await window.showInputBox({
    title: 'OpenAI-compatible endpoint',
    prompt: 'Base URL, up to and including the version',
    placeHolder: 'https://api.example.com/v1',
    ignoreFocusOut: true,
    validateInput: text => {
      const fault = faultOfAddress(text.trim())
      if (fault !== undefined) return explanation({ code: 'bad-address', detail: fault })
      if (!isInTheClear(text)) return undefined
      return {
        message: sentence({ code: 'in-the-clear', endpoint: 'this address' }),
        severity: InputBoxValidationSeverity.Warning,
      }
    },
  })
  if (address === undefined) return undefined
  const baseUrl = address.trim().replace(/\/+$/, '')
  const known = endpoints()
  const same = Object.entries(known).find(([, other]) => other === baseUrl)?.[0]
  if (same !== undefined) return same
  const provider = await askName(freeName(providerName(baseUrl), known), known)
  if (provider === undefined) return undefined
  const configuration = workspace.getConfiguration('gpo')
  const own = configuration.inspect<Record<string, unknown>>('endpoints')?.globalValue
  await configuration.update('endpoints', { ...own, [provider]: { baseUrl } }, ConfigurationTarget.Global)
  return provider
}

const askName = (value: string, known: Readonly<Record<string, string>>): Thenable<string | undefined> =>
  window.showInputBox({
    title: 'Name of the endpoint',
    prompt: 'Its models are called by this name and their own, such as NAME:model',
    value,
    ignoreFocusOut: true,
    validateInput: name => {
      const isPlain = /^[A-Za-z0-9-]+$/.test(name)
      if (isPlain && freeName(name, known) === name) return undefined
      const expected = isPlain ? 'a name that no other endpoint has' : 'letters, digits and hyphens'
      return sentence({ code: 'bad-option', option: 'The name', value: name, expected })
    },
  })

/** `api.groq.com` becomes `groq`; `10.0.0.7` stays an address in one word. */
function providerName(baseUrl: string): string {
  const { hostname } = new URL(baseUrl)
  const labels = hostname.split('.').filter(label => label !== 'api' && label !== 'www')
  const name = /^[\d.]+$/.test(hostname) ? hostname : (labels[0] ?? hostname)
  return name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'endpoint'
}

function freeName(name: string, known: Readonly<Record<string, string>>): string {
  let free = name
  for (let number = 2; free in known || free === 'demo' || free === 'vscode'; number++) free = `${name}-${number}`
  return free
}

/** Invalid entries are reported when a run reads them. */
const endpoints = (): Readonly<Record<string, string>> =>
  readEndpoints(workspace.getConfiguration('gpo').get('endpoints'), () => undefined)
