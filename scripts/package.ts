import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { run } from './processes.ts'

const root = join(import.meta.dirname, '..')

/** Builds the extension and packs it into `file`, as it is published. Gives the exit status. */
export async function pack(file: string): Promise<number> {
  await mkdir(dirname(file), { recursive: true })
  // The dependencies are in the bundles. Without a repository there is no address that relative links could be given.
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file]
  return (
    await run(process.execPath, [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', ...options], { cwd: root })
  ).status
}

export const main = (): Promise<number> => pack(join(root, `${manifest.name}-${manifest.version}.vsix`))
