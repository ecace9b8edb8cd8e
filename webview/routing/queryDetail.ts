import type { FromRoutingPage, QueryView, RoutingView, SkillView } from '../../src/protocol/routingPage.ts'
import { count } from '../../src/text/numbers.ts'
import { visible, visibleLine } from '../../src/text/visible.ts'
import { button } from '../controls.ts'
import { element } from '../element.ts'
import { differenceView, promptText } from '../step/promptText.ts'

/**
 * A query in full: its answers, and the descriptions that led to them side by side, first of the skill that should be
 * loaded and then of those that were.
 */
export function queryDetail(
  query: QueryView,
  index: number,
  { skills, at = '', profile }: RoutingView,
  post: (message: FromRoutingPage) => void,
): HTMLElement {
  const names = new Set([...query.expected, ...query.not, ...query.answers, ...(query.before?.answers ?? [])])
  const shown = [...names].flatMap(name => {
    const number = skills.findIndex(skill => skill.name === name)
    const skill = skills[number]
    return skill === undefined ? [] : [skillBlock(skill, number)]
  })
  return element(
    'div',
    { class: 'routed' },
    promptText('Query', query.query),
    element(
      'p',
      { class: 'muted' },
      `Answers: ${answersText(query.answers)}.`,
      query.before ? ` Before: ${answersText(query.before.answers)}.` : '',
      ` It should load ${wantedText(query)}.`,
    ),
    ...[...new Set(query.trouble)].map(text => element('p', {}, visible(text))),
    element('div', { class: 'case' }, ...shown),
    element('p', { class: 'muted' }, `It stands in ${visibleLine(query.file)}, line ${count(query.line)}.`),
    button('Open the query', () => post({ type: 'openQuery', at, index })),
  )

  function skillBlock(skill: SkillView, number: number): HTMLElement {
    const name = visibleLine(skill.name)
    return element(
      'div',
      {},
      element('h3', {}, query.expected.includes(skill.name) ? `${name}, which is right` : name),
      description(skill, profile),
      element(
        'div',
        { class: 'buttons' },
        button(`Optimize ${name}`, () => post({ type: 'optimizeSkill', at, index: number })),
        button(`Draft near misses of ${name}`, () => post({ type: 'draftQueries', at, index: number })),
        button(`Open ${name}`, () => post({ type: 'openSkill', at, index: number })),
      ),
    )
  }
}

/** The description; what the agent does not show of it is grey, and words that changed are marked. */
function description({ name, description, earlier, shown }: SkillView, profile: string): HTMLElement {
  const label = `Description of ${visibleLine(name)}`
  if (earlier !== undefined) return differenceView(`${label}, with what changed`, earlier, description)
  if (shown === undefined) return promptText(label, description)
  const characters = Array.from(description)
  return element(
    'div',
    { class: 'prompt', dir: 'auto', tabindex: 0, role: 'group', 'aria-label': label },
    visible(characters.slice(0, shown).join('')),
    element('span', { class: 'left-out' }, `not shown by ${profile} from character ${count(shown + 1)} on:`),
    element('span', { class: 'muted' }, visible(characters.slice(shown).join(''))),
  )
}

const answersText = (answers: readonly (string | null)[]): string =>
  answers.length === 0 ? 'none came' : answers.map(answer => (answer === null ? '?' : visibleLine(answer))).join(', ')

const wantedText = ({ expected, not }: QueryView): string =>
  visibleLine(expected.length > 0 ? expected.join(' or ') : `anything but ${not.join(', ')}`)
