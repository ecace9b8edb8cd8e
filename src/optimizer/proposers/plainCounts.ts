/** Prompts asked for in one plain request; a step sends as many as it wants candidates for, each with other failures. */
export const perRequest = 4

/** Requests beyond those that a step may send where too few new prompts came. */
export const mostExtra = 2

/** Replies that these ask for, where an endpoint gives one to each request. */
export const extraReplies = (candidates: number): number => mostExtra * Math.min(perRequest, candidates)
