import { statSync } from 'node:fs'
import { relative } from 'node:path'
import { largestFile } from '../../../disk/plainFile.ts'
import { withDrafts } from '../../../evals/drafting/editDrafts.ts'
import {
  type ColumnRole,
  type ColumnRoles,
  guessRoles,
  variablesOf,
  withNamed,
} from '../../../evals/importing/columnRoles.ts'
import { readFolder } from '../../../evals/importing/folder.ts'
import { type Imported, unreadWords } from '../../../evals/importing/imported.ts'
import { type ImportPlan, personalWords, planImport } from '../../../evals/importing/planImport.ts'
import { readImported } from '../../../evals/importing/readImported.ts'
import { failure, type Outcome, success } from '../../../problem/outcome.ts'
import type { Files } from '../../../prompts/promptFile.ts'
import { readSourceText } from '../../../prompts/readPromptFile.ts'
import { placeholdersFor } from '../../../prompts/rendering.ts'
import { counted } from '../../../text/numbers.ts'
import { visibleLine } from '../../../text/visible.ts'
import type { Options } from '../../asked/options.ts'
import { inputOf } from '../../asked/typedInput.ts'
import type { ExitStatus } from '../../output/exitStatus.ts'
import { writeSource } from '../../output/replaceFile.ts'
import { fail, type Terminal } from '../../output/terminal.ts'
import { type OpenedCases, openCases } from './openCases.ts'

/**
 * `gpo cases import`: makes cases of a table, a list, a log of chats or a folder of inputs. Shows which column becomes
 * what; writes nothing with --preview, nor where personal data was found and nobody said what to do with it.
 */
export async function importCases(
  file: string,
  prompt: string,
  options: Options,
  terminal: Terminal,
): Promise<ExitStatus> {
  const personal = options.text('personal')
  if (personal !== undefined && personal !== 'keep' && personal !== 'mask')
    return fail(terminal, { code: 'bad-option', option: '--personal', value: personal, expected: 'keep or mask' })
  const opened = await openCases(prompt, options, terminal)
  if (!opened.ok) return fail(terminal, opened.problem)
  const placeholders = placeholdersFor(opened.value.prompt, opened.value.target.id)
  const [path, { files }] = inputOf({ ...options, operands: [file] }, terminal)
  const imported = await readSource(path, files, placeholders)
  if (!imported.ok) return fail(terminal, imported.problem)
  const roles = withNamed(
    guessRoles(imported.value, placeholders),
    (options.text('columns') ?? '').split(',').filter(one => one !== ''),
    placeholders,
  )
  if ('unknown' in roles) {
    const expected = `COLUMN=NAME pairs of the columns ${imported.value.columns.join(', ')}; NAME is ${variablesOf(placeholders).join(', ')}, expected, id, split or nothing`
    return fail(terminal, { code: 'bad-option', option: '--columns', value: roles.unknown, expected })
  }
  const cases = [...(opened.value.evalSet?.cases ?? []), ...opened.value.drafts]
  const plan = planImport(imported.value, roles, { placeholders, cases, isMasked: personal === 'mask' })
  const isPreview = options.isSet('preview')
  const isStopped = plan.personal.length > 0 && personal !== 'keep'
  const written = isPreview || isStopped ? success(false) : await write(plan, opened.value)
  if (!written.ok) return fail(terminal, written.problem)
  if (options.isSet('json')) terminal.out(asJson(imported.value, roles, plan, opened.value, written.value))
  else terminal.out(asText(imported.value, roles, plan, opened.value, written.value, terminal.cwd))
  if (isStopped && !isPreview) return fail(terminal, { code: 'holds-personal', finds: personalWords(plan.personal) })
  return 0
}

/** A file, or a folder in which every file is one input. */
async function readSource(path: string, files: Files, placeholders: readonly string[]): Promise<Outcome<Imported>> {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (entry?.isDirectory()) return readFolder(path, files, largestFile)
  const source = await readSourceText(path, files)
  if (!source.ok) return source
  return placed(readImported(source.value, placeholders), path)
}

const placed = (imported: Outcome<Imported>, path: string): Outcome<Imported> =>
  imported.ok ? imported : failure({ ...imported.problem, place: { path } })

async function write(
  { ready, drafts }: ImportPlan,
  { destination, draftsPath, draftsSource, added }: OpenedCases,
): Promise<Outcome<boolean>> {
  if (ready.length > 0) {
    const text = added(ready)
    if (!text.ok) return text
    const done = await writeSource(destination.path, text.value, destination.isNew ? undefined : destination.source)
    if (!done.ok) return done
  }
  if (drafts.length > 0) {
    const text = withDrafts(draftsPath, draftsSource, drafts)
    if (!text.ok) return text
    const done = await writeSource(draftsPath, text.value, draftsSource === '' ? undefined : draftsSource)
    if (!done.ok) return done
  }
  return success(true)
}

const becomes = (role: ColumnRole): string =>
  role.kind === 'variable' ? `{{${role.name}}}` : role.kind === 'nothing' ? 'left out' : role.kind

/** The number of characters of a cell that are shown. */
const shown = 50

function asText(
  imported: Imported,
  roles: ColumnRoles,
  plan: ImportPlan,
  { destination, draftsPath }: OpenedCases,
  isWritten: boolean,
  cwd: string,
): string {
  const { form, rows } = imported
  const width = Math.max(...[...roles.keys()].map(column => column.length))
  const columns = [...roles].map(([column, role]) => {
    const first = visibleLine(rows.find(({ cells }) => cells[column])?.cells[column] ?? '')
    const start = first.length > shown ? `${first.slice(0, shown)}…` : first
    return `  ${visibleLine(column).padEnd(width)}  becomes ${becomes(role).padEnd(14)}  ${start}`.trimEnd()
  })
  const lines = plan.without.map(({ line }) => line)
  const would = isWritten ? '' : 'would be '
  const at = (path: string): string => relative(cwd, path) || path
  return [
    `${form}, ${counted(rows.length, 'row')}`,
    ...columns,
    ...unreadWords(imported).map(visibleLine),
    ...(lines.length === 0
      ? []
      : [
          `${counted(lines.length, 'row')} without a value for ${plan.without[0]?.name}: line ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ', …' : ''}`,
        ]),
    ...(plan.known === 0 ? [] : [`${counted(plan.known, 'row')} there already`]),
    ...personalWords(plan.personal).map(words => `holds ${words}`),
    ...(plan.ready.length === 0
      ? []
      : [`${counted(plan.ready.length, 'case')} ${would}added to ${at(destination.path)}`]),
    ...(plan.drafts.length === 0
      ? []
      : [
          `${counted(plan.drafts.length, 'draft')} ${would}added to ${at(draftsPath)}: nobody has said yet what the right answer is`,
        ]),
    '',
  ].join('\n')
}

const asJson = (
  { form, rows, unread }: Imported,
  roles: ColumnRoles,
  plan: ImportPlan,
  { destination, draftsPath }: OpenedCases,
  written: boolean,
): string =>
  `${JSON.stringify(
    {
      form,
      rows: rows.length,
      notRead: unread,
      columns: [...roles].map(([column, role]) => ({ column, becomes: becomes(role) })),
      cases: plan.ready.length,
      drafts: plan.drafts.length,
      known: plan.known,
      withoutValue: plan.without,
      personal: plan.personal,
      evalSet: destination.path,
      draftsFile: draftsPath,
      written,
    },
    null,
    2,
  )}\n`
