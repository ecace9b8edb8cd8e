import type { Kind } from './exercise.ts'

/** A sentence that the model as optimizer may put into a prompt, and the kinds of task for which it comes to mind. */
export interface Phrase {
  readonly text: string
  readonly kinds: readonly Kind[]
}

/**
 * Good and bad advice that the model knows. It does not know which is which: only scores and failing cases show that.
 */
export const phrases: readonly Phrase[] = [
  ...say(
    ['counting'],
    [
      'List each item with its quantity.',
      'Write down every item together with its number.',
      'Go through the items one after another and note how many there are of each.',
      'Then add up the quantities.',
      'Sum all the numbers at the end.',
      'Count "a" or "an" as one.',
      'Treat an item without a number as one.',
      'Ignore whatever the question does not ask for.',
      'Leave out things of another kind.',
      'Include only what belongs to the category.',
      'For each item, decide whether it belongs to the category in question.',
      'A stalk or a head of something counts as one item.',
      'Check the sum once more.',
      'Every list item counts as one.',
      'Estimate the total first.',
      'Keep it brief.',
      'Identify what the question asks for.',
      'Mind that plural nouns mean more than one.',
      'Use a table with two columns.',
    ],
  ),
  ...say(
    ['logic'],
    [
      'Evaluate not first, then and, then or.',
      'Remember that not comes before and, and that and comes before or.',
      'Resolve the innermost parentheses first.',
      'Start inside the brackets and move outwards.',
      'Two nots in a row cancel out.',
      'Simplify repeated negations.',
      'Replace each part of the expression by its value.',
      'Rewrite the expression after every step.',
      'Determine the truth value of each part.',
      'Verify the result with a second pass.',
      'Work from left to right.',
      'Reply with True or False only.',
      'Recall the laws of logic.',
      'Write and as a product.',
    ],
  ),
  ...say(
    ['arithmetic'],
    [
      'Work out what stands inside the parentheses first.',
      'Multiply before you add or subtract.',
      'Follow the order of operations.',
      'Watch the sign of each number.',
      'Subtracting a negative number means adding it.',
      'Rewrite the expression after every operation with the partial result.',
      'Verify the result by calculating it a second time.',
      'Calculate from left to right.',
      'Give the number only.',
      'Estimate the size of the result.',
    ],
  ),
  ...say(
    ['sorting'],
    [
      'Compare the words letter by letter.',
      'Where words share the same first letters, compare the next letter.',
      'Keep every word exactly once.',
      'Do not drop or add any word.',
      'First group the words by their first letter.',
      'Check the order of each pair of neighbours.',
      'Sort the shortest words first.',
      'Ignore the words you do not know.',
      'Separate the sorted words by spaces.',
      'Write the words in lower case.',
    ],
  ),
  ...say(
    ['labelling'],
    [
      'Find the main problem of the message.',
      'Ask yourself what the customer wants to be done.',
      'Choose the label from the list, exactly as written.',
      'If several topics fit, take the one that needs action.',
      'Look for key words that speak for a topic.',
      'Ignore greetings, thanks and side remarks.',
      'Reply with the label only.',
      'Read the whole message before you decide.',
      'Go by the topic mentioned first.',
      'Trust your first impression.',
      'Mind the tone of the message.',
      'Explain your choice in detail.',
    ],
  ),
  ...say(
    ['choice'],
    [
      'Compare the options with each other.',
      'Rule out options that cannot be right.',
      'Read the question twice.',
      'Consider the context and the tone.',
      'Restate what the question asks.',
      'Prefer the longest option.',
      'Use common sense.',
    ],
  ),
  ...say(
    ['number'],
    [
      'Identify what the problem asks for.',
      'Read the problem twice.',
      'Keep track of the units.',
      'Round to the nearest ten.',
      'Check that the result makes sense.',
    ],
  ),
  ...say(
    [],
    [
      "Let's work through this step by step.",
      'Take one step at a time.',
      'Be careful and precise.',
      'Pay attention to detail.',
      'You are an expert in this task.',
      'End with: The answer is …',
      'State the final answer after "Answer:".',
      'Double-check before you answer.',
      'Take a deep breath.',
      'Please do your best.',
      'Give a quick answer.',
      'Answer in a few words.',
      'Be creative.',
      'Think about similar tasks you have seen.',
      'Make the answer entertaining.',
      'Explain the result to a beginner.',
      'Use clear language.',
    ],
  ),
]

/** Interchangeable wordings: any entry of a line may replace any other. */
export const synonyms: readonly (readonly string[])[] = [
  ["Let's think step by step", 'Think step by step', 'Work step by step', 'Take one step at a time'],
  ['carefully', 'with care', 'attentively'],
  ['Check', 'Verify', 'Double-check'],
  ['List', 'Write down', 'Note'],
  ['each', 'every'],
  ['Ignore', 'Leave out', 'Disregard'],
  ['Evaluate', 'Work out', 'Determine'],
  ['Choose', 'Pick', 'Select'],
  ['Reply', 'Answer', 'Respond'],
  ['add up', 'sum', 'total'],
  ['parentheses', 'brackets'],
  ['result', 'outcome'],
]

/** Filler that the model likes to cut. */
export const filler = /\b(please|thank you|deep breath|do your best|very|really|creative|entertaining|amazing)\b/i

function say(kinds: readonly Kind[], texts: readonly string[]): readonly Phrase[] {
  return texts.map(text => ({ text, kinds }))
}
