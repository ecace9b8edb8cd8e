/** Requests that are used only by the systems on which the paper's strategies are modelled. */
export const native = {
  combine: `Two prompts for the same task, each with its score: the percentage of cases answered correctly, from 0 to 100, higher is better. The second is the current prompt.

<past_prompts>
{{past}}
</past_prompts>`,

  'combine-request':
    'Write one prompt, to stand in the place of <Prompt>, that brings together what is good in the two.',

  'induce-task': `<task>
Somebody was given a prompt, and answered every input below as the prompt wanted. The prompt is not known. Find out what it must have been. {{position}}
</task>`,

  frame: `All that is known of it:

<current_prompt>
{{current}}
</current_prompt>`,

  induce: 'Write the prompt that led from these inputs to these answers.',

  paraphrase:
    'Write a prompt that says the same as the current prompt in other words. Keep its meaning; change its wording.',

  ranked: `Prompts with their scores, the percentage of cases answered correctly, from 0 to 100. The lowest score comes first, the highest last.

<past_prompts>
{{past}}
</past_prompts>`,

  surpass:
    'Write a new prompt to stand in the place of <Prompt> that differs from all the prompts above and scores higher than any of them. It should be concise and hold for every case of the task.',
} as const
