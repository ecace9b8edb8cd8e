import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
} from '@vscode/webview-ui-toolkit'
import { element } from './element.ts'
import type { OptionGroup } from './step/prompts.ts'

/**
 * The page's controls come from the webview UI toolkit. Only this file uses it: to replace the toolkit, register other
 * elements and create them here. Only what the page needs is registered.
 */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodePanels(), vsCodePanelTab(), vsCodePanelView())
}

export function button(label: string, onClick: () => void, kind: 'primary' | 'secondary' = 'secondary'): HTMLElement {
  const made = element('vscode-button', { appearance: kind }, label)
  made.addEventListener('click', onClick)
  return made
}

/** A button that is pressed or not, as given by its `aria-pressed`. */
export function toggle(label: string, onClick: () => void): HTMLElement {
  const made = button(label, onClick)
  made.classList.add('toggle-button')
  return made
}

export interface Panel<Name extends string> {
  readonly name: Name
  readonly title: string
  /** Shown on hovering over the tab. */
  readonly hint?: string
  readonly element: HTMLElement
}

/**
 * Several parts of the page of which one is visible at a time, with a tab for each; `onChange` is called when the user
 * chooses one.
 */
export function panels<Name extends string>(
  label: string,
  chosen: Name,
  all: readonly Panel<Name>[],
  onChange: (name: Name) => void,
): { readonly element: HTMLElement; choose(name: Name): void } {
  const made = element(
    'vscode-panels',
    { 'aria-label': label, activeid: `tab-${chosen}` },
    ...all.map(({ name, title, hint }) =>
      element('vscode-panel-tab', { id: `tab-${name}`, ...(hint && { title: hint }) }, title),
    ),
    ...all.map(({ name, element: part }) => element('vscode-panel-view', { id: `panel-${name}` }, part)),
  )
  made.addEventListener('change', event => {
    // Ignores changes of controls inside a panel.
    if (event.target !== made || !(event instanceof CustomEvent)) return
    const tab: unknown = event.detail
    const name = all.find(({ name }) => tab instanceof Element && tab.id === `tab-${name}`)?.name
    if (name !== undefined) onChange(name)
  })
  return { element: made, choose: name => made.setAttribute('activeid', `tab-${name}`) }
}

/** Not from the toolkit, whose dropdown has no groups. */
export function selectControl(
  label: string,
  onChange: (value: string) => void,
): { readonly element: HTMLElement; show(groups: readonly OptionGroup[], value: string): void } {
  const list = element('select', { class: 'select' })
  let shown: string | undefined
  list.addEventListener('change', () => onChange(list.value))
  return {
    element: element('label', { class: 'labelled' }, element('span', { class: 'muted' }, label), list),
    show: (groups, value) => {
      list.value = value
      const key = JSON.stringify(groups)
      // An open list stays open while the run goes on.
      if (key === shown) return
      shown = key
      list.replaceChildren(
        ...groups.map(({ label, options }) =>
          element('optgroup', { label }, ...options.map(({ value, label }) => element('option', { value }, label))),
        ),
      )
      list.value = value
    },
  }
}

/** Not from the toolkit, whose badge uses a style attribute, which the page's policy forbids. */
export const badge = (label: string): HTMLElement => element('span', { class: 'badge' }, label)
