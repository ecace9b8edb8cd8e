import type { FromRoutingPage, QueryView, RoutingView } from '../../src/protocol/routingPage.ts'
import { counted } from '../../src/text/numbers.ts'
import { visibleLine } from '../../src/text/visible.ts'
import { button } from '../controls.ts'
import { element } from '../element.ts'
import { heatHead, heatRow } from './heat.ts'
import { queryDetail } from './queryDetail.ts'
import { cellsOf, columnsOf } from './skillColumns.ts'

export interface HeatMap {
  readonly element: HTMLElement
  /** `isBefore`: draws the answers to the earlier descriptions. */
  show(view: RoutingView, isBefore: boolean): void
}

/** More rows are drawn on request. */
const firstRows = 120

/** Queries, grouped by the skill that they belong to, by the skills that are loaded for them. */
export function heatMap(post: (message: FromRoutingPage) => void): HeatMap {
  const table = element('table', { class: 'candidates heat-map', 'aria-label': 'Queries by the skill that is loaded' })
  const more = button('Show all queries', () => {
    limit = Number.POSITIVE_INFINITY
    fill()
  })
  const open = new Set<string>()
  let limit = firstRows
  let shown: { readonly view: RoutingView; readonly isBefore: boolean } | undefined

  return {
    element: element(
      'div',
      { class: 'matrix' },
      element('div', { class: 'sideways', tabindex: 0, role: 'group', 'aria-label': 'Heat map' }, table),
      more,
    ),
    show: (view, isBefore) => {
      // While a routing goes on, the answers that are drawn are those of the last one.
      const isSame = shown?.view.at === view.at && shown?.view.beforeAt === view.beforeAt
      if (shown !== undefined && isSame && shown.isBefore === isBefore) return
      shown = { view, isBefore }
      fill()
    },
  }

  function fill() {
    if (shown === undefined) return
    const { queries } = shown.view
    const columns = columnsOf(shown.view)
    more.hidden = queries.length <= limit
    more.textContent = `Show all ${counted(queries.length, 'query', 'queries')}`
    const groups = new Map<string, HTMLElement[]>()
    for (const [index, query] of queries.slice(0, limit).entries())
      groups.set(query.owner, [...(groups.get(query.owner) ?? []), rowOf(query, index, columns)])
    table.replaceChildren(
      headOf(columns),
      ...[...groups].flatMap(([owner, rows]) => [groupHead(owner, queries), ...rows]),
    )
  }

  function headOf(columns: readonly string[]): HTMLElement {
    const names = element('span', { class: 'unseen' }, `Answers, by ${columns.map(visibleLine).join(', ')}`)
    const heads = [
      element('th', { scope: 'col' }, 'Query'),
      element('th', { scope: 'col' }, 'What is loaded'),
      element('th', { scope: 'col' }, names, heatHead(columns)),
    ]
    return element('thead', {}, element('tr', {}, ...heads))
  }

  /** The answers that are drawn: the present ones, or those to the earlier descriptions. */
  function drawn(query: QueryView): Pick<QueryView, 'answers' | 'standing' | 'said'> {
    return (shown?.isBefore === true ? query.before : undefined) ?? query
  }

  function groupHead(owner: string, queries: readonly QueryView[]): HTMLElement {
    const own = queries.filter(query => query.owner === owner)
    const right = own.filter(query => drawn(query).standing === 'right').length
    const title = owner === 'none' ? 'For no skill' : `For ${visibleLine(owner)}`
    const head = element('th', { scope: 'rowgroup', colspan: 3 }, title)
    head.append(element('span', { class: 'muted' }, ` ${right} of ${counted(own.length, 'query', 'queries')} right`))
    return element('tbody', { class: 'group' }, element('tr', {}, head))
  }

  function rowOf(query: QueryView, index: number, columns: readonly string[]): HTMLElement {
    const id = `query-${index}`
    const { answers, standing, said } = drawn(query)
    const change = drawn(query) === query ? (query.before?.change ?? '') : ''
    const toggle = element(
      'button',
      { class: 'toggle', type: 'button', 'aria-expanded': 'false', 'aria-controls': id },
      element('span', { class: 'twistie', 'aria-hidden': 'true' }),
      element('span', { class: 'query', dir: 'auto' }, visibleLine(query.query)),
    )
    const words = element('td', { class: `standing ${standing}` }, visibleLine(said))
    if (change !== '') words.append(element('span', { class: 'change' }, visibleLine(change)))
    const cells = cellsOf(query, answers, columns)
    const line = element(
      'tr',
      {},
      element('th', { scope: 'row' }, toggle),
      words,
      element('td', { class: 'cells' }, heatRow(columns, cells, query.expected)),
    )
    const cell = element('td', { colspan: 3 })
    const detail = element('tr', { id, class: 'detail', hidden: true }, cell)
    const show = (isOpen: boolean) => {
      detail.hidden = !isOpen
      toggle.setAttribute('aria-expanded', String(isOpen))
      if (isOpen) open.add(query.query)
      else open.delete(query.query)
      if (shown !== undefined) cell.replaceChildren(...(isOpen ? [queryDetail(query, index, shown.view, post)] : []))
    }
    line.addEventListener('click', () => show(toggle.getAttribute('aria-expanded') === 'false'))
    if (open.has(query.query)) show(true)
    return element('tbody', {}, line, detail)
  }
}
