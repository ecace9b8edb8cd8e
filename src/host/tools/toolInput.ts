import { isAbsolute, resolve, sep } from 'node:path'
import { failure, type Outcome, success } from '../../problem/outcome.ts'

/** What an agent may specify: a prompt file, and a cap that can only lower the user's own. */
export interface ToolInput {
  /** Absolute, inside one of the folders. */
  readonly path: string
  readonly target?: string
  readonly maxCalls?: number
}

/** Reads an agent's input. Its path is relative to the first folder, and must not lead out of the folders. */
export function readToolInput(raw: unknown, folders: readonly string[]): Outcome<ToolInput> {
  const promptFile = fieldOf(raw, 'promptFile')
  const target = fieldOf(raw, 'target')
  const maxCalls = fieldOf(raw, 'maxCalls')
  if (typeof promptFile !== 'string' || promptFile.trim() === '' || promptFile.includes('\0'))
    return refuse('promptFile', promptFile, 'the path of a prompt file in the workspace')
  if (target !== undefined && typeof target !== 'string') return refuse('target', target, 'the id of a target, as text')
  if (maxCalls !== undefined && !(typeof maxCalls === 'number' && Number.isInteger(maxCalls) && maxCalls >= 1))
    return refuse('maxCalls', maxCalls, 'a whole number, at least 1')
  const candidates = isAbsolute(promptFile) ? [promptFile] : folders.map(folder => resolve(folder, promptFile))
  const path = candidates.map(candidate => resolve(candidate)).find(found => isInside(found, folders))
  if (path === undefined) return refuse('promptFile', promptFile, 'a path inside the workspace')
  return success({ path, ...(target === undefined ? {} : { target }), ...(maxCalls === undefined ? {} : { maxCalls }) })
}

/** Whether a path without `..` is inside one of the folders. */
export const isInside = (path: string, folders: readonly string[]): boolean =>
  folders.some(folder => path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`))

/** The lower of the user's cap and the agent's. */
export function lowerCap(own: number | undefined, asked: number | undefined): number | undefined {
  if (own === undefined || asked === undefined) return own ?? asked
  return Math.min(own, asked)
}

const fieldOf = (raw: unknown, name: string): unknown =>
  typeof raw === 'object' && raw !== null && Object.hasOwn(raw, name) ? Reflect.get(raw, name) : undefined

const refuse = (option: string, value: unknown, expected: string) =>
  failure({
    code: 'bad-option',
    option,
    value: typeof value === 'string' ? value.slice(0, 200) : (JSON.stringify(value) ?? 'nothing'),
    expected,
  })
