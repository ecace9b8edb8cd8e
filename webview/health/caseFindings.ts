import type { FindingView, FromHealthPage, HealthView } from '../../src/protocol/healthPage.ts'
import { count } from '../../src/text/numbers.ts'
import { visible, visibleLine } from '../../src/text/visible.ts'
import { button } from '../controls.ts'
import { element } from '../element.ts'

interface Findings {
  readonly element: HTMLElement
  show(view: HealthView): void
}

interface Numbered {
  readonly finding: FindingView
  readonly index: number
}

/** More findings of a kind are drawn on request. */
const firstOfKind = 20

/** What is wrong with the cases, a section for each kind, each finding with what can be done about it. */
export function findingsByKind(post: (message: FromHealthPage) => void): Findings {
  const place = element('div', { class: 'findings', tabindex: -1 })
  const whole = new Set<string>()
  let shown: readonly FindingView[] | undefined
  return {
    element: place,
    show: view => {
      // What has the keyboard focus is redrawn only if something else is to be drawn.
      if (JSON.stringify(shown) === JSON.stringify(view.findings) && place.dataset.at === String(view.at)) return
      shown = view.findings
      place.dataset.at = String(view.at)
      draw(view)
    },
  }

  function draw(view: HealthView) {
    // A fix takes its finding away: the keyboard focus goes to the one that takes its place.
    const focused = items().findIndex(one => one.contains(document.activeElement))
    const kinds = new Map<string, Numbered[]>()
    for (const [index, finding] of view.findings.entries())
      kinds.set(finding.kind, [...(kinds.get(finding.kind) ?? []), { finding, index }])
    place.replaceChildren(...Array.from(kinds, ([kind, all], number) => section(view, kind, all, `kind-${number}`)))
    if (focused >= 0)
      (
        items()
          .slice(0, focused + 1)
          .at(-1) ?? place
      ).focus()
  }

  function items(): readonly HTMLElement[] {
    return [...place.querySelectorAll('li')]
  }

  function section(view: HealthView, kind: string, all: readonly Numbered[], id: string): HTMLElement {
    const drawn = whole.has(kind) ? all : all.slice(0, firstOfKind)
    const list = element('ul', {}, ...drawn.map(({ finding, index }) => item(view, finding, index)))
    const more = button(`Show all ${count(all.length)}`, () => {
      whole.add(kind)
      const added = all.slice(drawn.length).map(({ finding, index }) => item(view, finding, index))
      list.append(...added)
      more.remove()
      // The keyboard focus would otherwise go with the button.
      added[0]?.focus()
    })
    return element(
      'section',
      { 'aria-labelledby': id },
      element('h2', { id }, `${kind} `, element('span', { class: 'muted' }, count(all.length))),
      list,
      ...(drawn.length < all.length ? [more] : []),
    )
  }

  function item({ at }: HealthView, finding: FindingView, index: number): HTMLElement {
    const { severity, sentence, input, expected, fixes } = finding
    return element(
      'li',
      { class: severity, tabindex: -1 },
      element('p', {}, element('span', { class: 'severity' }, severity), ' ', visible(sentence)),
      ...(input === undefined ? [] : [element('p', { class: 'case-input', dir: 'auto' }, visibleLine(input))]),
      ...(expected === undefined || expected === ''
        ? []
        : [element('p', { class: 'muted' }, 'It expects ', element('bdi', {}, visibleLine(expected)))]),
      element(
        'div',
        { class: 'buttons' },
        ...fixes.map((title, fix) => button(visibleLine(title), () => post({ type: 'fixCase', at, index, fix }))),
        ...(finding.at === undefined
          ? []
          : [button(`Open ${visibleLine(finding.at)}`, () => post({ type: 'openCase', at, index }))]),
      ),
    )
  }
}
