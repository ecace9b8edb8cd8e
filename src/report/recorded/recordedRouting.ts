import type { Routing } from '../../run/routing/routing.ts'
import { isProfile } from '../../skills/profiles/profiles.ts'

/** Whether the routing in a journal's request could have been made by this program. */
export const isRecordedRouting = (raw: unknown): raw is Routing =>
  isRecord(raw) &&
  isText(raw.skill) &&
  isText(raw.body) &&
  areAll(raw.skills, isSkill) &&
  areAll(raw.queries, isQuery) &&
  isRecord(raw.options) &&
  isText(raw.options.profile) &&
  isProfile(String(raw.options.profile)) &&
  isRecord(raw.options.limits) &&
  Object.values(raw.options.limits).every(isNumber) &&
  isNumber(raw.options.runs) &&
  isNumber(raw.options.seed) &&
  typeof raw.options.shuffles === 'boolean'

const isSkill = (raw: unknown): boolean =>
  isRecord(raw) &&
  [raw.name, raw.description, raw.path].every(isText) &&
  (raw.whenToUse === undefined || isText(raw.whenToUse)) &&
  isNumber(raw.line)

const isQuery = (raw: unknown): boolean =>
  isRecord(raw) &&
  [raw.text, raw.owner, raw.path].every(isText) &&
  areAll(raw.expected, isText) &&
  areAll(raw.not, isText) &&
  [raw.weight, raw.line].every(isNumber)

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)
const isText = (raw: unknown): boolean => typeof raw === 'string'
const isNumber = (raw: unknown): boolean => typeof raw === 'number' && Number.isFinite(raw)
const areAll = (raw: unknown, is: (item: unknown) => boolean): boolean => Array.isArray(raw) && raw.every(is)
