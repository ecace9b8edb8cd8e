import { type QuickPickItem, window } from 'vscode'
import { withDrafts } from '../../evals/drafting/editDrafts.ts'
import { type ColumnRole, type ColumnRoles, guessRoles, variablesOf } from '../../evals/importing/columnRoles.ts'
import { type Imported, unreadWords } from '../../evals/importing/imported.ts'
import { type ImportPlan, personalWords, planImport } from '../../evals/importing/planImport.ts'
import type { Outcome } from '../../problem/outcome.ts'
import { oneLine } from '../../review/changeTitles.ts'
import { counted } from '../../text/numbers.ts'
import { visibleLine } from '../../text/visible.ts'
import { pathOf, uriOf } from '../editor/files.ts'
import { say } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { workspacePath } from '../prompts/promptFiles.ts'
import { showProblem } from '../runs/announce.ts'
import type { PromptCases } from './casesBeside.ts'
import { showDrafts } from './reviewDrafts.ts'
import { writeText } from './writeFile.ts'

/**
 * Makes cases of what the user has: shows which column becomes what and where personal data stands, lets both be
 * changed, and writes only then.
 */
export async function importRows(
  features: Features,
  cases: PromptCases,
  read: Outcome<Imported>,
  placeholders: readonly string[],
): Promise<void> {
  if (!read.ok) return showProblem(features, read.problem)
  const imported = read.value
  const known = [...(cases.evalSet?.cases ?? []), ...cases.drafts]
  let roles: ColumnRoles = guessRoles(imported, placeholders)
  let isMasked = true
  for (;;) {
    const plan = planImport(imported, roles, { placeholders, cases: known, isMasked })
    const unmasked = planImport(imported, roles, { placeholders, cases: known, isMasked: false })
    const picked = await window.showQuickPick(previewItems(imported, roles, plan, unmasked, isMasked), {
      title: `${imported.form}, ${counted(imported.rows.length, 'row')}: what each column becomes`,
      placeHolder: 'Choose a column to change what it becomes',
      ignoreFocusOut: true,
    })
    if (picked === undefined) return
    if (picked.column !== undefined) roles = await changed(roles, picked.column, placeholders)
    else if (picked.isMask) isMasked = !isMasked
    else return write(features, cases, plan)
  }
}

type Item = QuickPickItem & { readonly column?: string; readonly isMask?: boolean }

function previewItems(
  imported: Imported,
  roles: ColumnRoles,
  plan: ImportPlan,
  unmasked: ImportPlan,
  isMasked: boolean,
): readonly Item[] {
  const { columns, rows } = imported
  const passed = [
    ...unreadWords(imported).map(visibleLine),
    ...(plan.without.length === 0
      ? []
      : [`${counted(plan.without.length, 'row')} without a value for ${plan.without[0]?.name}`]),
    ...(plan.known === 0 ? [] : [`${counted(plan.known, 'row')} there already`]),
  ]
  const drafts =
    plan.drafts.length === 0 ? '' : `${counted(plan.drafts.length, 'draft')} without an answer that someone vouches for`
  const total = plan.ready.length + plan.drafts.length
  const personal = personalWords(unmasked.personal).join(', ')
  return [
    ...(total === 0
      ? []
      : [
          {
            label: `$(check) Add ${counted(total, 'case')}`,
            description: drafts,
            ...(passed.length > 0 && { detail: `left out: ${passed.join(', ')}` }),
          },
        ]),
    ...(personal === ''
      ? []
      : [
          {
            label: isMasked ? '$(shield) Personal data is replaced by its kind' : '$(warning) Personal data is kept',
            description: personal,
            isMask: true,
          },
        ]),
    ...columns.map(
      (column): Item => ({
        label: column,
        description: `becomes ${nameOf(roles.get(column))}`,
        detail: oneLine(rows.find(({ cells }) => cells[column])?.cells[column] ?? '', 100),
        column,
      }),
    ),
  ]
}

const nameOf = (role: ColumnRole | undefined): string =>
  role === undefined || role.kind === 'nothing'
    ? 'nothing'
    : role.kind === 'variable'
      ? `{{${role.name}}}`
      : names[role.kind]

const names = { expected: 'the expected answer', id: 'the name of the case', split: 'the split of the case' } as const

async function changed(roles: ColumnRoles, column: string, placeholders: readonly string[]): Promise<ColumnRoles> {
  const choices: readonly ColumnRole[] = [
    ...variablesOf(placeholders).map(name => ({ kind: 'variable' as const, name })),
    { kind: 'expected' },
    { kind: 'id' },
    { kind: 'split' },
    { kind: 'nothing' },
  ]
  const items = choices.map(role => ({ label: nameOf(role), role }))
  const picked = await window.showQuickPick(items, { title: `The column “${column}” becomes`, ignoreFocusOut: true })
  if (picked === undefined) return roles
  const isSame = (role: ColumnRole): boolean => picked.role.kind !== 'nothing' && nameOf(role) === nameOf(picked.role)
  const others = [...roles].map(([name, role]) => [name, isSame(role) ? { kind: 'nothing' as const } : role] as const)
  return new Map<string, ColumnRole>([...others, [column, picked.role]])
}

async function write(features: Features, cases: PromptCases, plan: ImportPlan): Promise<void> {
  const { destination, draftsUri, draftsSource, uri } = cases
  const { ready, drafts } = plan
  const setUri = uriOf(destination.path, uri)
  const added = ready.length === 0 ? undefined : cases.added(ready)
  if (added?.ok === false) return showProblem(features, added.problem, uri)
  const drafted = drafts.length === 0 ? undefined : withDrafts(pathOf(draftsUri), draftsSource, drafts)
  if (drafted?.ok === false) return showProblem(features, drafted.problem, uri)
  if (added) {
    const written = await writeText(setUri, destination.isNew ? '' : destination.source, added.value)
    if (!written.ok) return showProblem(features, written.problem, uri)
    await window.showTextDocument(written.value, { preview: false })
  }
  if (drafted) {
    const written = await writeText(draftsUri, draftsSource, drafted.value)
    if (!written.ok) return showProblem(features, written.problem, uri)
    await showDrafts(draftsUri)
  }
  const told = [
    ...(added ? [`${counted(ready.length, 'case')} added to ${workspacePath(setUri)}`] : []),
    ...(drafted ? [`${counted(drafts.length, 'draft')} to accept in ${workspacePath(draftsUri)}`] : []),
  ]
  say(`${told.join(', ')}.`)
}
