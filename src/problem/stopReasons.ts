/** Why a run ended, with the sentence that says it: at a terminal, in a report, on the page and to an agent. */
export const stopSentences = {
  perfect: 'Stopped at a perfect validation score.',
  'no-gain': 'Stopped because the last steps brought no gain that a paired test can see.',
  steps: 'All steps were made before a cap was reached; the run can go on for more.',
  duplicates: 'Stopped because the last steps brought no new prompt that could be scored.',
  calls: 'Stopped at the cap on requests.',
  tokens: 'Stopped at the cap on tokens.',
  usd: 'Stopped at the cap on cost.',
  minutes: 'Stopped at the cap on time.',
  cancelled: 'Interrupted; the best so far is kept.',
} as const

export type StopReason = keyof typeof stopSentences
