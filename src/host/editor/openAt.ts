import { Range, Selection, Uri, ViewColumn, window } from 'vscode'
import type { Place } from '../../problem/problem.ts'
import { columnOf } from './columns.ts'

/** Opens a file with the caret at the beginning of a line, counted from 1, where no page is covered by it. */
export async function openAt(file: Uri, line: number): Promise<void> {
  const column = columnOf(file)
  const viewColumn = column === ViewColumn.Active ? ViewColumn.One : column
  const editor = await window.showTextDocument(file, { preview: false, viewColumn })
  const start = editor.document.lineAt(Math.min(line, editor.document.lineCount) - 1).range.start
  editor.selection = new Selection(start, start)
  editor.revealRange(editor.selection)
}

/** What the command `vscode.open` needs to lead to the line of a place. */
export function toLine({ path, line = 1 }: Place): readonly [Uri, { readonly selection: Range }] {
  return [Uri.file(path), { selection: new Range(line - 1, 0, line - 1, 0) }]
}
