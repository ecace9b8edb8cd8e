import { isLocal, keyHeader } from '../../models/address.ts'

/** The names that an endpoint lists, or why it lists none. */
export interface Answer {
  readonly models: readonly string[]
  readonly trouble?: string
}

/** A running endpoint on this machine, with its chat models. */
export interface LocalServer {
  readonly provider: string
  readonly models: readonly string[]
}

/** Maximum size of a list of models in bytes. */
const mostBytes = 2 ** 20

/** The models in the reply to `GET <baseUrl>/models`. Waits for 5 seconds and follows no redirects. */
export async function modelsAt(baseUrl: string, key: string | undefined, ms = 5000): Promise<Answer> {
  try {
    const response = await fetch(`${baseUrl}/models`, {
      headers: keyHeader(baseUrl, key),
      redirect: 'error',
      signal: AbortSignal.timeout(ms),
    })
    if (!response.ok)
      return { models: [], trouble: `${baseUrl} answered ${response.status} when asked for its models.` }
    return { models: namesIn(await jsonOf(response)).sort((a, b) => a.localeCompare(b)) }
  } catch {
    return { models: [], trouble: `${baseUrl} did not list its models.` }
  }
}

/**
 * The endpoints on this machine that answer within a moment. Where nothing listens that is known at once; a busy machine
 * needs the moment.
 */
export async function localServers(endpoints: Readonly<Record<string, string>>): Promise<readonly LocalServer[]> {
  const local = Object.entries(endpoints).filter(([, baseUrl]) => isLocal(baseUrl))
  const servers = await Promise.all(
    local.map(async ([provider, baseUrl]) => ({ provider, models: (await modelsAt(baseUrl, undefined, 1500)).models })),
  )
  return servers
    .map(({ provider, models }) => ({ provider, models: models.filter(name => !/embed/i.test(name)) }))
    .filter(({ models }) => models.length > 0)
}

async function jsonOf(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > mostBytes) throw new Error('The list of models is too long.')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

function namesIn(raw: unknown): string[] {
  const items = fieldOf(raw, 'data')
  if (!Array.isArray(items)) return []
  return items.map(item => fieldOf(item, 'id')).filter(value => typeof value === 'string')
}

const fieldOf = (raw: unknown, name: string): unknown =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)
    ? Object.entries(raw).find(([key]) => key === name)?.[1]
    : undefined
