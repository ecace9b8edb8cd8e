import { counted } from '../text/numbers.ts'
import { briefly, inList } from './briefly.ts'
import type { Problem } from './problem.ts'

/** The problems of models, and of the servers that they answer from. */
type ModelProblem = Extract<
  Problem,
  {
    readonly code:
      | 'unknown-model'
      | 'several-models'
      | 'no-key'
      | 'wrong-key'
      | 'forbidden'
      | 'unreachable'
      | 'model-not-found'
      | 'in-the-clear'
      | 'redirected'
      | 'rate-limited'
      | 'quota-used'
      | 'too-long'
      | 'editor-blocks'
      | 'editor-fails'
      | 'not-allowed'
      | 'model-gone'
      | 'bad-request'
      | 'server-error'
      | 'bad-reply'
      | 'timed-out'
      | 'refused-by-filter'
      | 'answer-cut'
      | 'only-tool-call'
      | 'no-price'
  }
>

/** What the model or its server did, and what to do about it. */
export function modelExplanation(problem: ModelProblem): string {
  switch (problem.code) {
    case 'unknown-model':
      return `There is no model "${briefly(problem.model)}"${choice(problem.known, 'and no other. Choose another kind of model')}.`
    case 'several-models':
      return `VS Code has several models "${briefly(problem.model)}". Name one of them by its id: ${inList(problem.known)}.`
    case 'no-key':
      return `There is no key for ${briefly(problem.endpoint)}. Set one with the command GPO: Set API Key.`
    case 'wrong-key':
      return `${briefly(problem.endpoint)} does not accept the key. Set a valid key and try again.`
    case 'forbidden':
      return `${briefly(problem.endpoint)} denies access (${briefly(problem.detail)}). Check what the key may do.`
    case 'unreachable':
      return `${briefly(problem.endpoint)} cannot be reached (${briefly(problem.detail)}). Check that it runs, its address and the network.`
    case 'model-not-found':
      return `${briefly(problem.endpoint)} has no model "${briefly(problem.model)}". Check the model's name.`
    case 'in-the-clear':
      return `What is sent to ${briefly(problem.endpoint)} can be read by everyone on the way, the key included. Use https where it is offered.`
    case 'redirected':
      return `${briefly(problem.endpoint)} sends requests on to ${briefly(problem.to)}, and nothing was sent there. If that is the right address, name it instead.`
    case 'rate-limited':
      return problem.seconds === undefined
        ? `${briefly(problem.endpoint)} limits the rate of requests (${briefly(problem.detail)}). Wait, or lower gpo.concurrency, and resume.`
        : `${briefly(problem.endpoint)} limits the rate of requests (${briefly(problem.detail)}) and asks to wait ${duration(problem.seconds)}. Resume then.`
    case 'quota-used':
      return `The quota of ${briefly(problem.endpoint)} is used up (${briefly(problem.detail)}). Resume when it is renewed, or choose another model.`
    case 'too-long':
      return `The request is longer than ${briefly(problem.endpoint)} takes (${briefly(problem.detail)}). Shorten the prompt or the case, or choose a model that takes more.`
    case 'editor-blocks':
      return `VS Code keeps GPO from asking ${briefly(problem.endpoint)} for now (${briefly(problem.detail)}). Resume later, or choose another model.`
    case 'editor-fails':
      return `${briefly(problem.endpoint)} failed (${briefly(problem.detail)}). Try again, or choose another model.`
    case 'not-allowed':
      return `You have not allowed GPO to use ${briefly(problem.endpoint)}. Resume and allow it when VS Code asks, or choose another model.`
    case 'model-gone':
      return problem.known.length === 0
        ? `VS Code has no model "${briefly(problem.model)}" now, and no other. Sign in to what brings it, and resume.`
        : `VS Code has no model "${briefly(problem.model)}" now. Choose one of: ${inList(problem.known)}; or sign in to what brings it, and resume.`
    case 'bad-request':
      return `${briefly(problem.endpoint)} rejects the request: ${briefly(problem.detail)}. Check the model's name and the settings.`
    case 'server-error':
      return `${briefly(problem.endpoint)} fails with status ${problem.status} (${briefly(problem.detail)}). Try again later.`
    case 'bad-reply':
      return `${briefly(problem.endpoint)} answers with something else than a chat reply (${briefly(problem.detail)}). Check the address.`
    case 'timed-out':
      return `${briefly(problem.endpoint)} did not answer within ${counted(problem.seconds, 'second')}. It may have too much to do at once: lower gpo.concurrency, or choose a faster model.`
    case 'refused-by-filter':
      return `The content filter of ${briefly(problem.endpoint)} refused the request (${briefly(problem.detail)}). Change the case or the model.`
    case 'answer-cut':
      return `${briefly(problem.endpoint)} used up the ${counted(problem.tokens, 'token')} of an answer before its first word, as a model does that reasons at length. Raise gpo.taskMaxTokens or gpo.optimizerMaxTokens, or choose another model.`
    case 'only-tool-call':
      return `${briefly(problem.endpoint)} answered with nothing but a call of the tool "${briefly(problem.tool)}", and none was offered. Say in the prompt that the answer is a text, or choose another model.`
    case 'no-price':
      return `The price of ${briefly(problem.model)} is not known, so a cap in USD cannot be kept. Set its price, or cap calls or tokens instead.`
    default:
      return problem satisfies never
  }
}

/** A time to wait, in the unit that one would say. */
const duration = (seconds: number): string => {
  if (seconds < 120) return counted(Math.ceil(seconds), 'second')
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120 ? counted(minutes, 'minute') : counted(Math.ceil(minutes / 60), 'hour')
}

const choice = (names: readonly string[], none: string): string =>
  names.length === 0 ? `, ${none}` : `. Choose one of: ${inList(names)}`
