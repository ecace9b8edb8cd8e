import type { FromHealthPage, HealthView, ToHealthPage } from './healthPage.ts'
import { areAll, areText, isCount, isFields } from './plainChecks.ts'

/** A message from the page of an eval set's health, checked completely: only known names and numbers pass. */
export function readFromHealthPage(raw: unknown): FromHealthPage | undefined {
  if (!isFields(raw)) return undefined
  const { type, at, index, fix } = raw
  switch (type) {
    case 'ready':
    case 'checkCases':
    case 'checkJudge':
    case 'alignJudge':
    case 'cancel':
      return { type }
    case 'openCase':
    case 'draftFor':
    case 'openMark':
      return isCount(at) && isCount(index) ? { type, at, index } : undefined
    case 'fixCase':
      return isCount(at) && isCount(index) && isCount(fix) ? { type, at, index, fix } : undefined
    default:
      return undefined
  }
}

/** A message from the host; both sides are shipped together, so its outline is enough. */
export const readToHealthPage = (raw: unknown): ToHealthPage | undefined =>
  isFields(raw) && raw.type === 'health' && isHealthView(raw.view) ? { type: 'health', view: raw.view } : undefined

const isHealthView = (raw: unknown): raw is HealthView =>
  isFields(raw) &&
  areText(raw.prompt, raw.name, raw.evalSet, raw.state, raw.looked, raw.shows) &&
  isCount(raw.at) &&
  Array.isArray(raw.few) &&
  areAll(
    raw.findings,
    one => isFields(one) && areText(one.kind, one.severity, one.sentence) && Array.isArray(one.fixes),
  )
