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
 * sheet shows again. Returns the request as it then is, `again` if the settings have changed meanwhile, undefined if it
 * does not run.
 */
export async function askSheet(projected: Projected): Promise<RunRequest | 'again' | undefined> {
  const { made } = projected
  let asked = projected.request
  for (;;) {
    const act = await show({ ...projected, request: asked })
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
        asked = { ...asked, settings: await changed(asked.settings, act, made?.steps ?? 0) }
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

async function show(projected: Projected) {
  const { request, made } = projected
  const rows = sheetRows(projected).map(({ icon, label, detail, act }): QuickPickItem & { readonly act: SheetAct } => ({
    label: `$(${icon}) ${label}`,
    ...(detail ? { detail } : {}),
    act,
  }))
  const title = promptTitle(request.prompt.path)
  const beside = (request.routing?.beside ?? []).join(', ')
  const name = request.routing === undefined ? title : `the description of ${title}`
  const picked = await window.showQuickPick(rows, {
    title: `${made === undefined ? 'Optimize' : 'More steps for'} ${unlinked(name)}${beside && unlinked(`, beside the new one of ${beside}`)}`,
    placeHolder: 'Nothing is asked of a model before you choose the first line',
    ignoreFocusOut: true,
  })
  return picked?.act
}

/** The settings with one number typed anew; unchanged if the user cancels. `made` steps cannot be taken back. */
async function changed(
  settings: RunSettings,
  act: 'steps' | 'candidates' | 'caps',
  made: number,
): Promise<RunSettings> {
  const fields = {
    steps: { setting: 'steps', title: 'Steps of this run, 0 for those of its epochs', value: settings.steps },
    candidates: { setting: 'candidates', title: 'Candidates in each step of this run', value: settings.candidates },
    caps: { setting: 'maxCalls', title: 'Most requests of this run, empty for no cap', value: settings.caps.calls },
  } as const satisfies Record<string, { setting: SettingName; title: string; value: number | undefined }>
  const { setting, title, value } = fields[act]
  const typed = await window.showInputBox({
    title,
    value: value === undefined ? '' : String(value),
    ignoreFocusOut: true,
    validateInput: text => faultOf(text),
  })
  if (typed === undefined) return settings
  if (act !== 'caps') return { ...settings, [act]: Number(typed) }
  const { calls: _, ...others } = settings.caps
  return { ...settings, caps: typed.trim() === '' ? others : { ...others, calls: Number(typed) } }

  function faultOf(text: string): string | undefined {
    const number = text.trim() === '' ? null : Number(text)
    const expected = expectation(setting, number)
    if (expected !== undefined) return `Give ${expected}.`
    return act === 'steps' && made > 0 && (number ?? 0) <= made
      ? `Give more than the ${made} that are made.`
      : undefined
  }
}
