import type { Problem, ProblemCode } from '../problem.ts'

/** For each code what makes its sentence. */
export type Sentences = { readonly [Code in ProblemCode]: (problem: ProblemOf<Code>) => string }

/** Those of one theme. */
export type SomeSentences = Partial<Sentences>

export type ProblemOf<Code extends ProblemCode> = Extract<Problem, { readonly code: Code }>
