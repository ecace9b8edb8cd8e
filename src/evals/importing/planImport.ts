import { questionKey } from '../preparing/splits.ts'
import type { NewCase } from '../writing/newCase.ts'
import { type ColumnRoles, casesFrom, type MadeCases } from './columnRoles.ts'
import type { Imported } from './imported.ts'
import { type PersonalKind, personalIn, withoutPersonal } from './personal.ts'

/** What an import would write, before anything is written. */
export interface ImportPlan {
  /** Cases with an answer that someone vouches for: they go into the eval set. */
  readonly ready: readonly NewCase[]
  /** Cases without an answer, or with one that a model gave: they wait as drafts. */
  readonly drafts: readonly NewCase[]
  readonly without: MadeCases['without']
  /** Number of rows that ask what a case asks that is there already, or an earlier row. */
  readonly known: number
  readonly personal: readonly PersonalPlace[]
}

/** Where personal data would be written. */
export interface PersonalPlace {
  readonly line: number
  readonly kind: PersonalKind
}

type Asked = Parameters<typeof questionKey>[0]

/** Plans an import. With `isMasked` personal data is replaced by its kind. */
export function planImport(
  imported: Imported,
  roles: ColumnRoles,
  { placeholders, cases, isMasked }: { placeholders: readonly string[]; cases: readonly Asked[]; isMasked: boolean },
): ImportPlan {
  const made = casesFrom(imported, roles, placeholders)
  const seen = new Set(cases.map(questionKey))
  const fresh = made.cases.filter(one => !seen.has(questionKey(one)) && seen.add(questionKey(one)))
  const personal = fresh.flatMap(one =>
    textsOf(one).flatMap(text => personalIn(text).map(({ kind }) => ({ line: one.line, kind }))),
  )
  const kept = fresh.map(({ line: _, ...one }) => (isMasked ? masked(one) : one))
  return {
    ready: kept.filter(({ draft }) => draft === undefined),
    drafts: kept.filter(({ draft }) => draft !== undefined),
    without: made.without,
    known: made.cases.length - fresh.length,
    personal: isMasked ? [] : personal,
  }
}

const textsOf = ({ id = '', vars, expected }: NewCase): readonly string[] => [id, ...Object.values(vars), ...expected]

const masked = (one: NewCase): NewCase => ({
  ...one,
  ...(one.id !== undefined && { id: withoutPersonal(one.id) }),
  vars: Object.fromEntries(Object.entries(one.vars).map(([name, value]) => [name, withoutPersonal(value)])),
  expected: one.expected.map(withoutPersonal),
})

/** Personal data in words, by kind: `3 e-mail addresses (lines 4, 7 and 9)`. */
export function personalWords(places: readonly PersonalPlace[]): readonly string[] {
  const kinds = [...new Set(places.map(({ kind }) => kind))]
  return kinds.map(kind => {
    const own = places.filter(place => place.kind === kind)
    const lines = [...new Set(own.map(({ line }) => line))]
    const shown = lines.slice(0, mostLines).join(', ')
    return `${own.length} × ${kind} (line${lines.length === 1 ? '' : 's'} ${shown}${lines.length > mostLines ? ', …' : ''})`
  })
}

const mostLines = 5
