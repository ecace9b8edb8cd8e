/** Files that may be eval sets, by their names; `isEvalSetPath` says the same of a path. */
export const evalSetGlob =
  '{**/*.eval.{yaml,yml,json,jsonl,csv},**/evals/*.{yaml,yml,json,jsonl,csv},**/*.eval/*.jsonl}'
