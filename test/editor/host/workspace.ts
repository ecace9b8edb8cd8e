import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import * as vscode from 'vscode'

/** The extension under test, whatever its publisher is called. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.all.find(({ packageJSON }) => packageJSON.name === 'gpo-vscode')
  assert.ok(found, 'the extension is not installed')
  return found
}

/** A file of the opened copy of the examples. */
export function fileUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]
  assert.ok(folder, 'no folder is open')
  return vscode.Uri.joinPath(folder.uri, path)
}

export const bytesOf = async (uri: vscode.Uri): Promise<string> =>
  Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('latin1')

/** What providers give comes a moment after what they depend on, so this asks until `holds`, at most `seconds`. */
export async function eventually<T>(
  ask: () => T | PromiseLike<T>,
  holds: (value: T) => boolean,
  what: string,
  seconds = 10,
): Promise<T> {
  const end = Date.now() + seconds * 1000
  let value = await ask()
  while (!holds(value)) {
    if (Date.now() > end)
      assert.fail(`${what} within ${seconds} seconds; last seen: ${JSON.stringify(value)?.slice(0, 2000)}`)
    await sleep(50)
    value = await ask()
  }
  return value
}

/** Waits until the lenses of a file have these titles among them. */
export async function lensesOf(uri: vscode.Uri, wanted: readonly RegExp[]): Promise<void> {
  await vscode.workspace.openTextDocument(uri)
  await eventually(
    async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 20)
      return lenses.map(lens => lens.command?.title ?? '')
    },
    titles => wanted.every(title => titles.some(found => title.test(found))),
    `lenses ${wanted.join(', ')}`,
  )
}

/** What the light bulb offers on a line, once something of it is `wanted`. */
export async function actionsAt(uri: vscode.Uri, line: number, wanted: (title: string) => boolean): Promise<string[]> {
  const range = new vscode.Range(line, 0, line, 0)
  return eventually(
    async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        range,
      )
      return actions.map(action => action.title)
    },
    titles => titles.some(wanted),
    'code actions',
  )
}

/** The line, counted from 0, on which `text` stands. */
export async function lineOf(uri: vscode.Uri, text: string): Promise<number> {
  const document = await vscode.workspace.openTextDocument(uri)
  const offset = document.getText().indexOf(text)
  assert.ok(offset >= 0, `${text} is not in ${uri.path}`)
  return document.positionAt(offset).line
}

/** Changes the user's settings, given without their `gpo.`; undefined goes back to the default. */
export async function set(values: Readonly<Record<string, unknown>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('gpo')
  for (const [name, value] of Object.entries(values))
    await configuration.update(name, value, vscode.ConfigurationTarget.Global)
}
