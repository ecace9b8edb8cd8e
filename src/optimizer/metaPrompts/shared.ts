/** Blocks that several meta-prompts share. `{{name}}` is a slot; the tags show a model where a text begins and ends. */
export const shared = {
  task: `<task>
Improve a prompt for a language model. The prompt, marked <Prompt> below, is sent together with the input of a case, and the model's answer is compared with the expected one. Find a prompt with which more cases are answered correctly. {{position}}
</task>`,

  brief: '{{brief}}',

  current: `The current prompt:

<current_prompt>
{{current}}
</current_prompt>`,

  failures: `Cases that the current prompt gets wrong, with the answer it led to:

<failures>
{{failures}}
</failures>`,

  exemplars: `Cases of the task. Put the prompt in the place of <Prompt>, read the input, and compare with the expected answer:

<exemplars>
{{exemplars}}
</exemplars>`,

  placeholders: `These stand for something that is filled in later. Keep each of them, letter by letter, as often as it stands in the current prompt, and add none:

<placeholders>
{{tokens}}
</placeholders>`,

  tags: 'Give the new prompt alone, between <START> and <END>.',
} as const
