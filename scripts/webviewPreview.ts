import { parseArgs } from 'node:util'
import { startPreview } from './webviewPreview/server.ts'
import { takeShots } from './webviewPreview/shots.ts'

// Shows the trajectory page in a browser, in the editor's themes and under the editor's content security policy.
// With --shots DIR it takes pictures instead.
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, shots: { type: 'string' }, view: { type: 'string' } },
})
const preview = await startPreview(Number(values.port))
if (values.shots === undefined) {
  for (const view of preview.views) console.log(`${preview.url}/?view=${view}&theme=dark`)
  console.log(`Themes: ${preview.themes.join(', ')}. Stop with Ctrl+C.`)
} else {
  const wanted = values.view === undefined ? preview.views : values.view.split(',')
  const complaints = await takeShots(preview.url, values.shots, wanted, preview.themes)
  for (const complaint of complaints) console.error(complaint)
  preview.close()
  process.exitCode = complaints.length > 0 ? 1 : 0
}
