import { createServer, type Server } from 'node:http'

/** A request that an endpoint was sent. */
export interface Heard {
  readonly url: string
  readonly key: string | undefined
  readonly body: string
}

/** Below this path an endpoint refuses everything, and repeats the request with its key. */
export const echo = 'echo'

/** An endpoint that answers everything with 2, and remembers what it was asked. */
export async function listening(): Promise<{ readonly server: Server; readonly url: string; readonly heard: Heard[] }> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      heard.push({ url: request.url ?? '', key: request.headers.authorization, body })
      response.setHeader('content-type', 'application/json')
      if (request.url?.startsWith(`/${echo}/`)) {
        response.statusCode = 400
        const message = `Not allowed: ${JSON.stringify(request.headers)} ${body}`
        return void response.end(JSON.stringify({ error: { message } }))
      }
      const choices = [{ message: { content: `2 ${'a'.repeat(40)}!` }, finish_reason: 'stop' }]
      response.end(JSON.stringify({ choices, usage: { prompt_tokens: 1, completion_tokens: 1 } }))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The endpoint has no address.')
  return { server, url: `http://127.0.0.1:${address.port}/v1`, heard }
}
