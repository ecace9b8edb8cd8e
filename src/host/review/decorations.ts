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
import { effectTitle, oneLine } from '../../review/changeTitles.ts'
import type { Effect } from '../../review/decisions.ts'
import type { PlacedChange } from '../../review/inlineReview.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { rangeOf } from './navigate.ts'
import type { Reviews } from './reviews.ts'

/** Shows a refined prompt where it would stand: what goes is struck through, what comes is written beside it. */
export class Decorations extends Lifetime {
  private readonly reviews: Reviews
  private readonly removed = this.register(
    window.createTextEditorDecorationType({
      backgroundColor: new ThemeColor('diffEditor.removedTextBackground'),
      color: new ThemeColor('gitDecoration.deletedResourceForeground'),
      textDecoration: 'line-through',
      border: bordered('removed'),
      overviewRulerColor: new ThemeColor('editorOverviewRuler.modifiedForeground'),
    }),
  )
  private readonly added = this.register(
    window.createTextEditorDecorationType({
      overviewRulerColor: new ThemeColor('editorOverviewRuler.addedForeground'),
      after: {
        color: new ThemeColor('gitDecoration.addedResourceForeground'),
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
      after: { color: new ThemeColor('editorWarning.foreground'), fontStyle: 'italic' },
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
    const added = waiting.filter(({ change }) => change.text.trim() !== '')
    // The editor draws decorations of one place in an order of its own, so what is added there is drawn as one.
    const ends = [...new Set(added.map(({ place: [, end] }) => end))]
    editor.setDecorations(
      this.added,
      ends.map((offset): DecorationOptions => {
        const placed = added.filter(({ place }) => place[1] === offset)
        const end = document.positionAt(offset)
        const isLast = end.isEqual(document.lineAt(end.line).range.end)
        const text = placed.map(({ change }) => change.text).join('')
        return {
          range: new Range(end, end),
          hoverMessage: placed.map(hover),
          renderOptions: { after: { contentText: oneLine(text, isLast ? mostShown.atEnd : mostShown.within) } },
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
          renderOptions: {
            after: {
              contentText: ` in conflict: ${oneLine(placed.change.text.trim() || 'removed', mostShown.within)}`,
            },
          },
        })),
    )
  }
}

/** Only themes of high contrast have these colours; elsewhere the declaration is void and nothing is framed. */
const bordered = (kind: 'inserted' | 'removed'): string => `1px dashed var(--vscode-diffEditor-${kind}TextBorder)`

/**
 * Characters of an addition that are shown, at the end of a line and where words follow in it: they do not wrap, and push
 * what follows out of sight. The rest is in the hover.
 */
const mostShown = { atEnd: 80, within: 40 } as const

/** The left side of a difference is the file too, and its right side already says what would change. */
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
  if (effect !== undefined) hover.appendMarkdown(`: ${effectTitle(effect)} on ${effect.cases} cases`)
  hover.appendMarkdown('\n')
  hover.appendCodeblock(asDiff(change.removed, change.text), 'diff')
  const link = (title: string, command: string) =>
    `[${title}](command:gpo.${command}?${encodeURIComponent(JSON.stringify([prompt.toJSON(), change.id]))})`
  const choices = [link('$(close) Reject', 'rejectChange')]
  if (state === 'waiting') choices.unshift(link('$(check) Accept', 'acceptChange'))
  else hover.appendMarkdown('You have edited the same words, so this change cannot be placed.\n\n')
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
