import { Uri, window } from 'vscode'
import type { CommandName } from '../commandNames.ts'
import { mention } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { findPrompts, workspacePath } from './promptFiles.ts'

/** Commands about a refined prompt that waits. */
const deciding: ReadonlySet<string> = new Set<CommandName>([
  'review',
  'accept',
  'acceptChanges',
  'reject',
  'sideBySide',
])

/**
 * Asks which prompt file a command is about if no file is open, for example when a button of the walkthrough is
 * pressed. Undefined if there is none, or if the user cancels.
 */
export async function pickPrompt({ pending }: Pick<Features, 'pending'>, command: string): Promise<Uri | undefined> {
  const isDeciding = deciding.has(command)
  const prompts = isDeciding ? pending.all().map(({ prompt }) => Uri.file(prompt)) : await findPrompts()
  if (prompts.length === 0) {
    mention({ code: isDeciding ? 'none-waits' : 'no-prompts' })
    return undefined
  }
  const items = prompts.map(uri => ({ label: workspacePath(uri), uri }))
  return (await window.showQuickPick(items, { title: 'Which prompt?' }))?.uri
}
