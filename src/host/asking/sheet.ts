import { commands, type QuickPickItem, Uri, window } from 'vscode'
import type { RunRequest, RunSettings } from '../../protocol/worker.ts'
import { expectation, type SettingName } from '../../settings/declared.ts'
import { unlinked } from '../editor/unlinked.ts'
import { promptTitle } from '../prompts/promptTitle.ts'
import { showBrokenRow } from '../runs/brokenRows.ts'
import { wished } from './askWish.ts'
import type { Projected } from './projection.ts'
import { type SheetAct, sheetRows } from './sheetRows.ts'

/**
 * Shows what an optimization is about and may take, and asks whether it runs. A choice changes this run alone and the
 * sheet shows again. Returns the request as it then is, `again` if the settings have changed in the meantime,
 * undefined if it does not run.
 */
export async function askSheet(projected: Projected): Promise<RunRequest | 'again' | undefined> {
  const { made } = projected
  let asked = projected.request
  for (;;) {
    const act = await pickRow({ ...projected, request: asked })
    switch (act) {
      case undefined:
        return undefined
      case 'run':
        return asked
      case 'settings':
        await commands.executeCommand('workbench.action.openSettings', '@ext:gpo.gpo-vscode')
        return undefined
      case 'cases':
        await commands.executeCommand('vscode.open', Uri.file(asked.evalSet.path))
        return undefined
      case 'row':
        await showBrokenRow(asked.evalSet)
        return undefined
      case 'models':
        await commands.executeCommand('gpo.chooseModels')
        return 'again'
      case 'steps':
      case 'candidates':
      case 'caps':
        asked = { ...asked, settings: await withTypedNumber(asked.settings, act, made?.steps ?? 0) }
        break
      case 'wishes':
        asked = { ...asked, settings: await wished(asked.settings, projected.text) }
        break
      case 'nothing':
        break
      default:
        act satisfies never
    }
  }
}

async function pickRow(projected: Projected) {
  const { request, made } = projected
  const rows = sheetRows(projected).map(({ icon, label, detail, act }): QuickPickItem & { readonly act: SheetAct } => ({
    label: `$(${icon}) ${label}`,
    ...(detail ? { detail } : {}),
    act,
  }))
  const title = promptTitle(request.prompt.path)
  const beside = (request.routing?.beside ?? []).join(', ')
  const name = request.routing === undefined ? title : `the description of ${title}`
  const verb = made === undefined ? 'Optimize' : 'More steps for'
  const picked = await window.showQuickPick(rows, {
    title: `${verb} ${unlinked(name)}${beside && unlinked(`, beside the new one of ${beside}`)}`,
    placeHolder: 'No model is asked anything before you choose the first line',
    ignoreFocusOut: true,
  })
  return picked?.act
}

/** The settings with one number typed anew; unchanged if the user cancels. `stepsDone` steps cannot be taken back. */
async function withTypedNumber(
  settings: RunSettings,
  act: 'steps' | 'candidates' | 'caps',
  stepsDone: number,
): Promise<RunSettings> {
  const fields = {
    steps: { setting: 'steps', title: 'Steps of this run (0: as many as its epochs give)', value: settings.steps },
    candidates: { setting: 'candidates', title: 'Candidates in each step of this run', value: settings.candidates },
    caps: {
      setting: 'maxCalls',
      title: 'Maximum number of requests in this run (empty: no cap)',
      value: settings.caps.calls,
    },
  } as const satisfies Record<string, { setting: SettingName; title: string; value: number | undefined }>
  const { setting, title, value } = fields[act]
  const typed = await window.showInputBox({
    title,
    value: value === undefined ? '' : String(value),
    ignoreFocusOut: true,
    validateInput: text => faultOf(text, setting, act === 'steps' ? stepsDone : 0),
  })
  if (typed === undefined) return settings
  if (act !== 'caps') return { ...settings, [act]: Number(typed) }
  const { calls: _, ...others } = settings.caps
  return { ...settings, caps: typed.trim() === '' ? others : { ...others, calls: Number(typed) } }
}

/** What is wrong with a typed number, which must exceed `done` if that is not 0. */
function faultOf(text: string, setting: SettingName, done: number): string | undefined {
  const number = text.trim() === '' ? null : Number(text)
  const expected = expectation(setting, number)
  if (expected !== undefined) return `Give ${expected}.`
  return done > 0 && (number ?? 0) <= done ? `Give more than the ${done} that are done.` : undefined
}
