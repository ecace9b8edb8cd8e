import { count, counted } from '../../text/numbers.ts'
import { briefly } from '../briefly.ts'
import type { SomeSentences } from './sentenceTable.ts'

/** About the texts that the optimizer model writes, and the reasons to pass them over. */
export const candidateSentences = {
  'placeholder-lost': problem =>
    `The new text has lost ${briefly(problem.token)}. It is rejected; keep every placeholder as it is.`,
  'placeholder-invented': problem =>
    `The new text has ${briefly(problem.token)}, which the prompt does not have. It is rejected; no case fills it.`,
  'not-writable': problem =>
    `The new text cannot be written there: ${briefly(problem.detail)}. Copy it in by hand, or change how the prompt is quoted.`,
  'candidate-empty': () => 'The optimizer model gave an empty prompt. It is rejected; nothing is to be done.',
  'reply-untagged': () =>
    'The reply of the optimizer model holds no marked prompt. It is passed over; if this is frequent, choose a stronger optimizer model.',
  'reply-cut-off': () =>
    'The reply of the optimizer model ends in the middle of its prompt. It is passed over; if this is frequent, raise gpo.optimizerMaxTokens.',
  'reply-refused': () =>
    'The optimizer model declined to write a prompt. The reply is passed over; if this is frequent, choose another optimizer model.',
  'reply-talk': () =>
    'The optimizer model talked about the request and wrote no prompt. The reply is passed over; if this is frequent, choose a stronger optimizer model.',
  'edit-misplaced': () =>
    'The optimizer model wanted to change lines that do not stand in the prompt, or stand there more than once. The change is passed over; nothing is to be done.',
  'quotes-case': problem =>
    `The new text quotes a case that its writer was shown: "${briefly(problem.quoted)}". It is rejected, since it would help with that case alone; nothing is to be done.`,
  'over-step': problem =>
    `The new text changes ${counted(problem.words, 'word')}, more than the ${problem.limit} of this step. It is rejected; nothing is to be done.`,
  'locked-lost': problem =>
    `The new text has changed what is locked: "${briefly(problem.text)}". It is rejected; locked text stays letter by letter.`,
  'over-length': problem =>
    `The new text has ${counted(problem.words, 'word')}, more than the ${count(problem.limit)} that it may have. It is rejected; nothing is to be done.`,
  'gate-failed': () =>
    'The new text does no better on the train cases of its step than the prompt it was made from. It is not measured further; nothing is to be done.',
  'dropped-before': () =>
    'This prompt was proposed before and fell out of the race then. It is not measured again; nothing is to be done.',
  unanswered: problem =>
    `${counted(problem.failed, 'request')} of ${problem.cases} failed, so the new text cannot be compared with others. It is passed over; if this is frequent, lower the concurrency or choose another task model.`,
} satisfies SomeSentences
