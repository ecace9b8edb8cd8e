/** What the terms of the page mean, shown on hovering. */
export const terms: Readonly<Record<string, string>> = {
  'Best so far': 'The best validation score: the validation cases choose between candidates',
  'Your prompt': 'The initial validation score: that of your prompt on the same validation cases',
  Step: 'Each step proposes new prompts and keeps the best so far',
  Steps: 'Each step proposes new prompts and keeps the best so far',
  Requests: 'Sent to all models together; answers from the cache cost nothing',
  Tokens: 'Sent to all models and received from them, as they count them',
}

/** The terms of the chart and of its steps. */
export const chartTerms = {
  score: 'Trajectory: the validation score of each candidate, step by step',
  words: 'Step size: it shrinks, so that the search ends with small corrections',
  asked: 'Meta-prompt: what the optimizer model is sent to write new prompts',
} as const

/** The terms of a verdict. `p` is the p-value in words. */
export const verdictTerms = (p: string): string =>
  `Test cases: kept apart, and opened once at the end. 95 % interval: where the true gain probably lies. Chance of this by luck alone (${p}): how often a prompt that is no better would show a difference as large.`
