import { provideVSCodeDesignSystem, vsCodeButton } from '@vscode/webview-ui-toolkit'
import { element } from './element.ts'

/**
 * The page's controls come from the webview UI toolkit. No other file knows it: another set takes its place by
 * registering its elements, and by making these two, here. Only what the page needs is registered.
 */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton())
}

export function button(label: string, onClick: () => void, kind: 'primary' | 'secondary' = 'secondary'): HTMLElement {
  const made = element('vscode-button', { appearance: kind }, label)
  made.addEventListener('click', onClick)
  return made
}

/** Not the toolkit's: its badge carries a style attribute, which the page's policy forbids. */
export const badge = (label: string): HTMLElement => element('span', { class: 'badge' }, label)
