import { TabInputText, TabInputTextDiff, TabInputWebview, type Uri, ViewColumn, window } from 'vscode'

/** The column in which to show a prompt file: where it is already open, and never over a trajectory page. */
export function columnOf(prompt: Uri): ViewColumn {
  const { all, activeTabGroup: active } = window.tabGroups
  const holding = all.find(({ tabs }) => tabs.some(({ input }) => fileOf(input)?.toString() === prompt.toString()))
  if (holding !== undefined) return holding.viewColumn
  return active.activeTab?.input instanceof TabInputWebview ? ViewColumn.One : active.viewColumn
}

/** The column of a new page: beside the editor, or over the page that asked for it. */
export const pageColumn = (): ViewColumn =>
  window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputWebview ? ViewColumn.Active : ViewColumn.Beside

function fileOf(input: unknown): Uri | undefined {
  if (input instanceof TabInputText) return input.uri
  return input instanceof TabInputTextDiff ? input.original : undefined
}
