import { provideVSCodeDesignSystem, vsCodeBadge, vsCodeButton } from '@vscode/webview-ui-toolkit'
import { element } from './element.ts'

/**
 * The page's controls come from the webview UI toolkit. No other file knows it: another set takes its place by
 * registering its elements, and by making these two, here.
 */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeBadge(), vsCodeButton())
}

export function button(label: string, onClick: () => void, kind: 'primary' | 'secondary' = 'secondary'): HTMLElement {
  const made = element('vscode-button', { appearance: kind }, label)
  made.addEventListener('click', onClick)
  return made
}

export const badge = (label: string): HTMLElement => element('vscode-badge', {}, label)
