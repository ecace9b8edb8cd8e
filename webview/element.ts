import type { RunView } from '../src/protocol/page.ts'

/** A piece of the page: made once, then shown every new view, of which it touches only what changed. */
export interface Part {
  readonly element: HTMLElement
  show(view: RunView): void
}

type Attributes = Readonly<Record<string, string | number | boolean>>

/**
 * Makes an element. Text is always text: nothing on the page is made from markup, so whatever a prompt holds, it is
 * only read. `true` sets an empty attribute, `false` none.
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

/** Writes a text where it differs, so that selections and screen readers are left alone by what did not change. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text
}
