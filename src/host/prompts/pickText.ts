import { type Uri, window } from 'vscode'
import { isConfig } from '../../prompts/formats/promptfoo.ts'
import { pathOf } from '../editor/files.ts'
import { namedTexts, workspacePath } from './promptFiles.ts'

/**
 * One of the prompt files that a config names, if it holds no text itself; among several the user picks one or cancels.
 * Undefined if it names none.
 */
export async function pickText(config: Uri): Promise<Uri | 'cancelled' | undefined> {
  if (!isConfig(pathOf(config))) return undefined
  const texts = await namedTexts(config)
  if (texts.length < 2) return texts[0]
  const items = texts.map(uri => ({ label: workspacePath(uri), uri }))
  const picked = await window.showQuickPick(items, {
    title: `${workspacePath(config)} names its prompts`,
    placeHolder: 'Which one?',
  })
  return picked?.uri ?? 'cancelled'
}
