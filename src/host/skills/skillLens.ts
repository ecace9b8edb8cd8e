import type { Command, Uri } from 'vscode'
import { absences, lengthText, skillDetail, skillSentence } from '../../skills/figures/routingWords.ts'
import type { Seen } from '../../skills/profiles/listing.ts'
import { counted } from '../../text/numbers.ts'
import { pathOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { catalogueAt, seenOf, skillIn } from './catalogueAt.ts'
import { changedSkills } from './routingView.ts'

/** What the lens above a skill's description says: whether the skill is loaded when it should be, and how long it is. */
export async function skillCommand({ routings }: Pick<Features, 'routings'>, skill: Uri): Promise<Command> {
  const at = await catalogueAt(skill)
  const own = skillIn(at, skill)
  if (own === undefined) {
    const left = at.catalogue.leftOut.find(({ path }) => path === pathOf(skill))
    return { title: `$(circle-slash) No agent lists this skill${left ? `: ${absences[left.why]}` : ''}`, command: '' }
  }
  const running = routings.of(at.root)
  const show = { command: 'gpo.showRouting', arguments: [skill] }
  if (running !== undefined) {
    const { done, of } = running.progress
    return { title: `$(loading~spin) Routing, ${done} of ${counted(of, 'query', 'queries')}`, ...show }
  }
  const length = lengthText(own.description)
  const seen = seenOf(at, skill)
  const cut = seen === undefined || seen.how === 'full' ? '' : `, ${seen.profile} ${cutText(seen)}`
  const figures = at.record?.report.figures.skills.find(({ name }) => name === own.name)
  if (at.record === undefined || figures === undefined) {
    const queries = at.queries.filter(({ owner }) => owner === own.name).length
    const title = queries === 0 ? 'no queries of its own' : counted(queries, 'query', 'queries')
    const tooltip = 'Ask the task model which skill it would load for each query of the catalogue'
    return {
      title: `$(symbol-event) Which skill is loaded? ${title}, ${length}${cut}`,
      tooltip,
      command: 'gpo.route',
      arguments: [skill],
    }
  }
  const changed = changedSkills(at.record.report, new Map(at.catalogue.skills.map(one => [one.name, one.description])))
  const stale = changed.includes(own.name)
    ? ', before the description changed'
    : changed.length > 0
      ? ', before other skills changed'
      : ''
  const { model, runs } = at.record.report
  return {
    title: `$(symbol-event) ${skillSentence(figures)}${stale}, ${length}${cut}`,
    tooltip: [
      ...skillDetail(figures),
      `${model}, ${counted(runs, 'answer')} a query, ${new Date(at.record.at).toLocaleString()}`,
    ].join('\n'),
    ...show,
  }
}

/** `shows 380 of 690 characters`. */
function cutText({ how, shown, length }: Seen): string {
  switch (how) {
    case 'cut':
      return `shows ${shown} of ${length} characters`
    case 'name':
      return 'shows the name alone'
    case 'nothing':
      return 'does not list it'
    case 'full':
      return 'shows it in full'
    default:
      return how satisfies never
  }
}
