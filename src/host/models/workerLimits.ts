/**
 * How a worker that asks models is started. The host's own flags, such as a debugger's port, must not be passed to it; a
 * run holds prompts, cases and answers: megabytes of text.
 */
export const workerOptions = { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 1024 } }

/** Milliseconds in which a worker that is cancelled, or has told its end, must end by itself. */
export const patienceMs = 2000
