import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { clipToStep as clipText } from '../../text/clip.ts'
import { wordsChanged } from '../../text/words.ts'

/** What to do with a text that changes more words of the current prompt than a known step size allows. */
export type OverStep = (text: string, current: string, stepSize: number, tokens: readonly string[]) => Outcome<string>

/** The step size is only requested and not enforced, as published. */
const allow: OverStep = text => success(text)

const reject: OverStep = (text, current, stepSize) => {
  const words = wordsChanged(current, text)
  return words > stepSize ? failure({ code: 'over-step', words, limit: stepSize }) : success(text)
}

/** Applies as many whole changes as the step size allows, as gradient clipping limits a norm (see `clipToStep`). */
const clip: OverStep = (text, current, stepSize, tokens) => {
  const clipped = clipText(current, text, stepSize, tokens)
  return clipped === current && text !== current ? reject(text, current, stepSize, tokens) : success(clipped)
}

export const overStep = { allow, reject, clip } as const satisfies Record<string, OverStep>
export type OverStepName = keyof typeof overStep
