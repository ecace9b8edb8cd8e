/** A tool that a model may call with one text, in place of answering. */
export interface OfferedTool {
  readonly name: string
  readonly description: string
  readonly argument: { readonly name: string; readonly description: string }
}

/** The arguments of the tool as a JSON schema. */
export const argumentsOf = ({ argument }: OfferedTool) => ({
  type: 'object',
  properties: { [argument.name]: { type: 'string', description: argument.description } },
  required: [argument.name],
})

/** The text that stands for a call among the answers: its arguments as JSON. */
export const callText = (given: unknown): string => (typeof given === 'string' ? given : (JSON.stringify(given) ?? ''))
