import type { Limits } from './limits.ts'

/** The room of a listing: how much there is of it, and how an agent counts what a text takes. */
export interface Room {
  readonly most: number
  /** The size of a text; sizes of parts add up. */
  size(text: string): number
  /** What a line of that size costs of the room. */
  cost(size: number): number
}

export const lengthOf = (text: string): number => Array.from(text).length

/** The room in characters: a share of the model's window, else the given total; undefined if there is no limit. */
export function roomInCharacters({ window, share, charactersPerToken = 4, total }: Limits): Room | undefined {
  const most = window === undefined || share === undefined ? total : Math.floor(window * share * charactersPerToken)
  return most === undefined ? undefined : { most, size: lengthOf, cost: characters => characters }
}

/** The room in tokens, each of so many bytes, begun ones included, where the window is known; else in characters. */
export function roomInTokens(limits: Limits): Room | undefined {
  const { window, share, charactersPerToken = 4 } = limits
  if (window === undefined || share === undefined) return roomInCharacters(limits)
  return {
    most: Math.max(1, Math.floor(window * share)),
    size: text => Buffer.byteLength(text),
    cost: bytes => Math.ceil(bytes / charactersPerToken),
  }
}
