import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { build } from 'esbuild'
import { makeHealths } from './healths.ts'
import { makeRoutings } from './routings.ts'
import { type ThemeName, themes } from './themes.ts'
import { answersOf, makeViews } from './views.ts'

export interface Preview {
  readonly url: string
  readonly views: readonly string[]
  readonly themes: readonly string[]
  close(): void
}

/**
 * Serves the trajectory page at `/?view=NAME&theme=NAME`, on this machine alone, until it is closed. `&other=NAME`
 * compares it with another run.
 */
export async function startPreview(port = 0): Promise<Preview> {
  const views = makeViews()
  const files = await bundle()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const { type, body, policy } = files.get(url.pathname) ?? html(url.searchParams, views)
    response.writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      ...(policy && { 'content-security-policy': policy }),
    })
    response.end(body)
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    views: [...Object.keys(views), ...Object.keys(makeRoutings()), ...Object.keys(makeHealths())],
    themes: Object.keys(themes),
    close: () => void server.close(),
  }
}

interface Served {
  readonly type: string
  readonly body: string
  readonly policy?: string
}

async function bundle(): Promise<ReadonlyMap<string, Served>> {
  const { outputFiles } = await build({
    entryPoints: ['webview/main.ts'],
    bundle: true,
    format: 'iife',
    outdir: 'dist',
    write: false,
  })
  const served = new Map<string, Served>()
  for (const { path, text } of outputFiles) {
    const style = path.endsWith('.css')
    served.set(style ? '/webview.css' : '/webview.js', { type: style ? 'text/css' : 'text/javascript', body: text })
  }
  return served
}

/**
 * The page as the editor would make it, with an editor that answers `ready`, tells the answers of a case, keeps the
 * page's state over a reload as long as the tab is open, and notes what it is sent in `window.posted`.
 */
function html(query: URLSearchParams, views: ReturnType<typeof makeViews>): Served {
  const nonce = randomBytes(16).toString('base64')
  const name = query.get('theme')
  const theme = themes[isTheme(name) ? name : 'dark']
  const routing = makeRoutings()[query.get('view') ?? '']
  const health = makeHealths()[query.get('view') ?? '']
  const view = routing || health ? undefined : views[query.get('view') ?? 'running']
  const first = routing
    ? { type: 'routing', view: routing }
    : health
      ? { type: 'health', view: health }
      : { type: 'view', view }
  const other = views[query.get('other') ?? '']
  const compared = view &&
    other && { type: 'compared', runId: view.runId, other: { ...other, runId: '20261126-090500-0a1b2c' } }
  const isLarge = (view?.steps.length ?? 0) * (view?.cases?.length ?? 0) > 5000
  const asked = view === undefined || isLarge ? [] : [0, ...view.steps.map(({ step }) => step)]
  const answers = Object.fromEntries(
    asked.flatMap(step =>
      (view?.cases ?? []).map(({ id }) => [`${step} ${id}`, view && answersOf(view, step, id)] as const),
    ),
  )
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self'; font-src 'self'`
  const editor = `
    const first = ${scriptJson(first)}
    const theme = ${scriptJson(theme)}
    const compared = ${scriptJson(compared ?? null)}
    for (const [name, value] of Object.entries(theme.variables)) document.documentElement.style.setProperty(name, value)
    document.body.className = theme.kind
    document.body.setAttribute('data-vscode-theme-kind', theme.kind)
    window.posted = []
    const answers = ${scriptJson(answers)}
    globalThis.acquireVsCodeApi = () => ({
      getState: () => JSON.parse(sessionStorage.getItem(location.href) ?? 'null') ?? undefined,
      setState: next => sessionStorage.setItem(location.href, JSON.stringify(next)),
      postMessage: message => {
        window.posted.push(message)
        if (message.type === 'ready') window.postMessage(first, '*')
        if (message.type === 'ready' && compared) window.postMessage(compared, '*')
        if (message.type === 'endComparison') window.postMessage({ ...compared, other: null }, '*')
        if (message.type === 'answers') {
          const found = answers[message.step + ' ' + message.caseId]
          if (found) window.postMessage({ type: 'answers', runId: first.view.runId, answers: found }, '*')
        }
      },
    })`
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Trajectory</title>
<link rel="stylesheet" href="/webview.css"></head>
<body><script nonce="${nonce}">${editor}</script><script nonce="${nonce}" src="/webview.js"></script></body>
</html>`
  return { type: 'text/html', body, policy }
}

function isTheme(name: string | null): name is ThemeName {
  return name !== null && Object.hasOwn(themes, name)
}

/** JSON that may stand in a script element: no `<` can end it early. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c')
}
