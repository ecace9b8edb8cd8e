import { TabInputTextDiff, type Uri, window } from 'vscode'

/** The file in the active editor. */
export function activeUri(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input
  return input instanceof TabInputTextDiff ? input.original : window.activeTextEditor?.document.uri
}
