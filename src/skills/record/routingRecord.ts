import { isProfile } from '../profiles/profiles.ts'
import type { RouteReport } from './routeReport.ts'

/** The last routing of a catalogue, as stored beside the runs, and the one before the descriptions last changed. */
export interface RoutingRecord {
  /** When it ended, as an ISO 8601 date. */
  readonly at: string
  readonly report: RouteReport
  /** Absent unless an earlier routing asked the same model in the same way about other descriptions. */
  readonly before?: Omit<RoutingRecord, 'before'>
}

/** The record after one more routing. */
export function recordAfter(report: RouteReport, at: string, earlier: RoutingRecord | undefined): RoutingRecord {
  if (earlier === undefined || !isAskedAlike(earlier.report, report)) return { at, report }
  const isSame = shownBy(earlier.report) === shownBy(report)
  const before = isSame ? earlier.before : { at: earlier.at, report: earlier.report }
  return { at, report, ...(before && { before }) }
}

const isAskedAlike = (one: RouteReport, other: RouteReport): boolean =>
  one.profile === other.profile && one.model === other.model && one.runs === other.runs

/** What of the skills decides where queries go. */
const shownBy = ({ listed }: RouteReport): string =>
  JSON.stringify(listed.map(({ name, description }) => [name, description]))

/** Reads a stored record; undefined if this program could not have written it. */
export function readRoutingRecord(source: string): RoutingRecord | undefined {
  try {
    const raw: unknown = JSON.parse(source)
    return isRoutingRecord(raw) ? raw : undefined
  } catch {
    return undefined
  }
}

type Fields = Readonly<Record<string, unknown>>

const isRoutingRecord = (raw: unknown): raw is RoutingRecord =>
  isDated(raw) && (raw.before === undefined || isDated(raw.before))

const isDated = (raw: unknown): raw is Fields => isFields(raw) && isText(raw.at) && isRouteReport(raw.report)

const isRouteReport = (raw: unknown): raw is RouteReport =>
  isFields(raw) &&
  isText(raw.profile) &&
  isProfile(raw.profile) &&
  isText(raw.model) &&
  isNumber(raw.runs) &&
  areAll(raw.listed, isListed) &&
  Array.isArray(raw.leftOut) &&
  areAll(raw.queries, isRouted) &&
  isFields(raw.figures) &&
  isNumber(raw.figures.unreadable) &&
  isNumber(raw.figures.failed) &&
  isShare(raw.figures.right) &&
  areAll(raw.figures.skills, isSkillFigures)

const isListed = (raw: unknown): boolean =>
  isFields(raw) &&
  [raw.name, raw.path, raw.description, raw.how].every(isText) &&
  [raw.shown, raw.length].every(isNumber)

const isRouted = (raw: unknown): boolean =>
  isFields(raw) &&
  [raw.query, raw.path].every(isText) &&
  isNumber(raw.line) &&
  areAll(raw.expected, isText) &&
  areAll(raw.not, isText) &&
  areAll(raw.answers, answer => answer === null || isText(answer)) &&
  (raw.right === null || isNumber(raw.right)) &&
  areAll(raw.trouble, isText)

const isSkillFigures = (raw: unknown): boolean =>
  isFields(raw) &&
  isText(raw.name) &&
  [raw.fires, raw.of].every(isNumber) &&
  areAll(raw.stolenBy, isNameCount) &&
  areAll(raw.takesFrom, isNameCount)

const isNameCount = (raw: unknown): boolean => isFields(raw) && isText(raw.name) && isNumber(raw.count)

const isShare = (raw: unknown): boolean =>
  raw === null || (isFields(raw) && isNumber(raw.value) && areAll(raw.interval, isNumber))

const isFields = (raw: unknown): raw is Fields => typeof raw === 'object' && raw !== null && !Array.isArray(raw)
const isText = (raw: unknown): raw is string => typeof raw === 'string'
const isNumber = (raw: unknown): raw is number => typeof raw === 'number' && Number.isFinite(raw)
const areAll = (raw: unknown, is: (item: unknown) => boolean): boolean => Array.isArray(raw) && raw.every(is)
