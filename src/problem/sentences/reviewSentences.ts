import type { SomeSentences } from './sentenceTable.ts'

/** About refined prompts that wait to be reviewed, and writing them. */
export const reviewSentences = {
  'none-waits': () => 'No refined prompt waits here. Run GPO: Optimize Prompt to get one.',
  'no-change-here': () => 'No change waits here. GPO: Go to Next Change leads to one.',
  'refined-replaced': () =>
    'Nothing was written: since that message another refined prompt has come, with other scores. It is shown now.',
  'changes-left-out': () =>
    'Some changes meet your own edits of the same words and were left out. Reject them, or take over by hand what still applies.',
  'change-unplaced': () =>
    'You have edited the same words, so this change cannot be placed. Take over by hand what still applies, and reject it.',
  'edits-meet': () =>
    'Nothing was written: the prompt was edited in the same words that the refined prompt changes. Take over from the difference what still applies.',
  'not-saved': () =>
    'The refined prompt stands in the editor, but its file could not be saved. Make it writable and save, or undo.',
  'saved-otherwise': () =>
    'The refined prompt stands in the file, but saving changed more than its text. Look for a formatter or a setting that runs on save.',
} satisfies SomeSentences
