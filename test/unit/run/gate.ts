import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy before an endpoint that can stop answering, so that a client can be killed while it waits. */
export interface Gate {
  readonly url: string
  /** From now on requests are taken and never answered; resolves when nothing more is on its way back. */
  close(): Promise<void>
  end(): Promise<void>
}

export async function gate(target: string, port = 0): Promise<Gate> {
  let isClosed = false
  let underWay = 0
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      if (isClosed) return
      underWay += 1
      const sent = forward(
        new URL(incoming.url ?? '/', target),
        { method: incoming.method, headers: incoming.headers },
        answer => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(outgoing)
          outgoing.on('close', () => {
            underWay -= 1
          })
        },
      )
      sent.end(Buffer.concat(chunks))
    })
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${taken}`,
    async close() {
      isClosed = true
      while (underWay > 0) await pause(5)
      // The last answers have left the server; the client still has to take them in.
      await pause(300)
    },
    end: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
