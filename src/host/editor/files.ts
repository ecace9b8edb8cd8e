import { FileType, Uri, workspace } from 'vscode'
import { confined } from '../../disk/confined.ts'
import { largestFile, readPlain } from '../../disk/plainFile.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
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

/**
 * The files of the workspace, where an open document with unsaved changes counts as it stands. What lies elsewhere is read
 * beside a prompt that stands there itself, and where the user has chosen it.
 */
export function editorFiles(beside: Uri, chosen?: string): Files {
  const files = anyFiles(beside)
  if (beside.scheme !== 'file') return files
  const folders = (workspace.workspaceFolders ?? []).flatMap(({ uri }) => (uri.scheme === 'file' ? [pathOf(uri)] : []))
  const own = pathOf(workspaceFolderOf(beside))
  return confined([...folders, own, ...(chosen === undefined ? [] : [chosen, folderOfPath(chosen)])], files)
}

const folderOfPath = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')))

/** All files that the editor sees, of which only the rules of `.gitignore` files are read above the workspace. */
export function anyFiles(beside: Uri): Files {
  return {
    read: (path, most) => readBytes(uriOf(path, beside), most),
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
async function readBytes(uri: Uri, most?: number): Promise<Outcome<Uint8Array>> {
  const saved = await savedBytes(uri, most)
  const document = workspace.textDocuments.find(document => document.uri.toString() === uri.toString())
  if (document === undefined || !document.isDirty || document.isClosed) return saved
  return success(encodeUtf8(saved.ok && hasMark(saved.value) ? `\uFEFF${document.getText()}` : document.getText()))
}

/** A file on this machine is read through the same door as at a terminal; the editor would wait for a pipe for ever. */
async function savedBytes(uri: Uri, most: number = largestFile): Promise<Outcome<Uint8Array>> {
  const path = pathOf(uri)
  if (uri.scheme === 'file') return readPlain(path, most)
  try {
    const { type, size } = await workspace.fs.stat(uri)
    if ((type & FileType.File) === 0) return failure({ code: 'file-not-found', place: { path } })
    if (size > most) return failure({ code: 'too-large', bytes: size, most, place: { path } })
    return success(await workspace.fs.readFile(uri))
  } catch {
    return failure({ code: 'file-not-found', place: { path } })
  }
}

/** Whether there is such a file, be it that it was deleted and its text still stands unsaved in the editor. */
export const isThere = async (uri: Uri): Promise<boolean> => {
  const bytes = await readBytes(uri)
  return bytes.ok || bytes.problem.code !== 'file-not-found'
}

export async function readSavedBytes(uri: Uri): Promise<Uint8Array | undefined> {
  const bytes = await savedBytes(uri)
  return bytes.ok ? bytes.value : undefined
}

/** The whole file as text, a byte order mark kept; undefined where there is no such file or it is not UTF-8. */
export async function readSource(uri: Uri): Promise<string | undefined> {
  const bytes = await readBytes(uri)
  return bytes.ok ? decodeUtf8(bytes.value) : undefined
}

const hasMark = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
