/**
 * The plain request: what is in use, what it led to and, at the end and on its own, what to write. It has no tags and
 * no rules about tags: a small model copies what it is shown, and then has little to copy but the task itself.
 */
export const plainBlocks = {
  'plain-goal': 'What it is for: {{goal}}',

  'plain-current': `The current instruction:

{{current}}`,

  'plain-score': 'Score: {{score}}',

  'plain-place': 'A language model is sent this instruction{{place}}',

  'plain-grading': 'How an answer is judged: {{grading}}',

  'plain-past': `Instructions that were tried, each with its score, {{measure}} from 0 to 100. Higher is better.

{{past}}`,

  'plain-past-unscored': `Instructions that were tried:

{{past}}`,

  'plain-failures': `Inputs that went wrong, with the answer that the model gave:

{{failures}}`,

  'plain-exemplars': `Inputs with the answer that is wanted:

{{exemplars}}`,

  'plain-labels': 'Allowed answers, letter by letter: {{labels}}',

  'plain-reflection': 'What was found to be wrong: {{reflection}}',

  'plain-step-size': 'Change at most {{words}} words of the current instruction.',

  'plain-placeholders': 'Keep {{tokens}} in it, exactly as it stands.',

  'plain-edit': 'Keep what is good in the current instruction, and change the rest.',

  'plain-list':
    'Write {{count}} different instructions to use in its place. Each is a command to the model, complete by itself, that holds for these inputs and for any other. It says what to find or decide, and exactly in which form to answer. Do not quote the inputs. {{idea}} Give a numbered list with one instruction on each line, and nothing else.',

  'plain-one':
    'Write a better instruction, with which the model gives the answers wanted, to these and to any other input. Work out the rule behind them, and do not quote the inputs. {{idea}} Answer with the whole new instruction and nothing else.',

  'plain-blocks': `Write what must be changed so that the model gives the answers wanted, to these and to any other input. Work out the rule behind them, and do not quote the inputs. {{idea}} Answer with one to five changes and nothing else, each in this form:

<<<<<<< SEARCH
lines of the current instruction, letter by letter
=======
the lines that take their place
>>>>>>> REPLACE`,

  'idea-open': 'Each follows another idea.',

  'idea-form': 'Say exactly how an answer has to be written: its words, order, spelling and marks.',

  'idea-task': 'Explain the task from its beginning, as to somebody who has never seen it.',

  'idea-short': 'Be brief and plain, and use other words than the current instruction.',
} as const
