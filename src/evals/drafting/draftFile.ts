import { type Outcome, success } from '../../problem/outcome.ts'
import { promptStem } from '../names.ts'
import { folderOf } from '../pairing/paths.ts'
import { isSkill } from '../pairing/skillPlaces.ts'
import { caseReader } from '../reading/caseReader.ts'
import { answer } from '../reading/checks.ts'
import { open } from '../reading/documents.ts'
import type { Field, Fields } from '../reading/fields.ts'
import { asideMarks } from '../reading/leftOut.ts'
import { appendCases } from '../writing/appendCases.ts'
import { type DraftOrigin, draftKinds, type NewCase } from '../writing/newCase.ts'
import { withoutRows } from '../writing/removeRows.ts'

/** A case in a file of drafts. */
export interface DraftedCase extends NewCase {
  readonly id: string
  readonly draft: DraftOrigin
  /** The line on which it starts, counted from 1. */
  readonly line: number
}

/** The ending of the name of a file of drafts. No eval set is called so, so nothing scores what is in it. */
export const draftsEnding = '.drafts.yaml'

/** Where the drafts of a prompt wait to be accepted: beside the prompt, for a skill in its folder of evals. */
export function draftsPathOf(prompt: string): string {
  const folder = folderOf(prompt)
  return `${isSkill(prompt) ? `${folder}/evals` : folder}/${promptStem(prompt)}${draftsEnding}`
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

/** The text of a file of drafts with more of them; `source` is empty if there is no file yet. */
export function withDrafts(path: string, source: string, cases: readonly NewCase[]): Outcome<string> {
  const read = source === '' ? success([]) : readDrafts(path, source)
  if (!read.ok) return read
  const taken = new Set<string>(read.value.map(({ id }) => id))
  let last = 0
  const named = cases.map(one => {
    let id = one.id
    while (id === undefined || taken.has(id)) id = `draft-${++last}`
    taken.add(id)
    return { ...one, id, draft: one.draft ?? {} }
  })
  return appendCases(path, source === '' ? start : source, named, 'own')
}

/** The text of a file of drafts without some of them. */
export const withoutDrafts = (path: string, source: string, drafts: readonly DraftedCase[]): Outcome<string> =>
  withoutRows(
    path,
    source,
    drafts.map(({ line }) => line),
  )

const start = `# Drafted cases. None of them is scored, and none is in a test, before you accept it: then it moves
# into the eval set. Change here what is not right, and delete what tests nothing.
cases:
`
