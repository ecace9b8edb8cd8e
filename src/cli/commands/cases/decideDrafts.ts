import { relative } from 'node:path'
import { accepted, isJudged } from '../../../evals/drafting/destination.ts'
import type { DraftedCase } from '../../../evals/drafting/draftFile.ts'
import { withoutDrafts } from '../../../evals/drafting/editDrafts.ts'
import { questionOf } from '../../../evals/preparing/caseName.ts'
import { failure, type Outcome, success } from '../../../problem/outcome.ts'
import { counted } from '../../../text/numbers.ts'
import { visibleLine } from '../../../text/visible.ts'
import type { Options } from '../../asked/options.ts'
import type { ExitStatus } from '../../output/exitStatus.ts'
import { writeSource } from '../../output/replaceFile.ts'
import { fail, type Terminal } from '../../output/terminal.ts'
import { type OpenedCases, openCases } from './openCases.ts'

/** `gpo cases list`: the drafts of a prompt, each with what it tests and what is expected. */
export async function listDrafts(prompt: string, options: Options, terminal: Terminal): Promise<ExitStatus> {
  const opened = await openCases(prompt, options, terminal)
  if (!opened.ok) return fail(terminal, opened.problem)
  const { drafts, draftsPath } = opened.value
  terminal.out(
    options.isSet('json')
      ? `${JSON.stringify({ draftsFile: draftsPath, drafts }, null, 2)}\n`
      : drafts.length === 0
        ? 'no drafts\n'
        : drafts.map(draftLines).join('\n'),
  )
  return 0
}

/** A draft on two or three lines. */
export function draftLines({ id, vars, expected, checks = [], draft }: DraftedCase): string {
  const judged = checks.map(({ grader, value }) => (value === undefined ? grader : `${grader}: ${value}`)).join(', ')
  const answer =
    expected.length > 0 ? `expects ${expected.join(' or ')}` : judged === '' ? 'has no expected answer yet' : judged
  const origin = [draft.kind, draft.rule].filter(one => one !== undefined).join(', ')
  return `${id}  ${visibleLine(questionOf({ vars }))}\n    ${visibleLine(answer)}\n${origin === '' ? '' : `    ${visibleLine(origin)}\n`}`
}

/**
 * `gpo cases accept` and `gpo cases reject`: moves drafts into the eval set, or takes them out. Of all drafts those are
 * accepted that something can judge.
 */
export async function decideDrafts(
  decision: 'accept' | 'reject',
  prompt: string,
  ids: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<ExitStatus> {
  const opened = await openCases(prompt, options, terminal)
  if (!opened.ok) return fail(terminal, opened.problem)
  const named = chosenFrom(opened.value, ids, options.isSet('all'))
  if (!named.ok) return fail(terminal, named.problem)
  const { destination, draftsPath, draftsSource, added, evalSet } = opened.value
  const isOpen = (draft: DraftedCase): boolean => decision === 'accept' && !isJudged(draft, evalSet, destination)
  const open = named.value.filter(isOpen)
  const chosen = named.value.filter(draft => !isOpen(draft))
  const [first] = open
  if (first && !(options.isSet('all') && chosen.length > 0))
    return fail(terminal, { code: 'missing-expected', id: first.id, place: { path: draftsPath, line: first.line } })
  const left = withoutDrafts(draftsPath, draftsSource, chosen)
  if (!left.ok) return fail(terminal, left.problem)
  if (decision === 'accept') {
    const text = added(chosen.map(accepted))
    if (!text.ok) return fail(terminal, text.problem)
    const done = await writeSource(destination.path, text.value, destination.isNew ? undefined : destination.source)
    if (!done.ok) return fail(terminal, done.problem)
  }
  const done = await writeSource(draftsPath, left.value, draftsSource)
  if (!done.ok) return fail(terminal, done.problem)
  const at = relative(terminal.cwd, decision === 'accept' ? destination.path : draftsPath)
  const drafts = counted(chosen.length, 'draft')
  terminal.out(decision === 'accept' ? `${drafts} accepted into ${at}\n` : `${drafts} taken out of ${at}\n`)
  if (open.length > 0)
    terminal.out(
      `${counted(open.length, 'draft')} without an expected answer left: ${open.map(({ id }) => id).join(', ')}\n`,
    )
  return 0
}

function chosenFrom(
  { drafts, prompt }: OpenedCases,
  ids: readonly string[],
  isAll: boolean,
): Outcome<readonly DraftedCase[]> {
  if (drafts.length === 0) return failure({ code: 'no-drafts', place: { path: prompt.path } })
  if (isAll) return success(drafts)
  if (ids.length === 0) return failure({ code: 'bad-usage', detail: 'Name the drafts by their ids, or give --all' })
  const known = drafts.map(({ id }) => id)
  const unknown = ids.find(id => !known.includes(id))
  if (unknown !== undefined) return failure({ code: 'unknown-draft', id: unknown, known })
  return success(drafts.filter(({ id }) => ids.includes(id)))
}
