import type { CaseAnswers, FromPage, RunView } from '../../src/protocol/page.ts'
import { count, counted } from '../../src/text/numbers.ts'
import { visible } from '../../src/text/visible.ts'
import { columnAt } from '../chart/spans.ts'
import { button } from '../controls.ts'
import { element, setText } from '../element.ts'
import { markColumn, strip } from '../step/strip.ts'
import { type CaseRow, type CaseTable, caseTable, cellsSentence, tableSentence, turnWords } from '../step/turns.ts'
import { caseDetail } from './caseDetail.ts'

export interface CasesPanel {
  readonly element: HTMLElement
  /** `step` is the step that the user looks at; without one, the best prompt is compared. */
  show(view: RunView, step: number | undefined): void
  answered(answers: CaseAnswers): void
}

export interface CasesPanelOptions {
  post(message: FromPage): void
  onSelect(step: number): void
}

/** More rows are drawn on request. */
const firstRows = 100

/** The validation cases by step: which ones a prompt has fixed or broken, and the answers of those that are open. */
export function casesPanel({ post, onSelect }: CasesPanelOptions): CasesPanel {
  const sentence = element('p', { class: 'sentence' })
  const head = element('thead')
  const table = element('table', { class: 'candidates cases', 'aria-label': 'Cases by step' }, head)
  const more = button('Show all cases', () => {
    limit = Number.POSITIVE_INFINITY
    fill()
  })
  const open = new Map<string, HTMLElement>()
  /** By case, valid until a step is added: the compared step only changes the order of the rows. */
  const strips = new Map<string, SVGElement>()
  const known = new Map<string, CaseAnswers>()
  let limit = firstRows
  let runId: string | undefined
  let shown: CaseTable | undefined
  let drawn:
    | { initial: RunView['initial']; steps: RunView['steps']; step: number | undefined; best: number | undefined }
    | undefined
  table.addEventListener(
    'click',
    event => {
      const target = event.target instanceof Element ? event.target.closest('.strip') : null
      if (target === null || shown === undefined) return
      event.stopPropagation()
      const { left, width } = target.getBoundingClientRect()
      const step = shown.steps[columnAt((event.clientX - left) / width, shown.steps.length)]
      if (step !== undefined && step > 0) onSelect(step)
    },
    true,
  )

  return {
    element: element('div', { class: 'matrix' }, sentence, table, more),
    show: (view, step) => {
      if (view.runId !== runId) {
        runId = view.runId
        open.clear()
        known.clear()
        limit = firstRows
      }
      const { initial, steps } = view
      const best = view.report?.best.step
      if (drawn?.initial === initial && drawn?.steps === steps && drawn?.step === step && drawn?.best === best) return
      if (drawn?.steps !== steps || drawn?.initial !== initial) strips.clear()
      drawn = { initial, steps, step, best }
      shown = caseTable(view, step)
      table.hidden = shown === undefined
      fill()
    },
    answered: answers => {
      known.set(keyOf(answers.step, answers.caseId), answers)
      const cell = open.get(answers.caseId)
      if (cell !== undefined && answers.step === shown?.step) cell.replaceChildren(caseDetail(answers, post))
    },
  }

  function fill() {
    const rows = shown?.rows ?? []
    more.hidden = rows.length <= limit
    setText(more, `Show all ${counted(rows.length, 'case')}`)
    if (shown === undefined) {
      setText(sentence, 'The grades of single cases are not in the journal of this run.')
      return
    }
    const opened = [...open.keys()]
    open.clear()
    setText(sentence, tableSentence(shown))
    markColumn(table, shown.steps.indexOf(shown.step), shown.steps.length)
    head.replaceChildren(headOf(shown))
    const { step, steps } = shown
    table.replaceChildren(
      head,
      ...rows.slice(0, limit).map((row, index) => rowOf(row, index, steps, step, opened.includes(row.id))),
    )
  }

  function stripOf({ id, cells }: CaseRow): SVGElement {
    const made = strips.get(id) ?? strip(cells)
    strips.set(id, made)
    return made
  }

  function rowOf(row: CaseRow, index: number, steps: readonly number[], step: number, wasOpen: boolean): HTMLElement {
    const id = `case-${index}`
    const toggle = element(
      'button',
      { class: 'toggle', type: 'button', 'aria-expanded': 'false', 'aria-controls': id },
      element('span', { class: 'twistie', 'aria-hidden': 'true' }),
      element('span', { class: 'unseen' }, 'Case '),
      element('span', { class: 'id' }, visible(row.name)),
    )
    const turn = step === 0 ? (row.cells[0] === 1 ? 'right' : 'wrong') : turnWords[row.turn]
    const line = element(
      'tr',
      { class: row.turn },
      element('th', { scope: 'row' }, toggle),
      element('td', { class: 'turn' }, turn),
      element('td', { class: 'input' }, element('div', { dir: 'auto' }, visible(row.input))),
      element('td', { class: 'course' }, element('span', { class: 'unseen' }, cellsSentence(row, steps)), stripOf(row)),
    )
    const cell = element('td', { colspan: 4 })
    const detail = element('tr', { id, class: 'detail', hidden: true }, cell)
    const show = (now: boolean) => {
      detail.hidden = !now
      toggle.setAttribute('aria-expanded', String(now))
      if (!now) {
        open.delete(row.id)
        return
      }
      open.set(row.id, cell)
      const answers = known.get(keyOf(step, row.id))
      cell.replaceChildren(caseDetail(answers, post))
      if (answers === undefined) post({ type: 'answers', step, caseId: row.id })
    }
    line.addEventListener('click', () => show(toggle.getAttribute('aria-expanded') === 'false'))
    if (wasOpen) show(true)
    return element('tbody', {}, line, detail)
  }
}

/** The labels of the first and last step are above the ends of the strips. */
function headOf({ steps }: CaseTable): HTMLElement {
  const ends = element(
    'div',
    { class: 'ends' },
    element('span', {}, 'Your prompt'),
    element('span', {}, steps.length > 1 ? `step ${count(steps.at(-1) ?? 0)}` : ''),
  )
  const titles = ['Case', 'Now', 'Input'].map(title => element('th', { scope: 'col' }, title))
  return element('tr', {}, ...titles, element('th', { scope: 'col' }, ends))
}

const keyOf = (step: number, caseId: string) => `${step} ${caseId}`
