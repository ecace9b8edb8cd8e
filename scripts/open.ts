import { join } from 'node:path'
import { vsixPath } from '../test/editor/places.ts'
import { main as buildFor } from './build.ts'
import { installCodeServer } from './editor/install.ts'
import { startServer } from './editor/server.ts'
import { pack } from './package.ts'
import { run } from './processes.ts'

const root = join(import.meta.dirname, '..')
const examples = join(root, 'examples')

/**
 * Opens the examples in a VS Code with the extension: in the one that `code` starts, or with `--browser`, and where there
 * is none, in code-server, which any browser on this machine can open.
 */
export async function main(args: readonly string[]): Promise<number> {
  if (!args.includes('--browser') && (await run('code', ['--version'], { quiet: true })).status === 0) {
    const built = await buildFor(['--dev'])
    if (built !== 0) return built
    console.log(`Opening ${examples} in VS Code ...`)
    return (await run('code', ['--new-window', `--extensionDevelopmentPath=${root}`, examples])).status
  }
  const packed = await pack(vsixPath)
  if (packed !== 0) return packed
  const log = join(root, '.test-output/open-server.log')
  const server = await startServer(await installCodeServer(), { vsix: vsixPath, log })
  console.log(`Open this in a browser; Ctrl+C ends it:\n\n  ${server.url}/?folder=${encodeURIComponent(examples)}\n`)
  // To be ended so is no failure.
  process.exitCode = 0
  await server.ended
  console.error(`The editor has ended by itself; its output is in ${log}.`)
  return 1
}
