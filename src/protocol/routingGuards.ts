import { areAll, areText, isCount, isFields, type Named } from './plainChecks.ts'
import type { FromRoutingPage, RoutingView, ToRoutingPage } from './routingPage.ts'

/** A message from the page of a routing, checked completely: only known names and numbers pass. */
export function readFromRoutingPage(raw: unknown): FromRoutingPage | undefined {
  if (!isFields(raw)) return undefined
  const { type, at, index, run, runs } = raw
  switch (type) {
    case 'ready':
    case 'route':
    case 'cancel':
    case 'weigh':
      return { type }
    case 'acceptWaiting':
      return Array.isArray(runs) && runs.every(isText) ? { type, runs } : undefined
    case 'reviewWaiting':
      return isText(run) ? { type, run } : undefined
    case 'openQuery':
    case 'openSkill':
    case 'optimizeSkill':
    case 'draftQueries':
      return typeof at === 'string' && isCount(index) ? { type, at, index } : undefined
    default:
      return undefined
  }
}

/** A message from the host, checked as far as a routing recorded by an older version could make the page fail. */
export function readToRoutingPage(raw: unknown): ToRoutingPage | undefined {
  if (!isFields(raw) || raw.type !== 'routing') return undefined
  return isRoutingView(raw.view) ? { type: 'routing', view: raw.view } : undefined
}

const states: readonly unknown[] = ['running', 'done', 'failed'] satisfies RoutingView['state'][]

const isRoutingView = (raw: unknown): raw is RoutingView =>
  isFields(raw) &&
  areText(raw.root, raw.name, raw.model, raw.profile) &&
  states.includes(raw.state) &&
  areAll(raw.changed, name => areText(name)) &&
  areAll(raw.skills, skill => isFields(skill) && areText(skill.name, skill.description) && isCounted(skill)) &&
  areAll(raw.queries, isQueryView) &&
  isWaitingView(raw.waiting)

const isWaitingView = (raw: unknown): boolean =>
  isFields(raw) &&
  areAll(raw.together, line => areText(line)) &&
  areAll(raw.changes, change => isFields(change) && areText(change.run, change.skill, change.before, change.after))

const isText = (raw: unknown): raw is string => typeof raw === 'string'

const isCounted = ({ stolenBy, takesFrom }: Named): boolean => Array.isArray(stolenBy) && Array.isArray(takesFrom)

const isQueryView = (raw: unknown): boolean =>
  isFields(raw) &&
  areText(raw.owner, raw.query, raw.file, raw.standing, raw.said) &&
  [raw.expected, raw.not, raw.answers, raw.trouble].every(Array.isArray)
