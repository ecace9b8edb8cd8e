/** A dozen test cases show whether a prompt that mostly failed now mostly passes; fewer decide nothing. */
export const fewestTested = 12

/** The fewest of these test cases that a verdict needs: of many, half still shows most of what all would. */
export const leastTested = (cases: number): number => Math.min(cases, Math.max(fewestTested, Math.ceil(cases / 2)))
