/** Where a path stands after files were renamed; undefined where it stands as before. */
export type Moved = (path: string) => string | undefined

export interface Rename {
  readonly from: string
  readonly to: string
}

/** What renames do to a path. A folder takes along what is in it. */
export const movedBy =
  (renames: readonly Rename[]): Moved =>
  path => {
    const found = renames.find(({ from }) => path === from || path.startsWith(`${from}/`))
    return found && `${found.to}${path.slice(found.from.length)}`
  }
