import { CodeLens, Range, type TextDocument } from 'vscode'
import { intervalTitle, measuredSentence, waitingTitle } from '../../report/titles.ts'
import { changeTitle, effectTitle } from '../../review/changeTitles.ts'
import type { InlineReview, PlacedChange } from '../../review/inlineReview.ts'
import { sha256 } from '../../text/hash.ts'
import { rangeOf } from '../review/navigate.ts'
import type { Review, Reviews } from '../review/reviews.ts'

/** The lines of a review: what waits and what can be done with all of it, and above each change what it is and does. */
export function reviewLenses(
  document: TextDocument,
  reviews: Reviews,
  review: Review,
  inline: InlineReview,
): CodeLens[] {
  const lines = inline.open.map(change => rangeOf(document, change).start.line)
  const first = inline.line - 1
  // Above the line before, where the first line of the prompt has lenses of its own.
  const top = lines.includes(first) && first > 0 ? first - 1 : first
  return [
    ...topLenses(reviews, review, inline).map(({ title, command, tooltip }) =>
      lens(top, document, title, command, [], tooltip),
    ),
    ...inline.open.flatMap((change, index) => {
      const line = lines[index] ?? first
      const before = lines.slice(0, index).filter(other => other === line).length
      return before < mostOnLine ? changeLenses(document, reviews, review, inline, change, line) : []
    }),
  ]
}

/** As many changes of one line have lenses before the row is too long; the others have the keyboard and the light bulb. */
const mostOnLine = 4

interface Shown {
  readonly title: string
  readonly command: string
  readonly tooltip?: string
}

function topLenses(reviews: Reviews, review: Review, { text, open }: InlineReview): readonly Shown[] {
  const { scores, effects } = reviews.decisionsOn(review)
  const { initial, refined } = review.replacement
  const measured = scores[sha256(text)]
  const isBetween = text !== initial && text !== refined
  const all = open.length === 1 ? '' : ' all'
  return [
    { title: waitingTitle(review.waiting), command: 'review', tooltip: 'Go to the first change that waits' },
    ...(measured !== undefined && isBetween
      ? [
          {
            title: `This text ${intervalTitle(measured)}`,
            command: 'evaluateThis',
            tooltip: `${measuredSentence(measured, scores[sha256(initial)], scores[sha256(refined)], review.waiting.on)}.\nWhoever chose changes by these cases sees a score that is a little too good.`,
          },
        ]
      : []),
    { title: `$(check-all) Accept${all}`, command: 'accept' },
    { title: `$(discard) Reject${all}`, command: 'reject' },
    { title: '$(diff) Side by side', command: 'sideBySide' },
    ...(measured === undefined && isBetween
      ? [
          {
            title: '$(play) Evaluate this',
            command: 'evaluateThis',
            tooltip: 'Score the text as it stands now beside both others',
          },
        ]
      : []),
    ...(Object.keys(effects).length === 0
      ? [
          {
            title: '$(beaker) What does each change do?',
            command: 'explainChanges',
            tooltip: 'Score the refined prompt without each of its changes',
          },
        ]
      : []),
  ]
}

function changeLenses(
  document: TextDocument,
  reviews: Reviews,
  review: Review,
  { total }: InlineReview,
  { change, number, state }: PlacedChange,
  line: number,
): readonly CodeLens[] {
  const effect = reviews.decisionsOn(review).effects[change.id]
  const name = total === 1 ? 'The change' : `Change ${number} of ${total}`
  const does = effect === undefined ? '' : `: ${effectTitle(effect)}`
  const meets = state === 'conflict' ? ' meets your own edit' : ''
  const titled = lens(line, document, `${name}${meets}${does}`, 'nextChange', [change.id], changeTitle(change))
  const reject = lens(line, document, '$(close) Reject', 'rejectChange', [change.id], changeTitle(change))
  return state === 'conflict'
    ? [titled, reject]
    : [titled, lens(line, document, '$(check) Accept', 'acceptChange', [change.id], changeTitle(change)), reject]
}

const lens = (
  line: number,
  { uri }: TextDocument,
  title: string,
  command: string,
  args: readonly unknown[],
  tooltip?: string,
): CodeLens =>
  new CodeLens(new Range(line, 0, line, 0), {
    title,
    command: `gpo.${command}`,
    arguments: [uri, ...args],
    ...(tooltip === undefined ? {} : { tooltip }),
  })
