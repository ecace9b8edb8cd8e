import { type TextDocumentContentProvider, Uri, workspace } from 'vscode'
import { Lifetime } from '../editor/lifetime.ts'

const versionScheme = 'gpo-version'

/** The versions that were opened, by address; few, and short. */
const shown = new Map<string, string>()

/** The address at which a prompt file stands as it was committed. */
export function versionUri(path: string, commit: string, source: string): Uri {
  const uri = Uri.from({ scheme: versionScheme, path: `/${path}`, query: commit })
  shown.set(uri.toString(), source)
  return uri
}

/** Read-only documents with a prompt file as it was committed. */
export class VersionDocuments extends Lifetime implements TextDocumentContentProvider {
  constructor() {
    super()
    this.register(workspace.registerTextDocumentContentProvider(versionScheme, this))
  }

  provideTextDocumentContent(uri: Uri): string {
    return shown.get(uri.toString()) ?? ''
  }
}
