import { Range, Selection, type TextDocument, type TextEditor, TextEditorRevealType, type Uri, window } from 'vscode'
import type { PlacedChange } from '../../review/inlineReview.ts'
import type { Reviews } from './reviews.ts'

export type Direction = 'first' | 'next' | 'previous'

/** Moves the caret to a change that waits, round and round; what it removes is selected. */
export function goToChange(reviews: Reviews, editor: TextEditor, direction: Direction): void {
  const { document, selection } = editor
  const open = reviews.inline(document)?.open ?? []
  const caret = document.offsetAt(selection.start)
  const found =
    direction === 'first'
      ? open[0]
      : direction === 'next'
        ? (open.find(({ place: [start] }) => start > caret) ?? open[0])
        : (open.findLast(({ place: [start] }) => start < caret) ?? open.at(-1))
  if (found !== undefined) show(editor, found)
}

/** Moves the caret to one change. */
export function goTo(reviews: Reviews, editor: TextEditor, id: string): void {
  const found = reviews.inline(editor.document)?.open.find(({ change }) => change.id === id)
  if (found !== undefined) show(editor, found)
}

/** The change at the caret of the editor that shows a prompt file. */
export function changeAtCaret(reviews: Reviews, prompt: Uri): PlacedChange | undefined {
  const editor = [window.activeTextEditor, ...window.visibleTextEditors].find(
    editor => editor?.document.uri.toString() === prompt.toString(),
  )
  const open = editor && reviews.inline(editor.document)?.open
  return editor && open && changeAt(editor.document, open, editor.selection)
}

/** The change that the range touches; else the only one on its line. */
export function changeAt(
  document: TextDocument,
  open: readonly PlacedChange[],
  range: Range,
): PlacedChange | undefined {
  const touched = open.find(change => rangeOf(document, change).intersection(range) !== undefined)
  if (touched !== undefined) return touched
  const onLine = open.filter(change => rangeOf(document, change).start.line === range.start.line)
  return onLine.length === 1 ? onLine[0] : undefined
}

export const rangeOf = (document: TextDocument, { place: [start, end] }: PlacedChange): Range =>
  new Range(document.positionAt(start), document.positionAt(end))

function show(editor: TextEditor, change: PlacedChange): void {
  const { start, end } = rangeOf(editor.document, change)
  editor.selection = new Selection(start, end)
  editor.revealRange(editor.selection, TextEditorRevealType.InCenterIfOutsideViewport)
}
