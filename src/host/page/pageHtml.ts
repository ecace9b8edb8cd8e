import { randomBytes } from 'node:crypto'
import { Uri, type Webview } from 'vscode'

/** The document of a page; what it shows comes in messages, and only our own script runs in it. */
export function pageHtml(webview: Webview, dist: Uri, title: string): string {
  const nonce = randomBytes(16).toString('base64')
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(dist, name)).toString()
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join('; ')
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file('webview.css')}">
<title>${title}</title>
</head>
<body>
<script nonce="${nonce}" src="${file('webview.js')}"></script>
</body>
</html>
`
}
