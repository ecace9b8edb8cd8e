import type { RunView } from '../src/protocol/page.ts'

/** A piece of the page: created once and then given every new view, of which it updates only what changed. */
export interface Part {
  readonly element: HTMLElement
  show(view: RunView): void
}

type Attributes = Readonly<Record<string, string | number | boolean>>

/**
 * Makes an element. Text is always set as text: nothing on the page is made from markup, so a prompt can never be
 * interpreted. `true` sets an empty attribute, `false` none.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes?: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag]
export function element(tag: string, attributes?: Attributes, ...children: readonly (Node | string)[]): HTMLElement
export function element(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElement {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes))
    if (value !== false) made.setAttribute(name, value === true ? '' : String(value))
  made.append(...children)
  return made
}

/** Sets a text only if it differs, so that unchanged text does not disturb selections and screen readers. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text
}
