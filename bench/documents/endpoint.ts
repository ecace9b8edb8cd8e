import { createServer, type Server } from 'node:http'
import { editorOf } from './editor.ts'
import type { Ticket, World } from './world.ts'

/** The models of a world behind an OpenAI-compatible address on loopback: `task` and `optimizer`. */
export interface Endpoint {
  readonly address: string
  /** Completions of the optimizer model so far. */
  written(): number
  close(): void
}

export async function serveWorld(world: World): Promise<Endpoint> {
  const edit = editorOf(world)
  const tickets = new Map(world.cases.map(one => [one.input, one]))
  const asked = new Map<string, number>()
  let written = 0
  const reply = (model: string, text: string, n: number): readonly string[] => {
    if (model === 'task') return [solve(world, tickets, text)]
    const before = asked.get(text) ?? 0
    asked.set(text, before + n)
    written += n
    return Array.from({ length: n }, (_, at) => edit(text, before + at))
  }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += String(piece)
    const { model = '', messages = [], n = 1 }: Sent = JSON.parse(body)
    const texts = reply(model, messages.map(({ content }) => content).join('\n'), n)
    const choices = texts.map((content, index) => ({
      index,
      finish_reason: 'stop',
      message: { role: 'assistant', content },
    }))
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ choices, usage: { prompt_tokens: 1, completion_tokens: 1 } }))
  })
  await new Promise<void>(ready => void server.listen(0, '127.0.0.1', ready))
  return { address: `http://127.0.0.1:${portOf(server)}/v1`, written: () => written, close: () => void server.close() }
}

interface Sent {
  readonly model?: string
  readonly messages?: readonly { readonly content: string }[]
  readonly n?: number
}

function solve(world: World, tickets: ReadonlyMap<string, Ticket>, text: string): string {
  const input = /^Ticket .*$/m.exec(text)?.[0] ?? ''
  const ticket = tickets.get(input)
  return ticket ? world.answer(text.replace(input, '').trim(), ticket) : 'unknown'
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
