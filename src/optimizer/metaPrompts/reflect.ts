/** Requests for a critique of the current prompt, which later goes into the request for a new one. */
export const reflect = {
  'reflect-task': `<task>
Find the faults of instructions that were sent to a language model. They are followed by the input of a case, and the model's answer is compared with the expected one. {{position}}
</task>`,

  reflect:
    'Compare each answer with the expected one. Name the reason why the instructions led to wrong answers: what they leave open, get wrong or hide. A few sentences that hold for the task as a whole, not for single cases, between <START> and <END>.',

  inspect: `Go through the cases one after another, and answer for each of them:
1. Is the answer correct, compared with the expected one?
2. Did the model follow the instructions?
3. Do the instructions describe the task that the expected answer solves, fully and correctly?
4. Is a change of the instructions needed so that this case is answered correctly, and for what reason?
5. If so, which one? Name something specific that holds for other cases too.
Put your reasoning between <START> and <END>.`,

  integrate: `Critiques of these instructions so far, in short:

<memory>
{{memory}}
</memory>

The newest critique:

<reflection>
{{reflection}}
</reflection>

Bring both together: name every reason once, the most important first, in a few sentences, between <START> and <END>.`,
} as const
