import { commands, EventEmitter, window, workspace } from 'vscode'
import type { Problem } from '../../problem/problem.ts'
import { sentence } from '../../problem/sentences.ts'
import { unlinked } from './unlinked.ts'

/** What each button runs: a command and its arguments. */
export type Buttons = Readonly<Record<string, readonly [string, ...unknown[]]>>

/** Notices are not awaited: they may stay for hours, and the lenses offer the same. */
export const say = (text: string, buttons: Buttons = {}): void =>
  void offer(buttons, names => window.showInformationMessage(unlinked(text), ...names))

/** Says why a command has nothing to do, where nothing is wrong. */
export const mention = (problem: Problem, buttons: Buttons = {}): void =>
  void offer(buttons, names => window.showInformationMessage(told(problem), ...names))

/** Says what the user should look at, although what was asked for was done as far as possible. */
export const warn = (problem: Problem, buttons: Buttons = {}): void =>
  void offer(buttons, names => window.showWarningMessage(told(problem), ...names))

const complained = new EventEmitter<Problem>()
/** Something went wrong and the user was told. */
export const onDidComplain = complained.event

export const complain = (problem: Problem, buttons: Buttons = {}): void => {
  complained.fire(problem)
  void offer(buttons, names => window.showErrorMessage(told(problem), ...names))
}

const told = (problem: Problem): string => unlinked(sentence(withinWorkspace(problem)))

/** A message is narrow, so a file in the workspace is named from there. */
const withinWorkspace = (problem: Problem): Problem =>
  problem.place === undefined
    ? problem
    : { ...problem, place: { ...problem.place, path: workspace.asRelativePath(problem.place.path) } }

async function offer(buttons: Buttons, ask: (names: readonly string[]) => Thenable<string | undefined>): Promise<void> {
  const picked = await ask(Object.keys(buttons))
  const [command, ...args] = (picked === undefined ? undefined : buttons[picked]) ?? []
  if (command !== undefined) await commands.executeCommand(command, ...args)
}
