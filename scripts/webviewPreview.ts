import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { takeShots } from './webviewPreview/shots.ts'
import { type ThemeName, themes } from './webviewPreview/themes.ts'
import { makeViews } from './webviewPreview/views.ts'

// Shows the trajectory page in a browser, in the editor's themes and under the editor's content security policy.
// With --shots DIR it takes pictures instead, if PLAYWRIGHT_DIR names a folder where playwright-core is installed.
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, shots: { type: 'string' }, view: { type: 'string' } },
})
const views = makeViews()
const files = await bundle()
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const file = files.get(url.pathname)
  const { type, body, policy } = file ?? html(url.searchParams)
  response.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    ...(policy && { 'content-security-policy': policy }),
  })
  response.end(body)
})
await new Promise<void>(resolve => server.listen(Number(values.port), '127.0.0.1', resolve))
const address = server.address()
if (address === null || typeof address === 'string') throw new Error('The server has no port.')
const url = `http://127.0.0.1:${address.port}`

if (values.shots === undefined) {
  for (const view of Object.keys(views)) console.log(`${url}/?view=${view}&theme=dark`)
  console.log(`Themes: ${Object.keys(themes).join(', ')}. Stop with Ctrl+C.`)
} else {
  const wanted = values.view === undefined ? Object.keys(views) : values.view.split(',')
  const { skipped, complaints } = await takeShots(url, values.shots, wanted, Object.keys(themes))
  if (skipped !== undefined) console.log(`No pictures were taken: ${skipped}`)
  for (const complaint of complaints) console.error(complaint)
  server.close()
  process.exitCode = complaints.length > 0 ? 1 : 0
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

/** The page as the editor would make it, with an editor that answers `ready` and notes the rest in `window.posted`. */
function html(query: URLSearchParams): Served {
  const nonce = randomBytes(16).toString('base64')
  const name = query.get('theme')
  const theme = themes[isTheme(name) ? name : 'dark']
  const view = views[query.get('view') ?? 'running']
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self'; font-src 'self'`
  const editor = `
    const view = ${scriptJson(view)}
    const theme = ${scriptJson(theme)}
    for (const [name, value] of Object.entries(theme.variables)) document.documentElement.style.setProperty(name, value)
    document.body.className = theme.kind
    document.body.setAttribute('data-vscode-theme-kind', theme.kind)
    window.posted = []
    let state
    globalThis.acquireVsCodeApi = () => ({
      getState: () => state,
      setState: next => { state = next },
      postMessage: message => {
        window.posted.push(message)
        if (message.type === 'ready') window.postMessage({ type: 'view', view }, '*')
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
