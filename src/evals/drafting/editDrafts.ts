import { type Outcome, success } from '../../problem/outcome.ts'
import { appendCases } from '../writing/appendCases.ts'
import type { NewCase } from '../writing/newCase.ts'
import { withoutRows } from '../writing/removeRows.ts'
import { type DraftedCase, readDrafts } from './draftFile.ts'

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
  return appendCases(path, source === '' ? header : source, named, 'own')
}

/** The text of a file of drafts without some of them. */
export const withoutDrafts = (path: string, source: string, drafts: readonly DraftedCase[]): Outcome<string> =>
  withoutRows(
    path,
    source,
    drafts.map(({ line }) => line),
  )

const header = `# Drafted cases. None of them is scored, and none is in a test, before you accept it: then it moves
# into the eval set. Change here what is not right, and delete what tests nothing.
cases:
`
