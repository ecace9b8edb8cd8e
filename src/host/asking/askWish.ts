import { type QuickPickItem, window } from 'vscode'
import type { RunSettings } from '../../protocol/worker.ts'
import { oneLine } from '../../review/changeTitles.ts'
import { type WishName, wishFault, wishNames, wishRows, wishValue, withWish } from './wishRows.ts'

/** The settings with one wish about the new prompt typed anew; unchanged if the user cancels. */
export async function wished(settings: RunSettings, prompt: string): Promise<RunSettings> {
  const items = wishNames.map((name): QuickPickItem & { readonly name: WishName } => ({
    label: wishRows[name].label,
    description: oneLine(wishValue(settings.wishes, name), 60),
    detail: wishRows[name].title,
    name,
  }))
  const picked = await window.showQuickPick(items, { title: 'What is wanted of the new prompt', ignoreFocusOut: true })
  if (picked === undefined) return settings
  const { name } = picked
  const typed = await window.showInputBox({
    title: wishRows[name].title,
    // Locked texts are added one by one, as an input has one line.
    value: name === 'locked' ? '' : wishValue(settings.wishes, name),
    ignoreFocusOut: true,
    validateInput: text => wishFault(name, text, prompt),
  })
  return typed === undefined ? settings : { ...settings, wishes: withWish(settings.wishes, name, typed) }
}
