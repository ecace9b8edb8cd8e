/** Files that may be eval sets, by their names; `isEvalSetPath` says the same of a path. Braces in braces match nothing. */
export const evalSetGlobs = [
  '**/*.eval.{yaml,yml,json,jsonl,csv}',
  '**/evals/*.{yaml,yml,json,jsonl,csv}',
  '**/*.eval/*.jsonl',
] as const
