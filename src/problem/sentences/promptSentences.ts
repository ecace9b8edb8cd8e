import { briefly, inList } from '../briefly.ts'
import type { SomeSentences } from './sentenceTable.ts'

/** About prompt files and what stands in them. */
export const promptSentences = {
  'not-a-prompt': () =>
    'This is not a prompt file that can be optimized. Choose one, such as a SKILL.md, .prompt.md, .prompt.yml or .prompty file.',
  'prompt-unparsable': problem =>
    `The prompt file cannot be parsed: ${briefly(problem.detail)}. Mend it there and try again.`,
  'prompt-empty': () => 'The prompt has no text. Write a first version; the optimizer goes on from there.',
  'unclosed-frontmatter': () => 'The frontmatter is opened with --- and never closed. Add the closing --- line.',
  'no-target': () => 'The file holds no text that can be optimized. Add a prompt text to it.',
  'unknown-target': problem =>
    `The file has no target "${briefly(problem.target)}". Choose one of: ${inList(problem.known)}.`,
  'duplicate-key': problem => `The key "${briefly(problem.key)}" stands there twice. Remove one of them.`,
  'spaced-placeholder': problem =>
    `{{ ${briefly(problem.name)} }} is never filled in this format. Write it as {{${briefly(problem.name)}}}.`,
  'byte-order-mark': () =>
    'A byte order mark stands before the frontmatter, so VS Code and other tools do not see the frontmatter. Save the file as UTF-8 without it.',
  'template-logic': problem =>
    `The prompt holds ${briefly(problem.token)}, which is not evaluated here, so a score would not be that of the prompt as it is sent. Use plain placeholders to score and optimize it.`,
  'unused-logic': problem =>
    `Another part of the file holds ${briefly(problem.token)}, which is not evaluated here. It is not sent with this one, so the score stands; only that part cannot be scored.`,
  'unasked-json': () =>
    'The output is to be JSON and no text of the prompt has the word, so DotPrompt would send a request for it that stands nowhere here, and a score would not be that of the prompt as it is sent. Write into one of the texts that the answer is JSON.',
  'prompts-separated': problem =>
    `Lines of --- divide the file into ${problem.count} prompts, of which one is sent at a time, as promptfoo does. Choose one; if the lines belong to the text, write them otherwise.`,
  'shared-part': () =>
    'Other prompts include this file, so a change here changes them all. Score them too before you keep it.',
  'prompt-changed': () =>
    'The prompt file was changed while the run went on, so nothing was written. Review the best prompt and accept what still applies.',
  'read-only': () =>
    'Your setting files.readonlyInclude makes the file read-only, so nothing was written. Take it out of there, and accept again.',
  'no-prompts': () => 'There is no prompt file in this workspace yet. Run GPO: Open an Example to get one.',
  'no-versions': () =>
    'This file has no version in git yet. Commit it, and its scores are kept beside its versions from then on.',
  'versions-late': problem =>
    problem.versions === 0
      ? 'Git took too long and was stopped before it had found a version of this file. Run git gc in the repository, which makes its history quicker to read, and try again.'
      : 'Git took too long and was stopped, so older versions may be missing here. Run git gc in the repository, which makes its history quicker to read, and try again.',
} satisfies SomeSentences
