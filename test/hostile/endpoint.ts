import { createServer, type Server } from 'node:http'

/** A request that an endpoint was sent. */
export interface Heard {
  readonly url: string
  readonly key: string | undefined
  readonly body: string
}

/** Below this path an endpoint refuses everything, and repeats the request with its key. */
export const echo = 'echo'

/** Below this path an endpoint repeats the key in its answers. */
export const repeating = 'repeat'

/** Below this path an endpoint takes half a second for each answer. */
export const slow = 'slow'

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
      const said = request.url?.startsWith(`/${repeating}/`) ? request.headers.authorization : 'a'.repeat(40)
      const choices = [{ message: { content: `2 ${said}!` }, finish_reason: 'stop' }]
      const answer = JSON.stringify({ choices, usage: { prompt_tokens: 1, completion_tokens: 1 } })
      setTimeout(() => response.end(answer), request.url?.startsWith(`/${slow}/`) ? 500 : 0)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The endpoint has no address.')
  return { server, url: `http://127.0.0.1:${address.port}/v1`, heard }
}
