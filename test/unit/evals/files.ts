import { failure, success } from '../../../src/problem/outcome.ts'
import type { Files } from '../../../src/prompts/promptFile.ts'
import { encodeUtf8 } from '../../../src/text/utf8.ts'

export type Contents = Readonly<Record<string, string | Uint8Array>>

/** A file system that lists folders from the paths it holds, in the order given; it counts what it is asked. */
export function filesOf(contents: Contents): Files & { readonly asked: { lists: number; reads: number } } {
  const asked = { lists: 0, reads: 0 }
  return {
    asked,
    async read(path) {
      asked.reads++
      const content = Object.hasOwn(contents, path) ? contents[path] : undefined
      if (content === undefined) return failure({ code: 'file-not-found', place: { path } })
      return success(typeof content === 'string' ? encodeUtf8(content) : content)
    },
    async list(folder) {
      asked.lists++
      const prefix = folder.endsWith('/') ? folder : `${folder}/`
      const inside = Object.keys(contents).flatMap(path => (path.startsWith(prefix) ? [path.slice(prefix.length)] : []))
      return [...new Set(inside.map(rest => rest.replace(/\/.*/, '/')))]
    },
  }
}
