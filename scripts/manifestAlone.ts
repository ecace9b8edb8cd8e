import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/** Puts into a bundle what the programs read of our own package.json: its version, and the settings with their defaults. */
export const manifestAlone: Plugin = plugin('manifest-alone', settings => settings)

/** The same without the descriptions, which the editor shows from package.json itself: a third is left. */
export const manifestWithoutWords: Plugin = plugin('manifest-without-words', settings =>
  Object.fromEntries(
    Object.entries(settings).map(([name, { description, markdownDescription, enumDescriptions, ...rest }]) => [
      name,
      rest,
    ]),
  ),
)

function plugin(name: string, kept: (settings: Settings) => Settings): Plugin {
  return {
    name,
    setup: ({ onLoad, initialOptions: { absWorkingDir = '' } }) =>
      onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
        if (path !== join(absWorkingDir, 'package.json')) return undefined
        const { version, contributes }: Manifest = JSON.parse(await readFile(path, 'utf8'))
        const configuration = { properties: kept(contributes.configuration.properties) }
        return { contents: JSON.stringify({ version, contributes: { configuration } }), loader: 'json' }
      }),
  }
}

type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>

interface Manifest {
  readonly version: string
  readonly contributes: { readonly configuration: { readonly properties: Settings } }
}
