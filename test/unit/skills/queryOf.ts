import type { Query } from '../../../src/skills/queries/query.ts'

/** A query that should load its owner, as it would lie beside it. */
export const queryOf = (owner: string, text: string): Query => ({
  text,
  expected: [owner],
  not: [],
  weight: 1,
  owner,
  path: `/w/${owner}.json`,
  line: 1,
})
