import { Uri } from 'vscode'
import type { RunSummary } from '../records/runSummary.ts'

/** The nodes of the view: folders with prompts, prompts with their runs, and the rest of a folder that is too long. */
export type TreeNode = FolderNode | PromptNode | RunNode | MoreNode

export interface FolderNode {
  readonly kind: 'folder'
  /** Path in the workspace. */
  readonly path: string
  readonly prompts: readonly Uri[]
}

export interface PromptNode {
  readonly kind: 'prompt'
  readonly uri: Uri
}

export interface RunNode {
  readonly kind: 'run'
  readonly run: RunSummary
}

export interface MoreNode {
  readonly kind: 'more'
  readonly folder: FolderNode
  readonly hidden: number
}

/** The prompts of the workspace, by folder. */
export function byFolder(prompts: readonly Uri[], pathOf: (uri: Uri) => string): readonly FolderNode[] {
  const folders = new Map<string, Uri[]>()
  for (const prompt of prompts) {
    const path = pathOf(prompt)
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0))
    const known = folders.get(folder)
    if (known === undefined) folders.set(folder, [prompt])
    else known.push(prompt)
  }
  return [...folders].map(([path, prompts]) => ({ kind: 'folder', path, prompts }))
}

/** The run on which a command was called in the view. */
export const runIn = (value: unknown): RunSummary | undefined => (isRunNode(value) ? value.run : undefined)

const isRunNode = (value: unknown): value is RunNode =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'run' && 'run' in value

/** The file on which a command was called, given directly or as a row of the tree. */
export function uriIn(value: unknown): Uri | undefined {
  if (value instanceof Uri) return value
  const uri = typeof value === 'object' && value !== null && 'uri' in value ? value.uri : undefined
  return uri instanceof Uri ? uri : undefined
}
