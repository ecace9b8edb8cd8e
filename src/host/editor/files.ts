import { FileType, Uri, workspace } from 'vscode'
import type { Files } from '../../prompts/promptFile.ts'
import { decodeUtf8, encodeUtf8 } from '../../text/utf8.ts'

/** The folder that a file's runs are kept in: its workspace folder, else the folder it stands in. */
export function workspaceFolderOf(file: Uri): Uri {
  return workspace.getWorkspaceFolder(file)?.uri ?? Uri.joinPath(file, '..')
}

/** An absolute path with `/`, which the worker's file system understands too where the scheme is `file`. */
export const pathOf = (uri: Uri): string => (uri.scheme === 'file' ? uri.fsPath.replaceAll('\\', '/') : uri.path)

/** The path relative to a folder, with `/`; as it is where it stands elsewhere. */
export function relativePath(folder: Uri, file: Uri): string {
  const root = pathOf(folder)
  const path = pathOf(file)
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
}

/** The Uri of a path on the same file system as `beside`. */
export const uriOf = (path: string, beside: Uri): Uri =>
  beside.scheme === 'file' ? Uri.file(path) : beside.with({ path })

/** The editor's file system, where an open document with unsaved changes counts as it stands. */
export function editorFiles(beside: Uri): Files {
  return {
    async read(path, most) {
      const uri = uriOf(path, beside)
      return most !== undefined && (await sizeOf(uri)) > most ? undefined : readBytes(uri)
    },
    async list(folder) {
      const uri = uriOf(folder, beside)
      try {
        // The editor writes an error with its stack into its log where a file is read as a folder, so it is asked first.
        if (((await workspace.fs.stat(uri)).type & FileType.Directory) === 0) return []
        const entries = await workspace.fs.readDirectory(uri)
        return entries.map(([name, type]) => ((type & FileType.Directory) !== 0 ? `${name}/` : name))
      } catch {
        return []
      }
    },
  }
}

/**
 * What the file holds now. A document hides the byte order mark and makes mixed line ends alike, so it is asked only
 * where it differs from the disk on purpose.
 */
async function readBytes(uri: Uri): Promise<Uint8Array | undefined> {
  const saved = await readSavedBytes(uri)
  const document = workspace.textDocuments.find(document => document.uri.toString() === uri.toString())
  if (document === undefined || !document.isDirty || document.isClosed) return saved
  return encodeUtf8(hasMark(saved) ? `\uFEFF${document.getText()}` : document.getText())
}

/** In bytes; 0 where there is no such file. */
async function sizeOf(uri: Uri): Promise<number> {
  try {
    return (await workspace.fs.stat(uri)).size
  } catch {
    return 0
  }
}

/** Whether there is such a file, be it that it was deleted and its text still stands unsaved in the editor. */
export const isThere = async (uri: Uri): Promise<boolean> => (await readBytes(uri)) !== undefined

export async function readSavedBytes(uri: Uri): Promise<Uint8Array | undefined> {
  try {
    return await workspace.fs.readFile(uri)
  } catch {
    return undefined
  }
}

/** The whole file as text, a byte order mark kept; undefined where there is no such file or it is not UTF-8. */
export async function readSource(uri: Uri): Promise<string | undefined> {
  const bytes = await readBytes(uri)
  return bytes === undefined ? undefined : decodeUtf8(bytes)
}

const hasMark = (bytes: Uint8Array | undefined): boolean =>
  bytes !== undefined && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
