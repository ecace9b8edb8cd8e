/**
 * Number of prompts requested at once in plain words. A step sends as many requests as it wants candidates, each with
 * other failures.
 */
export const perRequest = 4

/** How many more requests a step may send if too few new prompts came. */
export const mostExtra = 2

/** The number of replies to these, if an endpoint gives one per request. */
export const extraReplies = (candidates: number): number => mostExtra * Math.min(perRequest, candidates)
