import { Range, Selection, type TextDocument, type TextEditor, TextEditorRevealType, type Uri, window } from 'vscode'
import { isReadFirst } from '../../review/changeBody.ts'
import type { PlacedChange } from '../../review/inlineReview.ts'
import type { Reviews } from './reviews.ts'

export type Direction = 'first' | 'next' | 'previous'

/** Moves the caret to the next or previous change that waits, in a circle; the text that it removes is selected. */
export function goToChange(reviews: Reviews, editor: TextEditor, direction: Direction): void {
  const { document, selection } = editor
  const open = reviews.inline(document)?.open ?? []
  const at = open.findIndex(change => rangeOf(document, change).isEqual(selection))
  const caret = document.offsetAt(selection.start)
  const after = at >= 0 ? at + 1 : open.findIndex(({ place: [start] }) => start >= caret)
  const before = at >= 0 ? at - 1 : open.findLastIndex(({ place: [start] }) => start < caret)
  const found = { first: open[0], next: open[after] ?? open[0], previous: open[before] ?? open.at(-1) }[direction]
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

/** The change that the range touches, otherwise the nearest one on its line. */
export function changeAt(
  document: TextDocument,
  open: readonly PlacedChange[],
  range: Range,
): PlacedChange | undefined {
  const touched = open.find(change => rangeOf(document, change).intersection(range) !== undefined)
  if (touched !== undefined) return touched
  const caret = document.offsetAt(range.start)
  const distance = ({ place: [start, end] }: PlacedChange) => Math.min(Math.abs(start - caret), Math.abs(end - caret))
  return open
    .filter(change => rangeOf(document, change).start.line === range.start.line)
    .toSorted((a, b) => distance(a) - distance(b))[0]
}

export const rangeOf = (document: TextDocument, { place: [start, end] }: PlacedChange): Range =>
  new Range(document.positionAt(start), document.positionAt(end))

function show(editor: TextEditor, change: PlacedChange): void {
  const { start, end } = rangeOf(editor.document, change)
  editor.selection = new Selection(start, end)
  // The comment of a long replacement stands above it and may be longer than the window.
  if (isReadFirst(change.change))
    editor.revealRange(new Range(Math.max(start.line - 1, 0), 0, start.line, 0), TextEditorRevealType.AtTop)
  else editor.revealRange(editor.selection, TextEditorRevealType.InCenterIfOutsideViewport)
}
