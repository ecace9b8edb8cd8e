import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/**
 * Leaves out of a bundle what OpenAI's library has for each of its services, nearly 300 KB that it loads with its client.
 * Requests are made by the client's own `post` and `get`, so an empty class can stand for every service. A service by a
 * name that the library does not export in this way fails the build.
 */
export const withoutServices: Plugin = {
  name: 'openai-client-alone',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]openai[\\/]resources[\\/].*\.mjs$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const ways = [...source.matchAll(/^export \* from .*$/gm)].map(([line]) => line)
      const named = [...source.matchAll(/^export \{([^}]*)\} from/gm)].flatMap(([, names = '']) => names.split(','))
      const own = [...source.matchAll(/^export (?:class|const|var|let|function) (\w+)/gm)].map(([, name = '']) => name)
      const names = [...named, ...own].map(name => name.trim()).filter(name => name !== '')
      const exported = [...new Set(names)].map(name => `Service as ${name}`).join(', ')
      return { contents: [...ways, 'class Service {}', `export { ${exported} }`].join('\n'), loader: 'js' }
    }),
}
