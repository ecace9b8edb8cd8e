import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * Puts into a bundle what the programs read of our own package.json: its version, and the settings with their defaults.
 * The rest, some 30 KB, is for the editor.
 */
export const manifestAlone: Plugin = {
  name: 'manifest-alone',
  setup: ({ onLoad, initialOptions: { absWorkingDir = '' } }) =>
    onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      if (path !== join(absWorkingDir, 'package.json')) return undefined
      const { version, contributes }: Manifest = JSON.parse(await readFile(path, 'utf8'))
      return {
        contents: JSON.stringify({ version, contributes: { configuration: contributes.configuration } }),
        loader: 'json',
      }
    }),
}

interface Manifest {
  readonly version: string
  readonly contributes: { readonly configuration: object }
}
