import { type Outcome, success } from '../../problem/outcome.ts'
import { caseReader } from '../reading/caseReader.ts'
import { answer } from '../reading/checks.ts'
import { open } from '../reading/documents.ts'
import type { Field, Fields } from '../reading/fields.ts'
import { asideMarks } from '../reading/leftOut.ts'
import { type DraftOrigin, draftKinds, type NewCase } from '../writing/newCase.ts'

/** A case in a file of drafts. */
export interface DraftedCase extends NewCase {
  readonly id: string
  readonly draft: DraftOrigin
  /** The line on which it starts, counted from 1. */
  readonly line: number
}

/** The drafts in a file, in order; rows that cannot be read are not among them. */
export function readDrafts(path: string, source: string): Outcome<readonly DraftedCase[]> {
  const opened = open(path, source)
  if (!opened.ok) return opened
  const rows = opened.value.kind === 'map' ? (opened.value.file.rows('cases') ?? []) : opened.value.rows
  const read = caseReader(path, [answer])
  const drafts: DraftedCase[] = []
  for (const row of rows) {
    if ('detail' in row) continue
    const fields = Object.fromEntries(Object.entries(row.fields).filter(([name]) => !isMark(name)))
    const [found] = read({ ...row, fields }).cases
    if (found === undefined) continue
    const { id, vars, expected, checks, split } = found
    const made = { id, vars, expected, ...(checks && { checks }), ...(split && { split }) }
    drafts.push({ ...made, draft: originOf(row.fields), line: row.line })
  }
  return success(drafts)
}

const isMark = (name: string): boolean => asideMarks.some(mark => mark === name)

function originOf(fields: Fields): DraftOrigin {
  const { rule, kind } = fields.draft?.map ?? {}
  const known = draftKinds.find(name => name === kind?.text)
  return { ...textOf('rule', rule), ...(known && { kind: known }) }
}

const textOf = (name: 'rule', field: Field | undefined): DraftOrigin => (field ? { [name]: field.text } : {})
