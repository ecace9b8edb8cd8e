import { readdirSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/**
 * As much of the editor's API as the host's reading of files needs, over the disk. The tests in a real editor show that the
 * editor does the same.
 */
export const FileType = { File: 1, Directory: 2, SymbolicLink: 64 }

export class Uri {
  readonly scheme = 'file'
  readonly fsPath: string
  readonly path: string

  private constructor(path: string) {
    this.fsPath = path
    this.path = path
  }

  static file(path: string): Uri {
    return new Uri(path)
  }

  static joinPath(uri: Uri, ...parts: readonly string[]): Uri {
    return new Uri(new URL(parts.join('/'), `${pathToFileURL(uri.path).href}/`).pathname.replace(/(.)\/$/, '$1'))
  }

  with({ path }: { readonly path: string }): Uri {
    return new Uri(path)
  }

  toString(): string {
    return pathToFileURL(this.path).href
  }
}

export class EventEmitter {
  readonly event = (): { dispose(): void } => ({ dispose: () => undefined })
  fire(): void {}
  dispose(): void {}
}

const opened: { folders: readonly { readonly uri: Uri }[] } = { folders: [] }

/** Opens folders as the workspace. */
export const openFolders = (...paths: readonly string[]): void => {
  opened.folders = paths.map(path => ({ uri: Uri.file(path) }))
}

/** The type of an entry; a link has the type of what it leads to beside its own. */
function typeOf(path: string): number {
  const found = statSync(path)
  return found.isDirectory() ? FileType.Directory : found.isFile() ? FileType.File : 0
}

export const workspace = {
  textDocuments: [],
  get workspaceFolders() {
    return opened.folders
  },
  getWorkspaceFolder: (uri: Uri) =>
    opened.folders
      .toSorted((a, b) => b.uri.path.length - a.uri.path.length)
      .find(folder => uri.path.startsWith(`${folder.uri.path}/`)),
  fs: {
    stat: async (uri: Uri) => ({ type: typeOf(uri.path), size: statSync(uri.path).size }),
    readDirectory: async (uri: Uri) =>
      readdirSync(uri.path, { withFileTypes: true }).map(entry => {
        const link = entry.isSymbolicLink() ? FileType.SymbolicLink : 0
        return [entry.name, typeOfEntry(`${uri.path}/${entry.name}`) | link] as const
      }),
  },
}

function typeOfEntry(path: string): number {
  try {
    return typeOf(path)
  } catch {
    return 0
  }
}

export const window = {}
