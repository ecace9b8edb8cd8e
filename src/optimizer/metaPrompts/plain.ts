/**
 * The plain request: what is in use, what it led to and, at the end and on its own, what to write. It has no tags and
 * no rules about tags: a small model copies what it is shown, and then has little to copy but the task itself.
 */
export const plainBlocks = {
  'plain-goal': 'What it is for: {{goal}}',

  'plain-tools': 'Tools it may use: {{tools}}',

  'plain-fields': 'What a message holds: {{fields}}',

  'plain-current': `The current instruction:

{{current}}`,

  'plain-score': 'Score: {{score}}',

  'plain-place': 'An assistant is sent this instruction{{place}}',

  'plain-grading': 'How an answer is judged: {{grading}}',

  'plain-past': `Instructions that were tried, each with its score, {{measure}} from 0 to 100. Higher is better.

{{past}}`,

  'plain-past-unscored': `Instructions that were tried:

{{past}}`,

  'plain-failures': `With this instruction the assistant gave wrong answers:

{{failures}}`,

  'plain-exemplars': `Messages with the answer that is wanted:

{{exemplars}}`,

  'plain-labels': 'Allowed answers, letter by letter: {{labels}}',

  'plain-remarks': `What people said of its answers:

{{remarks}}`,

  'plain-reflection': 'What was found to be wrong: {{reflection}}',

  'plain-step-size': 'Change at most {{words}} words of the current instruction.',

  'plain-placeholders': 'Keep {{tokens}} in it, exactly as it stands.',

  'plain-edit': 'Keep what is good in the current instruction, and change the rest.',

  'plain-one':
    'Write a better instruction for the assistant, in one to three sentences, that works for every message of this kind. {{ask}} Reply with the instruction only.',

  'plain-whole':
    'Write a better instruction for the assistant, about as long as the current one, that works for every message of this kind. {{ask}} Reply with the whole instruction only.',

  'plain-list':
    'Write {{count}} different instructions for the assistant, each better than the current one. Each is complete by itself and works for every message of this kind. {{ask}} Give a numbered list with one whole instruction on each line, and nothing else.',

  'plain-blocks': `Write what must be changed so that the assistant gives the answers wanted to every message of this kind. {{ask}} Reply with one to five changes and nothing else, each in this form:

<<<<<<< SEARCH
lines of the current instruction, letter by letter
=======
the lines that take their place
>>>>>>> REPLACE`,

  'ask-open': 'Say what to do with the message and exactly how the answer is written.',

  'ask-labels': 'Say when to answer {{labels}}.',

  'idea-form': 'Name the form of the answer exactly: its words, order, spelling and marks.',

  'idea-task': 'Explain the task from its beginning, as to somebody who has never seen it.',

  'idea-unite':
    'Unite what is good in the current instruction with what is good in the first of those tried: each may answer messages that the other fails.',

  'idea-short': 'Be brief and plain, and use other words than the current instruction.',
} as const
