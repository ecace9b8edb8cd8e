import { dirname, relative, resolve, sep } from 'node:path'
import { confined } from '../../disk/confined.ts'
import { diskFiles } from '../../disk/diskFiles.ts'
import { leadsInto, realPath } from '../../disk/realPath.ts'
import type { PrepareOptions } from '../../evals/preparing/prepare.ts'
import type { Terminal } from '../output/terminal.ts'
import { findRoot, workspaceOf } from '../root.ts'
import type { Options } from './options.ts'

/** The named prompt file, and what was typed about its target and eval set. */
export function inputOf(options: Options, terminal: Terminal): [path: string, options: PrepareOptions] {
  const [operand = ''] = options.operands
  const target = options.text('target')
  const evalSet = options.text('eval-set')
  const root = findRoot(terminal.cwd)
  const typed = [operand, ...(evalSet === undefined ? [] : [evalSet])].map(path => resolve(terminal.cwd, path))
  return [
    posix(resolve(terminal.cwd, operand)),
    {
      files: confined(workspacesOf(root, typed), diskFiles),
      root: posix(root),
      ...(target !== undefined && { target }),
      ...(evalSet !== undefined && { evalSet: posix(resolve(terminal.cwd, evalSet)) }),
      ...(options.text('runner') !== undefined && { forAgent: true as const }),
    },
  ]
}

/**
 * The folders that may be read: the workspace, and the surroundings of a typed path outside of it. A path in the
 * workspace that is a link out of it does not count as typed.
 */
function workspacesOf(root: string, typed: readonly string[]): readonly string[] {
  const workspace = workspaceOf(root)
  const isTypedInside = (path: string): boolean =>
    relative(workspace, path).split(sep)[0] !== '..' || leadsInto(dirname(path), [workspace])
  const outside = typed.filter(path => !isTypedInside(path))
  return [
    workspace,
    ...outside.flatMap(path => [path, ...[path, realPath(path)].map(one => workspaceOf(dirname(one)))]),
  ]
}

/** A path with `/`, as everything behind the command line writes it. */
export const posix = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path)
