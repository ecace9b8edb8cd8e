import type { Random } from '../../../text/random.ts'
import { pickWeighted } from '../chance.ts'
import { kindsOf } from '../kinds.ts'
import { plainSentence } from './editing.ts'
import { phrases } from './phrases.ts'
import type { ReadMetaPrompt } from './readMetaPrompt.ts'

/** A sentence or two about what the current prompt lacks, for the kind of task of the failing cases. */
export function writeCritique(meta: ReadMetaPrompt, roll: Random): string {
  const kinds = kindsOf(meta)
  const current = plainSentence(meta.current)
  const missing = phrases.filter(({ text }) => !current.includes(plainSentence(text)))
  const advice = pickWeighted(
    missing,
    phrase => (phrase.kinds.some(kind => kinds.has(kind)) ? 4 : phrase.kinds.length === 0 ? 1 : 0),
    roll(),
  )
  const found =
    meta.failures === 0
      ? 'No case was answered wrongly.'
      : `The prompt leaves open how to get to the answer, and ${meta.failures} cases went wrong.`
  return `<START>\n${found}${advice === undefined ? '' : ` It does not say: "${advice.text}"`}\n<END>`
}
