import { env, type QuickPickItem, Uri, window } from 'vscode'
import { placeholdersFor } from '../../prompts/rendering.ts'
import { pathOf, readSource, relativePath, uriOf, workspaceFolderOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { createEvalSet } from '../prompts/createEvalSet.ts'
import { showProblem } from '../runs/announce.ts'
import { readCasesOf } from './casesBeside.ts'
import { draftNewCases } from './draftNewCases.ts'
import { importRows } from './importRows.ts'
import { showDrafts } from './reviewDrafts.ts'

type Source = 'empty' | 'clipboard' | 'selection' | 'file' | 'draft' | 'review'

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
      return importRows(features, opened.value, selected, placeholdersFor(prompt, target.id))
    case 'clipboard':
      return importRows(features, opened.value, await env.clipboard.readText(), placeholdersFor(prompt, target.id))
    case 'file': {
      const [file] =
        (await window.showOpenDialog({ defaultUri: Uri.joinPath(uri, '..'), title: 'Make cases of which file?' })) ?? []
      const source = file && (await readSource(file))
      if (file === undefined) return
      return source === undefined
        ? showProblem(features, { code: 'not-utf8', place: { path: pathOf(file) } })
        : importRows(features, opened.value, source, placeholdersFor(prompt, target.id))
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
