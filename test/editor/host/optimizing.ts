import { setTimeout as sleep } from 'node:timers/promises'
import * as vscode from 'vscode'
import { fileUri } from './workspace.ts'

/**
 * Optimizes a prompt as somebody does who agrees to the sheet before the run. Settles when the run is under way or over;
 * `ended` is its end.
 */
export async function startOptimizing<End>(prompt: vscode.Uri): Promise<{ readonly ended: Promise<End | undefined> }> {
  const before = await journals()
  let isOver = false
  const ended = Promise.resolve(vscode.commands.executeCommand<End | undefined>('gpo.optimize', prompt)).finally(() => {
    isOver = true
  })
  while (!isOver && (await journals()) === before) {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem')
    await sleep(200)
  }
  return { ended }
}

/** The same to its end. */
export async function optimize<End>(prompt: vscode.Uri): Promise<End | undefined> {
  return (await startOptimizing<End>(prompt)).ended
}

async function journals(): Promise<number> {
  const files = await Promise.resolve(vscode.workspace.fs.readDirectory(fileUri('.gpo/runs'))).catch(() => [])
  return files.filter(([name]) => name.endsWith('.jsonl')).length
}
