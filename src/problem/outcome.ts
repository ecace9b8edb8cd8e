import type { Problem } from './problem.ts'

/**
 * The result of something that may fail in an expected way: a value, or a problem with its code and place. Exceptions
 * are for bugs.
 */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

export const success = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const failure = <T = never>(problem: Problem): Outcome<T> => ({ ok: false, problem })
