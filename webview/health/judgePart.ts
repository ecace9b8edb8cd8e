import type { DisagreementView, FromHealthPage, HealthView, JudgeView } from '../../src/protocol/healthPage.ts'
import { count, counted } from '../../src/text/numbers.ts'
import { visible, visibleLine } from '../../src/text/visible.ts'
import { badge, button } from '../controls.ts'
import { element, setText } from '../element.ts'
import { promptText } from '../step/promptText.ts'

interface JudgePart {
  readonly element: HTMLElement
  show(view: HealthView): void
}

/** How far the judge agrees with people, what sways it, and where they differ, one by one. */
export function judgePart(post: (message: FromHealthPage) => void): JudgePart {
  const who = element('p', { class: 'muted' })
  const told = element('div', { class: 'told' })
  const bar = element('progress', { 'aria-label': 'Verdicts of the judge', hidden: true })
  const check = button('Compare with people', () => ask('checkJudge'), 'primary')
  const align = button('Optimize its rubric', () => ask('alignJudge'))
  const cancel = button('Cancel', () => ask('cancel'))
  const found = element('div', { class: 'judged' })
  const part = element(
    'section',
    { class: 'judge', 'aria-labelledby': 'judge-title', hidden: true },
    element('h2', { id: 'judge-title', tabindex: -1 }, 'Its judge'),
    who,
    told,
    bar,
    element('div', { class: 'buttons' }, check, align, cancel),
    found,
  )
  let drawn = ''
  return { element: part, show }

  function show({ judge, at }: HealthView) {
    part.hidden = judge === undefined
    if (judge === undefined) return
    const { progress, marks } = judge
    who.replaceChildren(
      `${visibleLine(judge.model)}, ${counted(marks, 'answer')} that people marked and it can judge. `,
      ...(judge.simulated ? [badge('simulated')] : []),
    )
    told.replaceChildren(...sentencesOf(judge).map(text => element('p', {}, visible(text))))
    bar.hidden = progress === undefined
    if (progress === undefined || progress.of === 0) bar.removeAttribute('value')
    else bar.value = progress.done / progress.of
    const isAsked = progress !== undefined
    check.hidden = isAsked || marks === 0
    align.hidden = isAsked || marks === 0
    cancel.hidden = !isAsked
    setText(check, judge.found === undefined ? 'Compare with people' : 'Compare again')
    const key = JSON.stringify([at, judge.found])
    if (key === drawn) return
    drawn = key
    found.replaceChildren(...(judge.found === undefined ? [] : foundParts(judge.found, at)))
  }

  function ask(type: 'checkJudge' | 'alignJudge' | 'cancel') {
    post({ type })
    part.querySelector<HTMLElement>('h2')?.focus()
  }

  function foundParts({ confusion, disagreements }: NonNullable<JudgeView['found']>, at: number): readonly Node[] {
    const { goodPassed, goodFailed, badPassed, badFailed } = confusion
    const row = (title: string, passed: number, failed: number): HTMLElement =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, title),
        element('td', {}, count(passed)),
        element('td', {}, count(failed)),
      )
    const heads = ['', 'The judge passes', 'The judge fails'].map(title => element('th', { scope: 'col' }, title))
    const table = element(
      'table',
      { 'aria-label': 'Marks of people by verdicts of the judge' },
      element('thead', {}, element('tr', {}, ...heads)),
      element('tbody', {}, row('Marked good', goodPassed, goodFailed), row('Marked bad', badPassed, badFailed)),
    )
    const list = element('ol', {}, ...disagreements.map((one, index) => disagreement(one, index, at)))
    return [
      table,
      element('h3', {}, disagreements.length === 0 ? 'They differ nowhere' : 'Where they differ'),
      ...(disagreements.length === 0 ? [] : [list]),
    ]
  }

  function disagreement({ mark, input, answer, comment, reason }: DisagreementView, index: number, at: number) {
    const person = comment === undefined ? '' : ` (“${visibleLine(comment)}”)`
    const said = reason === undefined ? 'the judge passes it' : `the judge fails it: ${visibleLine(reason)}`
    return element(
      'li',
      {},
      element('p', {}, `Marked ${mark}${person}; ${said}`),
      element('p', { class: 'case-input', dir: 'auto' }, visibleLine(input)),
      promptText('Answer', answer),
      button('Open the mark', () => post({ type: 'openMark', at, index })),
    )
  }
}

/** What its verdicts are worth, and what was found or stood in the way. */
const sentencesOf = ({ caveats, failure, found, marks }: JudgeView): readonly string[] => [
  ...caveats,
  ...(found?.sentences ?? []),
  ...(failure === undefined ? [] : [failure]),
  ...(marks === 0
    ? ['Mark answers good or bad on the page of a run or on a test; the judge is then compared with you.']
    : []),
]
