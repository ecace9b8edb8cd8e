import { commands, EventEmitter, Uri, window, workspace } from 'vscode'
import type { Problem } from '../../problem/problem.ts'
import { sentence } from '../../problem/sentences.ts'
import { toLine } from './openAt.ts'
import { unlinked } from './unlinked.ts'

/** What each button runs: a command and its arguments. */
export type Buttons = Readonly<Record<string, readonly [string, ...unknown[]]>>

/** Notices are not awaited: they may stay for hours, and the lenses offer the same. */
export const say = (text: string, buttons: Buttons = {}): void =>
  void offer(unlinked(text), buttons, window.showInformationMessage)

/** Says why a command has nothing to do, where nothing is wrong. */
export const mention = (problem: Problem, buttons: Buttons = {}): void =>
  void offer(told(problem), withPlace(problem, buttons), window.showInformationMessage)

/** Says what the user should look at, although what was asked for was done as far as possible. */
export const warn = (problem: Problem, buttons: Buttons = {}): void =>
  void offer(told(problem), withPlace(problem, buttons), window.showWarningMessage)

const complained = new EventEmitter<Problem>()
/** Something went wrong and the user was told. */
export const onDidComplain = complained.event

export const complain = (problem: Problem, buttons: Buttons = {}): void => {
  complained.fire(problem)
  void offer(told(problem), withPlace(problem, buttons), window.showErrorMessage)
}

const told = (problem: Problem): string => unlinked(sentence(withinWorkspace(problem)))

/** A message is narrow, so a file in the workspace is named from there. */
const withinWorkspace = (problem: Problem): Problem =>
  problem.place === undefined
    ? problem
    : { ...problem, place: { ...problem.place, path: workspace.asRelativePath(problem.place.path) } }

/** What is wrong on a line, or with a whole file, leads there, last of the buttons. */
function withPlace({ code, place }: Problem, buttons: Buttons): Buttons {
  if (place === undefined) return buttons
  if (place.line !== undefined) return { ...buttons, 'Show Line': ['vscode.open', ...toLine(place)] }
  return ofWholeFiles.has(code) ? { ...buttons, 'Show File': ['vscode.open', Uri.file(place.path)] } : buttons
}

/** What is mended in the file that it names, and on no line of it. */
const ofWholeFiles: ReadonlySet<Problem['code']> = new Set(['not-utf8', 'eval-set-empty'])

/** The editor cuts a message off after its first line, of about so many characters, unless it has a button. */
const firstLine = 56

type Ask = (text: string, ...names: readonly string[]) => Thenable<string | undefined>

async function offer(text: string, buttons: Buttons, ask: Ask): Promise<void> {
  const names = Object.keys(buttons)
  const picked = await ask(text, ...(names.length === 0 && text.length > firstLine ? ['OK'] : names))
  const [command, ...args] = (picked === undefined ? undefined : buttons[picked]) ?? []
  if (command !== undefined) await commands.executeCommand(command, ...args)
}
