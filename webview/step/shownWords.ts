import type { RunView, Scored, Step } from '../../src/protocol/page.ts'
import { count, counted } from '../../src/text/numbers.ts'
import { ngramSimilarity } from '../../src/text/similarity.ts'
import { longest } from '../shortened.ts'

type Run = Pick<RunView, 'initial' | 'steps' | 'strategy' | 'embeddingModel'>

/** Why these prompts were shown to the optimizer model, in one sentence. */
export function shownSentence(step: Step, run: Run): string {
  if (step.shown.length === 0) return 'No past prompts were shown.'
  const others = step.shown.length - 1
  switch (momentumOf(step, run)) {
    case 'none':
      return 'The current prompt alone: this strategy shows no past ones.'
    case 'recency':
      return `The current prompt, then the newest past ones${few(others)}.`
    case 'importance':
      return `The current prompt, then the past ones with the highest scores${few(others)}.`
    case 'relevance': {
      const by =
        run.embeddingModel === undefined
          ? 'by the runs of three letters they share'
          : `as ${run.embeddingModel} measures it`
      return `Momentum by relevance: the current prompt, then the past winners most similar to it, ${by}${few(others)}.`
    }
    case 'summary':
      return 'One text in which the optimizer model has brought together what was tried so far.'
    case undefined:
      return `${counted(step.shown.length, 'past prompt')}, in the order shown.`
  }
}

/** The role of a shown prompt in the run: `current prompt, your prompt`, `similarity 0.83, winner of step 3`. */
export function shownRole(step: Step, index: number, run: Run): string {
  const shown = step.shown[index]
  if (shown === undefined) return ''
  const current = shown.text === step.current.text
  const alike = current || momentumOf(step, run) !== 'relevance' ? undefined : similarity(step.current, shown, run)
  const parts = [
    current ? 'current prompt' : '',
    alike === undefined ? '' : `similarity ${alike.toFixed(2)}`,
    originOf(shown, step, run),
  ]
  return parts.filter(part => part !== '').join(', ')
}

const momentumOf = ({ momentum }: Step, { strategy }: Run) => momentum ?? (strategy === 'gpo' ? 'relevance' : undefined)

/** The same measure as in the run. Values of an embedding model are not in the journal, so they are not shown. */
function similarity(current: Scored, past: Scored, { embeddingModel }: Run): number | undefined {
  const tooLong = current.text.length > longest || past.text.length > longest
  return embeddingModel !== undefined || tooLong ? undefined : ngramSimilarity(current.text, past.text)
}

function originOf({ text }: Scored, { step: before }: Step, { initial, steps }: Run): string {
  if (text === initial?.text) return 'your prompt'
  const won = steps.findLast(
    ({ step, winner, candidates }) => step < before && winner !== null && candidates[winner]?.text === text,
  )
  return won === undefined ? '' : `winner of step ${count(won.step)}`
}

const few = (others: number) => (others === 0 ? ': there are none yet' : '')
