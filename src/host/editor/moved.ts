/** The new path after files were renamed; undefined if the path is unaffected. */
export type Moved = (path: string) => string | undefined

export interface Rename {
  readonly from: string
  readonly to: string
}

/** The effect of renames on a path. A folder takes its contents along. */
export const movedBy =
  (renames: readonly Rename[]): Moved =>
  path => {
    const found = renames.find(({ from }) => path === from || path.startsWith(`${from}/`))
    return found && `${found.to}${path.slice(found.from.length)}`
  }
