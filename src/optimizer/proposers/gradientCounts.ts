/**
 * Number of critiques of one prompt, each with an edit, and of paraphrases of each edit (ProTeGi, Pryzant et al. 2023,
 * arXiv 2305.03495).
 */
export const gradientsWanted = 4
export const paraphrases = 2

/**
 * The most requests of one step: a critique and an edit for each, and every paraphrase of each edit and of the prompt
 * itself.
 */
export const gradientRequests = 2 * gradientsWanted + paraphrases * (gradientsWanted + 1)
