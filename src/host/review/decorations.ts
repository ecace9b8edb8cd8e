import {
  type DecorationOptions,
  MarkdownString,
  Range,
  TabInputTextDiff,
  type TextEditor,
  ThemeColor,
  type Uri,
  window,
} from 'vscode'
import { explanation } from '../../problem/sentences.ts'
import { effectTitle, oneLine } from '../../review/changeTitles.ts'
import type { Effect } from '../../review/decisions.ts'
import type { PlacedChange } from '../../review/inlineReview.ts'
import { counted } from '../../text/numbers.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { linkAddress } from '../editor/linkAddress.ts'
import { rangeOf } from './navigate.ts'
import type { Reviews } from './reviews.ts'

/**
 * Shows a refined prompt in place: removed text is struck through, and added text is written beside it if the line has
 * room. The rest is shown in the comment of its change.
 */
export class Decorations extends Lifetime {
  private readonly reviews: Reviews
  private readonly removed = this.register(
    window.createTextEditorDecorationType({
      backgroundColor: new ThemeColor('diffEditor.removedTextBackground'),
      textDecoration: 'line-through',
      border: bordered('removed'),
      overviewRulerColor: new ThemeColor('editorOverviewRuler.modifiedForeground'),
    }),
  )
  private readonly added = this.register(
    window.createTextEditorDecorationType({
      overviewRulerColor: new ThemeColor('editorOverviewRuler.addedForeground'),
      after: {
        color: new ThemeColor('editor.foreground'),
        backgroundColor: new ThemeColor('diffEditor.insertedTextBackground'),
        fontStyle: 'italic',
        border: bordered('inserted'),
      },
    }),
  )
  private readonly conflict = this.register(
    window.createTextEditorDecorationType({
      backgroundColor: new ThemeColor('merge.currentContentBackground'),
      overviewRulerColor: new ThemeColor('editorOverviewRuler.warningForeground'),
      after: { contentText: ' in conflict', color: new ThemeColor('editorWarning.foreground'), fontStyle: 'italic' },
    }),
  )

  constructor(reviews: Reviews) {
    super()
    this.reviews = reviews
    this.register(reviews.onDidChange(() => this.drawAll()))
    this.register(window.onDidChangeVisibleTextEditors(() => this.drawAll()))
    this.drawAll()
  }

  private drawAll(): void {
    for (const editor of window.visibleTextEditors) if (editor.document.uri.scheme === 'file') this.draw(editor)
  }

  private draw(editor: TextEditor): void {
    const { document } = editor
    const review = this.reviews.of(document.uri)
    const open = review === undefined || isInDiff(editor) ? [] : (this.reviews.inline(document)?.open ?? [])
    const effects = review === undefined ? {} : this.reviews.decisionsOn(review).effects
    const hover = (placed: PlacedChange) => hoverOf(document.uri, placed, effects[placed.change.id])
    const waiting = open.filter(({ state }) => state === 'waiting')
    editor.setDecorations(
      this.removed,
      waiting
        .filter(({ change }) => change.removed !== '')
        .map(placed => ({ range: rangeOf(document, placed), hoverMessage: hover(placed) })),
    )
    editor.setDecorations(
      this.added,
      waiting
        .filter(({ fits, change }) => fits && change.text.trim() !== '')
        .map((placed): DecorationOptions => {
          const end = document.positionAt(placed.place[1])
          return {
            range: new Range(end, end),
            hoverMessage: hover(placed),
            renderOptions: { after: { contentText: oneLine(placed.change.text, placed.change.text.length) } },
          }
        }),
    )
    editor.setDecorations(
      this.conflict,
      open
        .filter(({ state }) => state === 'conflict')
        .map(placed => ({
          range: rangeOf(document, placed),
          hoverMessage: hover(placed),
        })),
    )
  }
}

/** Only high-contrast themes have these colours; in others the declaration is invalid and nothing is framed. */
const bordered = (kind: 'inserted' | 'removed'): string => `1px dashed var(--vscode-diffEditor-${kind}TextBorder)`

/** The left side of a diff is the file too, and its right side already shows what would change. */
function isInDiff(editor: TextEditor): boolean {
  return window.tabGroups.all.some(
    ({ activeTab, viewColumn }) =>
      activeTab?.input instanceof TabInputTextDiff &&
      activeTab.input.original.toString() === editor.document.uri.toString() &&
      (editor.viewColumn === undefined || editor.viewColumn === viewColumn),
  )
}

function hoverOf(prompt: Uri, { change, number, state }: PlacedChange, effect: Effect | undefined): MarkdownString {
  const hover = new MarkdownString(undefined, true)
  hover.isTrusted = { enabledCommands: ['gpo.acceptChange', 'gpo.rejectChange'] }
  hover.appendMarkdown(`**Change ${number} of the refined prompt**`)
  if (effect !== undefined) hover.appendMarkdown(`: ${effectTitle(effect)} on ${counted(effect.cases, 'case')}`)
  hover.appendMarkdown('\n')
  hover.appendCodeblock(asDiff(change.removed, change.text), 'diff')
  const args = linkAddress(encodeURIComponent(JSON.stringify([prompt.toJSON(), change.id])))
  const link = (title: string, command: string) => `[${title}](command:gpo.${command}?${args})`
  const choices = [link('$(close) Reject', 'rejectChange')]
  if (state === 'waiting') choices.unshift(link('$(check) Accept', 'acceptChange'))
  else hover.appendText(explanation({ code: 'change-unplaced' })).appendMarkdown('\n\n')
  hover.appendMarkdown(choices.join(' | '))
  return hover
}

const asDiff = (removed: string, added: string): string => [...linesOf('-', removed), ...linesOf('+', added)].join('\n')

const linesOf = (sign: string, text: string): readonly string[] =>
  text.trim() === ''
    ? []
    : text
        .trim()
        .split(/\r?\n/)
        .map(line => `${sign} ${line}`)
