import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import JSZip from 'jszip'
import manifest from '../package.json' with { type: 'json' }
import { run } from './processes.ts'

const root = join(import.meta.dirname, '..')

/**
 * Builds the extension and packs it into `file`, as it is published. Gives the exit status. VS Code's page of an extension
 * shows pictures from HTTPS addresses alone, not even such as stand in the text: `address` is where the project's files
 * are, and what the README names is given its place there. Without one its pictures are left out.
 */
export async function pack(file: string, address?: string): Promise<number> {
  await mkdir(dirname(file), { recursive: true })
  // The dependencies are in the bundles.
  const options = ['--no-dependencies', '--allow-missing-repository', '--out', file]
  if (address === undefined) options.push('--no-rewrite-relative-links')
  else options.push('--baseContentUrl', address, '--baseImagesUrl', address)
  const vsce = [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', ...options]
  const { status } = await run(process.execPath, vsce, { cwd: root })
  if (status === 0 && address === undefined) await leaveOutPictures(file)
  return status
}

/** Takes the pictures out of the README of a package. */
async function leaveOutPictures(file: string): Promise<void> {
  const zip = await JSZip.loadAsync(await readFile(file))
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  zip.file('extension/readme.md', readme.replaceAll(/^!\[[^\]]*\]\(media\/[\w-]+\.png\)\n\n/gm, ''))
  await writeFile(file, await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }))
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
