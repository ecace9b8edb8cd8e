import { env, type QuickPickItem, Uri, window } from 'vscode'
import { confined } from '../../disk/confined.ts'
import { diskFiles } from '../../disk/diskFiles.ts'
import { largestFile } from '../../disk/plainFile.ts'
import { readFolder } from '../../evals/importing/folder.ts'
import { readImported } from '../../evals/importing/readImported.ts'
import { placeholdersFor } from '../../prompts/rendering.ts'
import { pathOf, readSource, relativePath, uriOf, workspaceFolderOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { createEvalSet } from '../prompts/createEvalSet.ts'
import { showProblem } from '../runs/announce.ts'
import { readCasesOf } from './casesBeside.ts'
import { draftNewCases } from './draftNewCases.ts'
import { importRows } from './importRows.ts'
import { showDrafts } from './reviewDrafts.ts'

type Source = 'empty' | 'clipboard' | 'selection' | 'file' | 'folder' | 'draft' | 'review'

/** Asks where the cases of a prompt should come from, and makes them. */
export async function makeCases(features: Features, uri: Uri, workerPath: string): Promise<void> {
  const opened = await readCasesOf(features, uri)
  if (!opened.ok) return showProblem(features, opened.problem, uri)
  const { destination, evalSet, drafts, draftsUri, prompt, target } = opened.value
  const selected = selectedText()
  const at = relativePath(workspaceFolderOf(uri), uriOf(destination.path, uri))
  const items: readonly (QuickPickItem & { readonly source: Source })[] = [
    ...(drafts.length === 0
      ? []
      : [
          {
            label: '$(checklist) Review Drafted Cases',
            description: `${drafts.length} wait`,
            source: 'review' as const,
          },
        ]),
    {
      label: '$(sparkle) Draft with the Optimizer Model',
      detail: 'Lists what the prompt promises and writes inputs that test it, for you to accept or reject',
      source: 'draft',
    },
    ...(selected === ''
      ? []
      : [{ label: '$(selection) From the Selection', detail: firstLine(selected), source: 'selection' as const }]),
    // What was copied is read only when it is chosen: a browser asks for leave first.
    {
      label: '$(clippy) From the Clipboard',
      detail: 'A table, or inputs line by line, that you have copied',
      source: 'clipboard',
    },
    {
      label: '$(folder-opened) From a File…',
      detail: 'A table, a list of inputs, or a chat log of OpenAI, Langfuse, OpenTelemetry or promptfoo',
      source: 'file',
    },
    {
      label: '$(folder) From a Folder…',
      detail: 'Every file in it is one input',
      source: 'folder',
    },
    ...(evalSet === undefined
      ? [
          {
            label: '$(new-file) Empty Cases to Fill In',
            detail: 'With every placeholder of the prompt',
            source: 'empty' as const,
          },
        ]
      : []),
  ]
  const title = evalSet === undefined ? `Create an eval set in ${at}` : `Add cases to ${at}`
  const picked = await window.showQuickPick(items, { title, placeHolder: 'Where do the cases come from?' })
  if (picked === undefined) return
  const placeholders = placeholdersFor(prompt, target.id)
  const importText = (text: string): Promise<void> =>
    importRows(features, opened.value, readImported(text, placeholders), placeholders)
  const chosen = async (title: string, isFolder: boolean): Promise<Uri | undefined> => {
    const kind = { canSelectFiles: !isFolder, canSelectFolders: isFolder }
    return (await window.showOpenDialog({ defaultUri: Uri.joinPath(uri, '..'), title, ...kind }))?.[0]
  }
  switch (picked.source) {
    case 'review':
      return showDrafts(draftsUri)
    case 'draft':
      return draftNewCases(features, opened.value, workerPath)
    case 'empty': {
      const created = await createEvalSet(uri)
      return created.ok ? undefined : showProblem(features, created.problem, uri)
    }
    case 'selection':
      return importText(selected)
    case 'clipboard':
      return importText(await env.clipboard.readText())
    case 'file': {
      const file = await chosen('Make cases of which file?', false)
      const source = file && (await readSource(file))
      if (file === undefined) return
      return source === undefined
        ? showProblem(features, { code: 'not-utf8', place: { path: pathOf(file) } })
        : importText(source)
    }
    case 'folder': {
      const folder = await chosen('Make cases of which folder?', true)
      if (folder === undefined) return
      const files = confined([pathOf(folder)], diskFiles)
      return importRows(features, opened.value, await readFolder(pathOf(folder), files, largestFile), placeholders)
    }
    default:
      return picked.source satisfies never
  }
}

function selectedText(): string {
  const editor = window.activeTextEditor
  return editor === undefined ? '' : editor.document.getText(editor.selection).trim()
}

const firstLine = (text: string): string => {
  const line =
    text
      .trim()
      .split(/[\r\n]/)[0]
      ?.replace(/\s+/g, ' ') ?? ''
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
