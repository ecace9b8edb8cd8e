import { ngramSimilarity } from '../../text/similarity.ts'
import type { AskChat } from '../ask.ts'
import type { EndpointOptions } from './endpoint.ts'
import { listModels, type OpenAiSpec } from './openai.ts'

/** The most models that are named to somebody who asked for one that is not there. */
const mostNamed = 8

/**
 * Asks as `ask` does. If there is no such model, the endpoint is asked once for the list of its models, which costs
 * nothing, and the problem tells those with the most similar names.
 */
export function namingNearest(
  ask: AskChat,
  { model, baseUrl, provider }: OpenAiSpec,
  key: string | undefined,
  options?: EndpointOptions,
): AskChat {
  let known: Promise<readonly string[]> | undefined
  const nearest = async (signal: AbortSignal): Promise<readonly string[]> => {
    const listed = await listModels(baseUrl, key, signal, { ...options, provider })
    const named = listed.ok ? listed.value.map(name => ({ name, alike: ngramSimilarity(model, name) })) : []
    return named
      .sort((a, b) => b.alike - a.alike)
      .slice(0, mostNamed)
      .map(({ name }) => name)
  }
  return async (request, signal) => {
    const attempt = await ask(request, signal)
    if (attempt.ok || attempt.problem.code !== 'model-not-found') return attempt
    known ??= nearest(signal)
    const names = await known
    return names.length === 0 ? attempt : { ...attempt, problem: { ...attempt.problem, known: names } }
  }
}
