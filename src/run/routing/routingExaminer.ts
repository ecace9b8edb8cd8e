import type { Examine } from '../../evals/scoring/evaluate.ts'
import type { ChatModel } from '../../models/model.ts'
import { endsRun } from '../../problem/endsRun.ts'
import { failure, success } from '../../problem/outcome.ts'
import { sentence } from '../../problem/sentences.ts'
import { isExpected } from '../../skills/optimizing/cases.ts'
import type { Routed } from '../../skills/routing/answer.ts'
import { type AskRouter, type Route, routeThrough, withDescription } from '../../skills/routing/routeThrough.ts'
import type { RunSettings } from '../request.ts'
import type { Routing } from './routing.ts'

/** Asks the task model which skill it would load. */
export const askRouter =
  (task: ChatModel, { temperature, maxTokens }: RunSettings['task'], signal: AbortSignal): AskRouter =>
  async (question, { count, run }) => {
    const again = run > 0 && { repeat: run }
    const reply = await task.chat({ ...question, temperature, maxTokens, n: count, ...again }, signal)
    return reply.ok ? success(reply.value.texts) : reply
  }

/** What a failed request means for a routing, and how it is reported. */
export const routingTrouble = { stops: endsRun, says: sentence }

/**
 * Grades a description by where queries go when it is in the catalogue: the mean over the answers. Answers that are not
 * a name, and failed requests, are ignored. If nothing is left, the case has failed, which is not a wrong answer.
 */
export function routingExaminer({ skill, skills, options }: Routing, ask: AskRouter): Examine {
  const routes = new Map<string, Route>()
  const routeOf = (text: string): Route => {
    const known = routes.get(text)
    if (known) return known
    const route = routeThrough(withDescription(skills, skill, text), options, ask, routingTrouble)
    routes.set(text, route)
    return route
  }
  return async (text, item) => {
    const answers = await routeOf(text)(item.vars.query ?? '')
    if (!answers.ok) return answers
    const chosen = answers.value.flatMap(answer => (answer.is === 'chosen' ? [answer.name] : []))
    if (chosen.length === 0) return failure(silence(answers.value))
    const right = chosen.filter(name => isExpected(item, name, skill)).length
    const wrong = chosen.find(name => !isExpected(item, name, skill))
    const grade = right / chosen.length
    return success({ answer: wrong ?? chosen[0] ?? '', grade, passed: 2 * right > chosen.length })
  }
}

/** Why there is no answer to grade. */
function silence(answers: readonly Routed[]) {
  const [first] = answers
  const reply = first?.is === 'unreadable' ? first.reply : first?.is === 'failed' ? first.why : ''
  return { code: 'route-unreadable', reply } as const
}
