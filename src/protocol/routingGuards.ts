import { areAll, areText, isCount, isFields, type Named } from './plainChecks.ts'
import type { FromRoutingPage, RoutingView, ToRoutingPage } from './routingPage.ts'

/** A message from the page of a routing, checked completely: only known names and numbers pass. */
export function readFromRoutingPage(raw: unknown): FromRoutingPage | undefined {
  if (!isFields(raw)) return undefined
  const { type, at, index } = raw
  switch (type) {
    case 'ready':
    case 'route':
    case 'cancel':
      return { type }
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
  areAll(raw.queries, isQueryView)

const isCounted = ({ stolenBy, takesFrom }: Named): boolean => Array.isArray(stolenBy) && Array.isArray(takesFrom)

const isQueryView = (raw: unknown): boolean =>
  isFields(raw) &&
  areText(raw.owner, raw.query, raw.file, raw.standing, raw.said) &&
  [raw.expected, raw.not, raw.answers, raw.trouble].every(Array.isArray)
