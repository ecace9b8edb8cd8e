import { CodeLens, Range, type TextDocument } from 'vscode'
import { intervalTitle, measuredSentence, shortWaitingTitle, waitingTitle } from '../../report/titles.ts'
import { changeTitle, effectTitle } from '../../review/changeTitles.ts'
import type { InlineReview, PlacedChange } from '../../review/inlineReview.ts'
import { sha256 } from '../../text/hash.ts'
import { percent, pValue } from '../../text/numbers.ts'
import { rangeOf } from '../review/navigate.ts'
import type { Review, Reviews } from '../review/reviews.ts'

/**
 * The lenses of a review: what waits, the commands for all of it, and above each change that is shown in its line what
 * it is and its commands. Other changes show this in their comments. A row contains no more than fits a narrow editor.
 */
export function reviewLenses(
  document: TextDocument,
  reviews: Reviews,
  review: Review,
  inline: InlineReview,
): CodeLens[] {
  const first = inline.line - 1
  const rows = [titleLens(reviews, review, inline, first > 0), allLenses(reviews, review, inline, first > 0)]
  return [
    ...rows.flatMap((shown, row) =>
      shown.map(({ title, command, tooltip }) => {
        const line = Math.max(first - 1 + row, 0)
        return lens(line, document, title, command, [], tooltip)
      }),
    ),
    ...inline.open
      .filter(({ fits }) => fits)
      .flatMap(change => changeLenses(document, reviews, review, inline, change)),
  ]
}

interface Shown {
  readonly title: string
  readonly command: string
  readonly tooltip?: string
}

/** What waits, or the measured score of the present text. */
function titleLens(reviews: Reviews, review: Review, { text }: InlineReview, isAlone: boolean): readonly Shown[] {
  const { scores } = reviews.decisionsOn(review)
  const { initial, refined } = review.replacement
  const measured = scores[sha256(text)]
  if (measured !== undefined && text !== initial && text !== refined)
    return [
      {
        title: `This text ${intervalTitle(measured)}`,
        command: 'evaluateThis',
        tooltip: `${measuredSentence(measured, scores[sha256(initial)], scores[sha256(refined)], review.waiting.on)}.\nWhoever chose changes by these cases sees a score that is a little too good.`,
      },
    ]
  const title = isAlone
    ? shortWaitingTitle(review.waiting)
    : `${percent(review.waiting.from)} → ${percent(review.waiting.to)}`
  const { comparison, on } = review.waiting
  const terms = `(${on}${comparison === null ? '' : `, ${pValue(comparison.pValue)}`})`
  const tooltip = `${waitingTitle(review.waiting)} ${terms}\nGo to the first change that waits`
  return [{ title, command: 'review', tooltip }]
}

function allLenses(reviews: Reviews, review: Review, { open }: InlineReview, isAlone: boolean): readonly Shown[] {
  const all = open.length === 1 ? '' : ' all'
  const { rejected } = reviews.decisionsOn(review)
  return [
    { title: `Accept${all}`, command: 'accept' },
    { title: `Reject${all}`, command: 'reject' },
    ...(isAlone && rejected.length > 0
      ? [
          {
            title: `Reconsider ${rejected.length}`,
            command: 'reconsider',
            tooltip: 'Have the changes that you rejected wait again',
          },
        ]
      : []),
    {
      title: 'More…',
      command: 'moreOnReview',
      tooltip: 'See it side by side, score the text as it stands, see what each change does, choose several changes',
    },
  ]
}

function changeLenses(
  document: TextDocument,
  reviews: Reviews,
  review: Review,
  { total }: InlineReview,
  placed: PlacedChange,
): readonly CodeLens[] {
  const { change, number } = placed
  const { line } = rangeOf(document, placed).start
  const effect = reviews.decisionsOn(review).effects[change.id]
  const name = total === 1 ? 'The change' : `Change ${number} of ${total}`
  const does = effect === undefined ? '' : `: ${effectTitle(effect)}`
  const about = changeTitle(change)
  return [
    lens(line, document, `${name}${does}`, 'nextChange', [change.id], about),
    lens(line, document, 'Accept', 'acceptChange', [change.id], about),
    lens(line, document, 'Reject', 'rejectChange', [change.id], about),
  ]
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
