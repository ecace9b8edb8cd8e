import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { clipToStep as clipText } from '../../text/clip.ts'
import { wordsChanged } from '../../text/words.ts'

/** What becomes of a text that changes more words of the current prompt than the step size, which is known. */
export type OverStep = (text: string, current: string, stepSize: number, tokens: readonly string[]) => Outcome<string>

/** The step size is only asked for, as published. */
const allow: OverStep = text => success(text)

const reject: OverStep = (text, current, stepSize) => {
  const words = wordsChanged(current, text)
  return words > stepSize ? failure({ code: 'over-step', words, limit: stepSize }) : success(text)
}

/** As many whole changes as the step size allows, as a gradient is clipped by its norm. */
const clip: OverStep = (text, current, stepSize, tokens) => {
  const clipped = clipText(current, text, stepSize, tokens)
  return clipped === current && text !== current ? reject(text, current, stepSize, tokens) : success(clipped)
}

export const overStep = { allow, reject, clip } as const satisfies Record<string, OverStep>
export type OverStepName = keyof typeof overStep
