import { keyHeader } from '../../models/address.ts'

/** The names that an endpoint lists, or why it lists none. */
export interface Answer {
  readonly models: readonly string[]
  readonly trouble?: string
}

/** What `GET <baseUrl>/models` lists. It is waited for 5 seconds. */
export async function modelsAt(baseUrl: string, key: string | undefined): Promise<Answer> {
  try {
    const response = await fetch(`${baseUrl}/models`, {
      headers: keyHeader(baseUrl, key),
      signal: AbortSignal.timeout(5000),
    })
    if (!response.ok)
      return { models: [], trouble: `${baseUrl} answered ${response.status} when asked for its models.` }
    return { models: namesIn(await response.json(), 'data', 'id').sort((a, b) => a.localeCompare(b)) }
  } catch {
    return { models: [], trouble: `${baseUrl} did not list its models.` }
  }
}

/** What Ollama has on this machine; empty where it does not run. */
export async function ollamaModels(): Promise<readonly string[]> {
  try {
    // Half a second is plenty on the same machine, and nobody should wait longer for a server that is not there.
    const response = await fetch('http://127.0.0.1:11434/api/tags', { signal: AbortSignal.timeout(500) })
    return response.ok ? namesIn(await response.json(), 'models', 'name') : []
  } catch {
    return []
  }
}

function namesIn(raw: unknown, list: string, name: string): string[] {
  const items = fieldOf(raw, list)
  if (!Array.isArray(items)) return []
  return items.map(item => fieldOf(item, name)).filter(value => typeof value === 'string')
}

const fieldOf = (raw: unknown, name: string): unknown =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)
    ? Object.entries(raw).find(([key]) => key === name)?.[1]
    : undefined
