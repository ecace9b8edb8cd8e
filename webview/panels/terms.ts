/** What the terms of the page mean, shown on hovering. */
export const terms: Readonly<Record<string, string>> = {
  'Best validation': 'The best score so far on the validation cases, which choose between candidates',
  'Initial validation': 'The score of your prompt on the same validation cases',
  Step: 'Each step proposes new prompts and keeps the best so far',
  Steps: 'Each step proposes new prompts and keeps the best so far',
  Requests: 'Sent to all models together; answers from the cache cost nothing',
  Tokens: 'Sent to all models and received from them, as they count them',
}

/** The terms of a verdict. */
export const verdictTerms =
  'Test cases: kept apart, and opened once at the end. 95 % interval: where the true gain probably lies. p: how often luck alone would show a difference as large.'
