import { counted } from '../../text/numbers.ts'
import { briefly, inList } from '../briefly.ts'
import { flips } from './caseSentences.ts'
import type { SomeSentences } from './sentenceTable.ts'

/** What reads otherwise at a terminal, where what to do can be an option. */
export const terminalSentences = {
  'no-eval-set': problem =>
    `No eval set belongs to this prompt. Create one of: ${inList(problem.tried)}, or name one with --eval-set.`,
  'ambiguous-eval-set': problem =>
    `More than one eval set could belong to this prompt${problem.rule ? ` by ${briefly(problem.rule)}` : ''}: ${inList(problem.found)}. Keep one, or name it with --eval-set.`,
  'no-judge': () =>
    'The eval set asks for a judge model and none is chosen. Choose one with --judge-model, or gpo.judgeModel in the settings.',
  'no-embedding': () =>
    'The eval set measures similarity with an embedding model and none is chosen. Choose one with --embedding-model, or gpo.embeddingModel in the settings.',
  'code-not-allowed': () =>
    'The eval set judges answers with JavaScript, and code of eval sets is not allowed to run. If you trust it, allow it with --allow-code, or gpo.allowCode in the settings.',
  'no-model': () => 'No task model is chosen. Choose one in the settings, with --task-model, or try "demo".',
  'no-key': problem =>
    problem.variable === undefined
      ? `There is no key for ${briefly(problem.endpoint)}. Set one in the editor, or name the environment variable that holds it with --api-key-env.`
      : `There is no key for ${briefly(problem.endpoint)}. Set one in the editor, or the environment variable ${briefly(problem.variable)}.`,
  'unnamed-address': problem =>
    `The run was made with ${briefly(problem.endpoint)}, and a key goes only to an address that you name yourself. Name it with --base-url, or leave --api-key-env out.`,
  'answer-cut': problem =>
    `${briefly(problem.endpoint)} used up the ${counted(problem.tokens, 'token')} of an answer before its first word, as a model does that reasons at length. Raise --task-max-tokens or --optimizer-max-tokens, or choose another model.`,
  'timed-out': problem =>
    `${briefly(problem.endpoint)} did not answer within ${counted(problem.seconds, 'second')}. It may have too much to do at once: lower --concurrency, or choose a faster model.`,
  'reply-cut-off': () =>
    'The reply of the optimizer model ends in the middle of its prompt. It is passed over; if this is frequent, raise --optimizer-max-tokens.',
  'bad-usage': problem => `${briefly(problem.detail)}. See gpo --help.`,
  'holds-personal': problem =>
    `The cases hold what looks like personal data or secrets: ${inList(problem.finds)}. Nothing was written. Import them with --personal mask to replace it by its kind, or with --personal keep.`,
  'case-flips': problem => flips(problem, '--repeats'),
  'nothing-refined': () =>
    'No refined description of these skills waits: none was found, or the descriptions have changed since. Find some with: gpo optimize SKILL.md --target description.',
  'no-drafts': () => 'No drafted case waits for this prompt. Draft some with gpo cases draft.',
} satisfies SomeSentences
