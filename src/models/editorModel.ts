/** Requests to the language models of VS Code at once, over all runs, tests and tools together: the user shares them. */
export const mostOfEditor = 4
