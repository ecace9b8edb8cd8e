/** The parts of what a judge is asked. */
export type JudgeTag = 'answer' | 'reference' | 'rubric' | 'transcript' | 'first' | 'second'

/** A text in tags that it cannot close itself. */
export const tagged = (tag: JudgeTag, text: string): string =>
  `<${tag}>\n${text.replace(/<(?=\/?(?:answer|reference|rubric|transcript|first|second)\b)/gi, '‹')}\n</${tag}>`
