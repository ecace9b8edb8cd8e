import { counted } from '../../text/numbers.ts'
import { briefly, inList } from '../briefly.ts'
import type { SomeSentences } from './sentenceTable.ts'

/** About models and the endpoints that serve them. */
export const modelSentences = {
  'no-model': () => 'No task model is chosen. Choose one with gpo.taskModel in the settings, or try "demo".',
  'unknown-model': problem =>
    `There is no model "${briefly(problem.model)}"${choice(problem.known, 'and no other. Choose another kind of model')}.`,
  'several-models': problem =>
    `VS Code has several models "${briefly(problem.model)}". Name one of them by its id: ${inList(problem.known)}.`,
  'no-key': problem => `There is no key for ${briefly(problem.endpoint)}. Set one with the command GPO: Set API Key.`,
  'wrong-key': problem => `${briefly(problem.endpoint)} does not accept the key. Set a valid key and try again.`,
  forbidden: problem =>
    `${briefly(problem.endpoint)} denies access (${briefly(problem.detail)}). Check what the key may do.`,
  unreachable: ({ endpoint, detail, fault }) => {
    switch (fault) {
      case 'path':
        return `${briefly(endpoint)} runs, and there are no chat completions below that address (${briefly(detail)}). Correct the address: most end in /v1.`
      case 'certificate':
        return `${briefly(endpoint)} shows a certificate that this machine does not trust (${briefly(detail)}). Let NODE_EXTRA_CA_CERTS name the file of the certificate, or ask over http if the server is on this machine.`
      case 'https':
        return `${briefly(endpoint)} does not speak https (${briefly(detail)}). Write http:// in its address, if that is meant.`
      default:
        return `${briefly(endpoint)} cannot be reached (${briefly(detail)}). Check that it runs, its address and the network.`
    }
  },
  'model-not-found': ({ endpoint, model, known = [] }) =>
    `${briefly(endpoint)} has no model "${briefly(model)}". ${known.length === 0 ? "Check the model's name." : `Choose one that it has, such as: ${inList(known)}.`}`,
  'in-the-clear': problem =>
    `What is sent to ${briefly(problem.endpoint)} can be read by everyone on the way, the key included. Use https where it is offered.`,
  redirected: problem =>
    `${briefly(problem.endpoint)} sends requests on to ${briefly(problem.to)}, and nothing was sent there. If that is the right address, name it instead.`,
  'rate-limited': problem =>
    problem.seconds === undefined
      ? `${briefly(problem.endpoint)} limits the rate of requests (${briefly(problem.detail)}). Wait, or lower gpo.concurrency, and resume.`
      : `${briefly(problem.endpoint)} limits the rate of requests (${briefly(problem.detail)}) and asks to wait ${duration(problem.seconds)}. Resume then.`,
  'quota-used': problem =>
    `The quota of ${briefly(problem.endpoint)} is used up (${briefly(problem.detail)}). Resume when it is renewed, or choose another model.`,
  'too-long': problem =>
    `The request is longer than ${briefly(problem.endpoint)} takes (${briefly(problem.detail)}). Shorten the prompt or the case, or choose a model that takes more.`,
  'editor-blocks': problem =>
    `VS Code keeps GPO from asking ${briefly(problem.endpoint)} for now (${briefly(problem.detail)}). Resume later, or choose another model.`,
  'editor-fails': problem =>
    `${briefly(problem.endpoint)} failed (${briefly(problem.detail)}). Try again, or choose another model.`,
  'not-allowed': problem =>
    `You have not allowed GPO to use ${briefly(problem.endpoint)}. Resume and allow it when VS Code asks, or choose another model.`,
  'model-gone': problem =>
    problem.known.length === 0
      ? `VS Code has no model "${briefly(problem.model)}" now, and no other. Sign in to what brings it, and resume.`
      : `VS Code has no model "${briefly(problem.model)}" now. Choose one of: ${inList(problem.known)}; or sign in to what brings it, and resume.`,
  'bad-request': problem =>
    `${briefly(problem.endpoint)} rejects the request: ${briefly(problem.detail)}. Check the model's name and the settings.`,
  'server-error': problem =>
    `${briefly(problem.endpoint)} fails with status ${problem.status} (${briefly(problem.detail)}). Try again later.`,
  'bad-reply': problem =>
    `${briefly(problem.endpoint)} answers with something else than a chat reply (${briefly(problem.detail)}). Check the address.`,
  'timed-out': problem =>
    `${briefly(problem.endpoint)} did not answer within ${counted(problem.seconds, 'second')}. It may have too much to do at once: lower gpo.concurrency, or choose a faster model.`,
  'refused-by-filter': problem =>
    `The content filter of ${briefly(problem.endpoint)} refused the request (${briefly(problem.detail)}). Change the case or the model.`,
  'answer-cut': problem =>
    `${briefly(problem.endpoint)} used up the ${counted(problem.tokens, 'token')} of an answer before its first word, as a model does that reasons at length. Raise gpo.taskMaxTokens or gpo.optimizerMaxTokens, or choose another model.`,
  'only-tool-call': problem =>
    `${briefly(problem.endpoint)} answered with nothing but a call of the tool "${briefly(problem.tool)}", and none was offered. Say in the prompt that the answer is a text, or choose another model.`,
  'unnamed-address': problem =>
    `The run was made with ${briefly(problem.endpoint)}, and a key goes only to an address that you name yourself. Name it in gpo.endpoints.`,
  'no-price': problem =>
    `The price of ${briefly(problem.model)} is not known, so a cap in USD cannot be kept. Set its price, or cap calls or tokens instead.`,
  'bad-address': problem => `This address cannot be used: ${briefly(problem.detail)}. Correct it.`,
  'setting-overruled': problem =>
    `Your choice is kept, but the settings of this workspace name another model, which goes before it: ${briefly(problem.used) || 'none'}. Change it there.`,
} satisfies SomeSentences

/** A time to wait, in the unit that one would say. */
const duration = (seconds: number): string => {
  if (seconds < 120) return counted(Math.ceil(seconds), 'second')
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120 ? counted(minutes, 'minute') : counted(Math.ceil(minutes / 60), 'hour')
}

const choice = (names: readonly string[], none: string): string =>
  names.length === 0 ? `, ${none}` : `. Choose one of: ${inList(names)}`
