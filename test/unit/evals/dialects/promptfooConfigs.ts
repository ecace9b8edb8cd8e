import { readFileSync } from 'node:fs'

/** A whole config with the files that it names, one answer to all of its prompts, and what promptfoo makes of it. */
export interface PromptfooConfig {
  readonly config: object
  readonly files?: Readonly<Record<string, string>>
  readonly answer: string
  /** For every test and prompt in turn: what is sent, whether it passes, and its score; `error` where it cannot be judged. */
  readonly results: readonly (readonly [sent: string, passes: boolean | 'error', score?: number])[]
  /** Which of them are left out here, with the reason. */
  readonly leftOut?: readonly number[]
}

/** The verdicts are those of promptfoo 0.123.1; one config a line. */
export const promptfooConfigs: readonly PromptfooConfig[] = readFileSync(
  new URL('promptfooConfigs.jsonl', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map(line => JSON.parse(line))
