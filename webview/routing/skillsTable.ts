import type { RoutingView, SkillView } from '../../src/protocol/routingPage.ts'
import { visibleLine } from '../../src/text/visible.ts'
import { element } from '../element.ts'

export interface SkillsTable {
  readonly element: HTMLElement
  show(view: RoutingView): void
}

/** The skills with what becomes of their queries, the one that misses most first. */
export function skillsTable(): SkillsTable {
  const body = element('tbody')
  const heads = ['Skill', 'Fires', 'Stolen by', 'None loaded', 'Takes from'].map(title =>
    element('th', { scope: 'col' }, title),
  )
  const table = element(
    'table',
    { class: 'candidates skills' },
    element('thead', {}, element('tr', {}, ...heads)),
    body,
  )
  const rest = element('p', { class: 'muted' })
  return {
    element: element('div', { class: 'matrix' }, table, rest),
    show: ({ skills }) => {
      const told = skills.filter(({ of, takesFrom }) => of > 0 || takesFrom.length > 0)
      table.hidden = told.length === 0
      body.replaceChildren(...told.toSorted((a, b) => missing(b) - missing(a)).map(rowOf))
      const others = skills.filter(skill => !told.includes(skill)).map(({ name }) => visibleLine(name))
      rest.hidden = others.length === 0
      rest.textContent = `Without queries, and loaded for none: ${others.join(', ')}.`
    },
  }
}

/** What a skill loses, and after it what it takes, counts as trouble. */
const missing = ({ fires, of, takesFrom }: SkillView): number =>
  of - fires + takesFrom.reduce((sum, { count }) => sum + count, 0) / 1000

const rowOf = ({ name, fires, of, stolenBy, takesFrom }: SkillView): HTMLElement =>
  element(
    'tr',
    {},
    element('th', { scope: 'row' }, visibleLine(name)),
    element('td', {}, of === 0 ? '–' : `${fires} of ${of}`),
    element('td', {}, countsText(stolenBy.filter(one => one.name !== 'none'))),
    element('td', {}, stolenBy.find(one => one.name === 'none')?.count.toString() ?? ''),
    element('td', {}, countsText(takesFrom)),
  )

const countsText = (counts: SkillView['stolenBy']): string =>
  counts.map(({ name, count }) => `${visibleLine(name)} ${count}`).join(', ')
