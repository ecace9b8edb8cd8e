/** Critiques of one prompt, each with an edit, and paraphrases of each edit (ProTeGi, arXiv 2305.03495). */
export const gradientsWanted = 4
export const paraphrases = 2

/** Requests of one step at the most: a critique and an edit each, and every paraphrase of each edit and of the prompt itself. */
export const gradientRequests = 2 * gradientsWanted + paraphrases * (gradientsWanted + 1)
