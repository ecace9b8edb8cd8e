import { type DecorationOptions, MarkdownString, Range, type TextEditor, ThemeColor, window, workspace } from 'vscode'
import { type DraftedCase, readDrafts } from '../../evals/drafting/draftFile.ts'
import { isDraftsPath } from '../../evals/drafting/draftPlaces.ts'
import { oneLine } from '../../review/changeTitles.ts'
import { visible, visibleLine } from '../../text/visible.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { DraftAnswer, DraftAnswers } from './draftAnswers.ts'

/** Longer answers are whole in the hover. */
const longest = 80

/** In a file of drafts, what the present prompt answers beside what is expected; a hover on the draft has both whole. */
export class AnswersBeside extends Lifetime {
  private readonly answers: DraftAnswers
  private readonly beside = this.register(
    window.createTextEditorDecorationType({
      after: { color: new ThemeColor('descriptionForeground'), fontStyle: 'italic', margin: '0 0 0 3em' },
    }),
  )
  private readonly whole = this.register(window.createTextEditorDecorationType({}))

  constructor(answers: DraftAnswers) {
    super()
    this.answers = answers
    this.register(answers.onDidChange(() => this.drawAll()))
    this.register(window.onDidChangeVisibleTextEditors(() => this.drawAll()))
    this.register(
      workspace.onDidChangeTextDocument(({ document }) => isDraftsPath(document.uri.path) && this.drawAll()),
    )
  }

  private drawAll(): void {
    for (const editor of window.visibleTextEditors) if (isDraftsPath(editor.document.uri.path)) this.draw(editor)
  }

  private draw(editor: TextEditor): void {
    const { document } = editor
    const read = readDrafts(pathOf(document.uri), document.getText())
    const drafts = read.ok ? read.value : []
    const beside: DecorationOptions[] = []
    const whole: DecorationOptions[] = []
    for (const [index, draft] of drafts.entries()) {
      const given = this.answers.of(document.uri, draft)
      if (given === undefined) continue
      const next = drafts[index + 1]?.line ?? document.lineCount + 1
      const lines = Array.from({ length: next - draft.line }, (_, at) => document.lineAt(draft.line - 1 + at))
      const shown = lines.find(({ text }) => /(^|[\s{,-])expected\s*:/.test(text)) ?? lines[0]
      const last = lines.at(-1)
      if (shown === undefined || last === undefined) continue
      const contentText = `the prompt ${given.said}: ${visibleLine(oneLine(given.answer, longest))}`
      beside.push({ range: new Range(shown.range.end, shown.range.end), renderOptions: { after: { contentText } } })
      whole.push({ range: new Range(draft.line - 1, 0, last.range.end.line, 0), hoverMessage: hoverOf(draft, given) })
    }
    editor.setDecorations(this.beside, beside)
    editor.setDecorations(this.whole, whole)
  }
}

function hoverOf({ expected }: DraftedCase, { answer, said }: DraftAnswer): MarkdownString {
  const text = new MarkdownString()
  for (const one of expected) text.appendMarkdown('Expected\n').appendCodeblock(visible(one), 'plaintext')
  return text.appendMarkdown(`\nThe prompt ${said}\n`).appendCodeblock(visible(answer), 'plaintext')
}
