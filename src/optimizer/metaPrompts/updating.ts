/**
 * The request for a new prompt: what was tried, what went wrong, how to make the next one, and how much it may change.
 */
export const updateTexts = {
  past: `Prompts tried so far, each with its score: the percentage of cases answered correctly, from 0 to 100, higher is better.

<past_prompts>
{{past}}
</past_prompts>`,

  'past-unscored': `Prompts tried so far:

<past_prompts>
{{past}}
</past_prompts>`,

  estimated:
    'Where a prompt names a number of cases, its score is an estimate from those alone: it fell behind and was not tried on the others.',

  reflection: `What was found to be wrong with it:

<reflection>
{{reflection}}
</reflection>`,

  generate: 'Write a new prompt to stand in the place of <Prompt> that scores higher than the current one.',

  'generate-past':
    'Compare the prompts above with their scores, work out what raised the score and what lowered it, and write a new prompt to stand in the place of <Prompt> that scores higher than all of them.',

  edit: 'Modify the current prompt, to stand in the place of <Prompt>, so that it scores higher. Keep what is good in it.',

  'edit-past':
    'Compare the prompts above with their scores, work out what raised the score and what lowered it, and modify the current prompt, to stand in the place of <Prompt>, so that it scores higher than all of them. Keep what is good in it.',

  'step-size': 'You are allowed to change up to {{words}} words in the current prompt.',
} as const
