import type { DocumentFilter } from 'vscode'
import { evalSetGlobs } from '../../evals/evalSetPlaces.ts'

/** The documents that are eval sets by their names. */
export const evalSetDocuments: readonly DocumentFilter[] = evalSetGlobs.map(pattern => ({ scheme: 'file', pattern }))
