import * as vscode from 'vscode'

/** Sets settings of the extension for the whole profile; undefined goes back to the default. */
export async function set(values: Readonly<Record<string, unknown>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('gpo')
  for (const [name, value] of Object.entries(values)) {
    await configuration.update(name, value, vscode.ConfigurationTarget.Global)
  }
}
