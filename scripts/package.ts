import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { run } from './processes.ts'

const root = join(import.meta.dirname, '..')

/**
 * Builds the extension and packs it into `file`, as it is published. Gives the exit status. VS Code's page of an extension
 * shows pictures from HTTPS addresses alone: `address` is where the project's files are, and what the README names is given
 * its place there. Without one its links stay as they are, and its pictures show wherever the project's own files are read.
 */
export async function pack(file: string, address?: string): Promise<number> {
  await mkdir(dirname(file), { recursive: true })
  // The dependencies are in the bundles.
  const options = ['--no-dependencies', '--allow-missing-repository', '--out', file]
  if (address === undefined) options.push('--no-rewrite-relative-links')
  else options.push('--baseContentUrl', address, '--baseImagesUrl', address)
  return (
    await run(process.execPath, [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', ...options], { cwd: root })
  ).status
}

/** `--address URL`: where the files of the project can be read, such as the raw files of its repository. */
export async function main(args: readonly string[]): Promise<number> {
  const [option, address, ...rest] = args
  const isAsked = option === '--address' && address?.startsWith('https://') === true && rest.length === 0
  if (args.length > 0 && !isAsked) {
    console.error('usage: npm run package [-- --address https://…]')
    return 2
  }
  return pack(join(root, `${manifest.name}-${manifest.version}.vsix`), address)
}
